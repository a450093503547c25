#pragma once

#include "core/analysis/heap.h"

#include <string>

namespace heapwise::test {

/// The heap of a file, from its index where `cache` has one; null on failure.
HeapPtr open(const std::string& path, const IndexCache::Options& cache = {});

/// Whether two complete heaps say the same of everything.
bool sameHeap(const Heap& a, const Heap& b);

} // namespace heapwise::test
