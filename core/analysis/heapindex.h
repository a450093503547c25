#pragma once

#include "core/analysis/heap.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/index/indexcache.h"

#include <string>

namespace heapwise {

/// The complete heap of the snapshot at `path`, whose key is `key`, as its index has it; null when there is no index
/// that can be used. The columns are views of the mapped index, texts of a plain file are read from the snapshot. O(1)
/// but for what is no column: classes and names.
HeapPtr openIndexed(const std::string& path, const IndexKey& key, const IndexCache& cache);

/// True for a heap that writeIndex() would write: complete, of a complete file, computed while a cache was given, and
/// of a file that is not so short that it opens at once anyway.
bool isIndexable(const Heap& heap, const IndexCache& cache);

/// Writes the index of a heap. Texts of compressed files go into it: to get at them again, all of the file would have
/// to be decompressed. About 57 bytes per object and 13 per reference.
///
/// Errors: WriteFailed, Cancelled; those of indexKeyOf(); FileChanged when the file is not any more what was read.
Result<void> writeIndex(const Heap& heap, const IndexCache& cache, const Progress& progress);

} // namespace heapwise
