#pragma once

#include "core/base/id.h"
#include "core/report/json.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace heapwise {

/// What a column holds, and so how its numbers are written for people. JSON and CSV always get plain
/// integers.
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

/// Nothing ("–" for people, null in JSON), a text, a number, or a change with its sign. Not a std::variant: g++ 12
/// warns of uninitialised strings in those.
class ReportCell {
public:
    ReportCell() = default;
    ReportCell(std::string text)
        : m_text(std::move(text))
        , m_kind(Kind::Text)
    {}
    ReportCell(std::uint64_t number)
        : m_number(number)
        , m_kind(Kind::Number)
    {}

    static ReportCell change(std::int64_t change)
    {
        ReportCell cell;
        cell.m_change = change;
        cell.m_kind = Kind::Change;
        return cell;
    }

    /// Null where the cell holds something else.
    const std::string* text() const { return m_kind == Kind::Text ? &m_text : nullptr; }
    const std::uint64_t* number() const { return m_kind == Kind::Number ? &m_number : nullptr; }
    const std::int64_t* change() const { return m_kind == Kind::Change ? &m_change : nullptr; }

private:
    enum class Kind : std::uint8_t { Nothing, Text, Number, Change };
    std::string m_text;
    std::uint64_t m_number = 0;
    std::int64_t m_change = 0;
    Kind m_kind = Kind::Nothing;
};

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
/// Titles and aligned columns, two spaces apart. Eliding columns shrink until a line fits `width` columns;
/// with `width` 0 they are cut at 120.
std::string alignedText(const ReportTable& table, std::size_t width);

} // namespace heapwise
