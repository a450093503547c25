// heapwise-cli diff --strings
#include "app/cli/grownstrings.h"

#include "app/cli/document.h"
#include "app/cli/objectrows.h"
#include "core/analysis/comparison/stringgrowth.h"
#include "core/analysis/strings/stringholders.h"
#include "core/report/numbers.h"
#include "core/report/utf8.h"

namespace heapwise::cli {

namespace {

constexpr std::size_t kGrownShownBytes = 240;

std::vector<ReportColumn> grownColumns()
{
    using enum ReportColumn::Audience;
    return {{"shown", "Text", ColumnKind::Text, People, true},
            {"text", "", ColumnKind::Text, Programs},
            {"secret", "", ColumnKind::Text, Programs},
            {"count1", "Copies before", ColumnKind::Number},
            {"count2", "After", ColumnKind::Number},
            {"countChange", "Δ copies", ColumnKind::Number},
            {"bytes1", "", ColumnKind::Bytes, Programs},
            {"bytes2", "Size after", ColumnKind::Bytes},
            {"bytesChange", "Δ size", ColumnKind::Bytes},
            {"wastedBytes2", "Wasted after", ColumnKind::Bytes},
            {"id", "One of them", ColumnKind::Id}};
}

std::vector<ReportCell> grownCells(const Heap& heap, const StringGroups& strings, const GrownString& grown,
                                   bool showsSecrets)
{
    const NodeId one = strings.anyOf(grown.group);
    const bool isSecret = isLikelySecret(heap, one), isHidden = isSecret && !showsSecrets;
    const std::string text = quoted(textOf(heap, strings, grown.group, kGrownShownBytes));
    const bool isSlice = strings[grown.group].kind == StringKind::Sliced;
    return {isHidden  ? "(likely a secret, hidden)"
            : isSlice ? "slices of " + text
                      : text,
            isHidden ? ReportCell() : ReportCell(textOf(heap, strings, grown.group)),
            std::string(isSecret ? "true" : "false"),
            grown.countBefore,
            grown.countAfter,
            ReportCell::change(std::int64_t(grown.countAfter) - std::int64_t(grown.countBefore)),
            grown.bytesBefore,
            grown.bytesAfter,
            ReportCell::change(std::int64_t(grown.growth())),
            grown.wastedAfter,
            std::uint64_t(heap.snapshot->objectId(one).value)};
}

/// "1,024 texts grew by 3.1 MiB; all strings from 12.0 MiB to 14.2 MiB"
std::string growthText(const StringGrowth& growth)
{
    return countText(growth.grownTexts) + (growth.grownTexts == 1 ? " text" : " texts") + " grew by " +
           bytesText(growth.grownBytes) + "; all strings from " + bytesText(growth.before.bytes) + " to " +
           bytesText(growth.after.bytes) + "\n";
}

} // namespace

Outcome runGrownStrings(const Comparison& comparison, std::span<const HeapPtr> heaps, const Arguments& arguments,
                        const Output& output)
{
    Outcome outcome;
    for (const HeapPtr& heap : heaps)
        if (!requireReferences(*heap, outcome.failure))
            return outcome;
    const StringGrowth growth = findGrownStrings(comparison, arguments.limit, Progress());
    ReportTable table{grownColumns(), {}};
    for (const GrownString& grown : growth.grown)
        table.rows.push_back(grownCells(*heaps.back(), growth.last, grown, arguments.secrets));
    if (arguments.format == Format::Csv)
        return {csvText(table), {}};
    if (arguments.format == Format::Table)
        return {growthText(growth) + shownOf(table.rows.size(), growth.grownTexts, "texts that grew") + "\n" +
                    alignedText(table, output.width),
                {}};
    JsonWriter json = beginDocument("diff", heaps);
    json.member("stringBytes1", growth.before.bytes).member("stringBytes2", growth.after.bytes);
    json.member("grownTexts", growth.grownTexts).member("grownBytes", growth.grownBytes).key("texts");
    writeJsonRows(json, table);
    json.endObject();
    return {json.take(), {}};
}

} // namespace heapwise::cli
