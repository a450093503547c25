#pragma once

#include "core/analysis/heap.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/index/indexcache.h"

#include <string>

namespace heapwise {

/// The complete heap of the snapshot at `path`, whose key is `key`, as its index has it; null when there is no index
/// that can be used. The columns are the mapped index, strings are read from the snapshot; name tags and the bits of
/// essential references are made anew, O(strings + references).
HeapPtr openIndexed(const std::string& path, const IndexKey& key, const IndexCache& cache);

/// True for a heap that writeIndex() would write: complete, of a complete file, computed while a cache was given, and
/// of a file that is not so short that it opens at once anyway.
bool isIndexable(const Heap& heap, const IndexCache& cache);

/// Writes the index of a heap. Texts of compressed files go into it: to get at them again, all of the file would have
/// to be decompressed. About 69 bytes per object and 13 per reference.
///
/// Errors: WriteFailed, Cancelled; those of indexKeyOf(); FileChanged when the file is not any more what was read.
Result<void> writeIndex(const Heap& heap, const IndexCache& cache, const Progress& progress);

} // namespace heapwise
