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
    Text,
    Bytes,    ///< "12.4 KiB"
    Count,    ///< "1,234"
    Distance, ///< "7", "–" for none
    Id,       ///< "@1234"
};

struct Column {
    enum class Audience { Everyone, People, Programs };

    std::string key;   ///< in JSON and CSV
    std::string title; ///< above the column for people
    ColumnKind kind = ColumnKind::Text;
    Audience audience = Audience::Everyone;
    bool elides = false; ///< gives way when the terminal is too narrow
};

/// Nothing, a text or a number.
using Cell = std::variant<std::monostate, std::string, std::uint64_t>;

/// Rows of a report, written in three ways. Each row has one cell per column.
struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
};

/// The members of one row, inside an object the caller has begun.
void writeJsonMembers(JsonWriter& json, const Table& table, const std::vector<Cell>& row);
/// The rows as an array of objects.
void writeJsonRows(JsonWriter& json, const Table& table);
/// A header record with the keys, then the rows.
std::string csvText(const Table& table);
/// Titles and aligned columns, two spaces apart. Eliding columns shrink until a line fits `width` columns; with
/// `width` 0 they are cut at 120.
std::string alignedText(const Table& table, std::size_t width);

} // namespace heapwise
