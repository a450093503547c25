#include "core/report/table.h"

#include "core/report/csv.h"
#include "core/report/numbers.h"
#include "core/report/utf8.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace heapwise {

namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 12; ///< an eliding column does not get narrower than this
constexpr std::size_t kWidestText = 120;

bool isFor(const ReportColumn& column, ReportColumn::Audience audience)
{
    return column.audience == ReportColumn::Audience::Everyone || column.audience == audience;
}

std::string numberText(std::uint64_t number, ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Bytes:
        return bytesText(number);
    case ColumnKind::Id:
        return std::string("@").append(std::to_string(number));
    case ColumnKind::Text:
    case ColumnKind::Number:
        break;
    }
    return countText(number);
}

std::string peopleText(const ReportCell& cell, ColumnKind kind)
{
    if (const auto* text = cell.text())
        return printable(*text);
    if (const auto* number = cell.number())
        return numberText(*number, kind);
    if (const auto* change = cell.change())
        return changeText(*change, numberText(std::uint64_t(std::abs(*change)), kind));
    return kind == ColumnKind::Text ? "" : "–";
}

std::string programText(const ReportCell& cell)
{
    if (const auto* text = cell.text())
        return *text;
    if (const auto* number = cell.number())
        return std::to_string(*number);
    if (const auto* change = cell.change())
        return std::to_string(*change);
    return {};
}

/// One column on its way to paper: the texts of all rows under its title.
struct Strip {
    const ReportColumn* column;
    std::vector<std::string> cells;
    std::size_t width = 0;
};

Strip stripOf(const ReportTable& table, std::size_t index)
{
    Strip strip{&table.columns[index], {}, displayWidth(table.columns[index].title)};
    for (const auto& row : table.rows) {
        strip.cells.push_back(peopleText(row[index], strip.column->kind));
        strip.width = std::max(strip.width, displayWidth(strip.cells.back()));
    }
    return strip;
}

std::size_t lineWidth(const std::vector<Strip>& strips)
{
    return std::accumulate(strips.begin(), strips.end(), kGap * (strips.size() - 1),
                           [](std::size_t sum, const Strip& strip) { return sum + strip.width; });
}

/// Takes from the widest eliding column first, so that short ones stay whole.
void fit(std::vector<Strip>& strips, std::size_t width)
{
    while (lineWidth(strips) > width) {
        Strip* widest = nullptr;
        for (auto& strip : strips)
            if (strip.column->elides && strip.width > kNarrowest && (!widest || strip.width > widest->width))
                widest = &strip;
        if (!widest)
            return;
        --widest->width;
    }
}

void limitWidths(std::vector<Strip>& strips)
{
    for (auto& strip : strips)
        if (strip.column->elides)
            strip.width = std::min(strip.width, kWidestText);
}

void appendAligned(std::string& line, const Strip& strip, const std::string& cell)
{
    const std::string text = strip.column->elides ? elided(cell, strip.width) : cell;
    const std::size_t padding = strip.width - std::min(strip.width, displayWidth(text));
    const bool isLeft = strip.column->kind == ColumnKind::Text;
    line.append(isLeft ? 0 : padding, ' ').append(text).append(isLeft ? padding : 0, ' ');
}

template <typename CellOf>
void appendLine(std::string& out, const std::vector<Strip>& strips, CellOf&& cellOf)
{
    std::string line;
    for (const auto& strip : strips) {
        line.append(line.empty() ? 0 : kGap, ' ');
        appendAligned(line, strip, cellOf(strip));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out.append(line).append("\n");
}

} // namespace

void writeJsonMembers(JsonWriter& json, const ReportTable& table, const std::vector<ReportCell>& row)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (!isFor(table.columns[i], ReportColumn::Audience::Programs))
            continue;
        json.key(table.columns[i].key);
        if (const auto* text = row[i].text())
            json.value(*text);
        else if (const auto* number = row[i].number())
            json.value(*number);
        else if (const auto* change = row[i].change())
            json.value(*change);
        else
            json.null();
    }
}

void writeJsonRows(JsonWriter& json, const ReportTable& table)
{
    json.beginArray();
    for (const auto& row : table.rows) {
        json.beginObject();
        writeJsonMembers(json, table, row);
        json.endObject();
    }
    json.endArray();
}

std::string csvText(const ReportTable& table)
{
    std::string out;
    std::vector<std::string> fields;
    for (const auto& column : table.columns)
        if (isFor(column, ReportColumn::Audience::Programs))
            fields.push_back(column.key);
    appendCsvRecord(out, fields);
    for (const auto& row : table.rows) {
        fields.clear();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            if (isFor(table.columns[i], ReportColumn::Audience::Programs))
                fields.push_back(programText(row[i]));
        appendCsvRecord(out, fields);
    }
    return out;
}

std::string alignedText(const ReportTable& table, std::size_t width)
{
    std::vector<Strip> strips;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (isFor(table.columns[i], ReportColumn::Audience::People))
            strips.push_back(stripOf(table, i));
    if (strips.empty())
        return {};
    limitWidths(strips);
    if (width > 0)
        fit(strips, width);

    std::string out;
    appendLine(out, strips, [](const Strip& strip) -> const std::string& { return strip.column->title; });
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        appendLine(out, strips, [row](const Strip& strip) -> const std::string& { return strip.cells[row]; });
    return out;
}

} // namespace heapwise
