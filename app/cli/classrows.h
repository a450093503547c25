#pragma once

#include "core/analysis/heap.h"
#include "core/report/table.h"

#include <string_view>
#include <vector>

namespace heapwise::cli {

/// Classes that have objects with a size, by a column of the command classes; always in the same order.
std::vector<ClassId> sortedClasses(const Heap& heap, std::string_view column);
ReportTable classTable(const Heap& heap, const std::vector<ClassId>& classes, std::uint64_t limit);

} // namespace heapwise::cli
