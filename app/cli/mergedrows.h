#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/retention/mergedpaths.h"
#include "core/report/table.h"

#include <cstdint>

namespace heapwise::cli {

/// Merged paths as a tree, a row for each group below what holds it: those with most bytes, `limit` at most. With
/// `indented` the objects are set in by their depth.
ReportTable mergedTable(const Heap& heap, const MergedPaths& paths, std::uint64_t limit, bool indented);

} // namespace heapwise::cli
