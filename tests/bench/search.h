#pragma once

#include "core/analysis/heap.h"

namespace heapwise::bench {

/// Prints a line of JSON for grouping the strings, for looking for who holds the most wasteful, and for each search
/// that Go to anything makes while something is typed.
int measureSearch(const OpenOptions& options);

} // namespace heapwise::bench
