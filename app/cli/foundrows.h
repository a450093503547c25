#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/query/ast.h"
#include "core/report/table.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heapwise::cli {

/// "class,retained,.req.url" as words.
std::vector<std::string> selectedColumns(std::string_view list);
/// A column of objects, or a property: ".req.url".
bool isFoundColumn(std::string_view name);
/// "object, class, ..." for messages.
std::string foundColumnNames();

/// Rows of objects with the columns selected; without a selection those every command shows, and the
/// properties the query asks about.
ReportTable foundTable(const Heap& heap, std::span<const std::uint32_t> nodes, const std::vector<std::string>& selected,
                       const query::Query& query);

} // namespace heapwise::cli
