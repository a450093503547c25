#pragma once

#include "core/base/id.h"
#include "core/report/json.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace heapwise {

/// What a column holds, and so how its numbers are written for people. JSON and CSV always get plain integers.
enum class ColumnKind {
    Text,   ///< the only kind that is aligned left
    Number, ///< "1,234"
    Bytes,  ///< "12.4 KiB"
    Id,     ///< "@1234"
};

struct ReportColumn {
    enum class Audience { Everyone, People, Programs };

    std::string key;   ///< in JSON and CSV
    std::string title; ///< above the column for people
    ColumnKind kind = ColumnKind::Text;
    Audience audience = Audience::Everyone;
    bool elides = false; ///< gives way when the terminal is too narrow
};

/// Nothing ("–" for people, null in JSON), a text or a number.
using ReportCell = std::variant<std::monostate, std::string, std::uint64_t>;

/// Rows of a report, written in three ways. Each row has one cell per column.
struct ReportTable {
    std::vector<ReportColumn> columns;
    std::vector<std::vector<ReportCell>> rows;
};

/// The members of one row, inside an object the caller has begun.
void writeJsonMembers(JsonWriter& json, const ReportTable& table, const std::vector<ReportCell>& row);
/// The rows as an array of objects.
void writeJsonRows(JsonWriter& json, const ReportTable& table);
/// A header record with the keys, then the rows.
std::string csvText(const ReportTable& table);
/// Titles and aligned columns, two spaces apart. Eliding columns shrink until a line fits `width` columns; with
/// `width` 0 they are cut at 120.
std::string alignedText(const ReportTable& table, std::size_t width);

} // namespace heapwise
