#include "core/analysis/findings/finding.h"

#include "app/cli/command.h"
#include "app/cli/document.h"
#include "app/cli/objectrows.h"
#include "core/report/numbers.h"

namespace heapwise::cli {

namespace {

const char* kindWord(Finding::Kind kind)
{
    switch (kind) {
    case Finding::Kind::Accumulation:
        return "accumulation";
    case Finding::Kind::LargeObjects:
        return "largeObjects";
    case Finding::Kind::DuplicateStrings:
        return "duplicateStrings";
    case Finding::Kind::EmptyCollections:
        return "emptyCollections";
    case Finding::Kind::OversizedCollections:
        return "oversizedCollections";
    case Finding::Kind::ClosedHandles:
        return "closedHandles";
    case Finding::Kind::NativeMemory:
        return "nativeMemory";
    }
    return "";
}

std::string sentence(const Heap& heap, const Finding& finding)
{
    const std::string count = countText(finding.count);
    switch (finding.kind) {
    case Finding::Kind::Accumulation:
        return objectTitle(heap, finding.holder) + " keeps " + count + " " + finding.name;
    case Finding::Kind::LargeObjects:
        return "The " + count + " largest objects";
    case Finding::Kind::DuplicateStrings:
        return count + " copies of " + countText(finding.distinct) + (finding.distinct == 1 ? " text" : " texts");
    case Finding::Kind::EmptyCollections:
        return count + " empty Maps, Sets and arrays";
    case Finding::Kind::OversizedCollections:
        return count + " Maps, Sets and arrays with more than four times the room they use";
    case Finding::Kind::ClosedHandles:
        return count + " closed " + finding.name + (finding.distinct > 1 ? " and others" : "") + ", still referenced";
    case Finding::Kind::NativeMemory:
        return count + " blocks of memory behind buffers, " + countText(finding.distinct) + " with several views";
    }
    return {};
}

ReportTable findingTable(const Heap& heap, const std::vector<Finding>& findings, std::uint64_t limit)
{
    using enum ReportColumn::Audience;
    ReportTable table{{{"finding", "", ColumnKind::Text, Programs},
                       {"sentence", "Finding", ColumnKind::Text, Everyone, true},
                       {"bytes", "Size", ColumnKind::Bytes},
                       {"share", "Of heap", ColumnKind::Number, People},
                       {"count", "", ColumnKind::Number, Programs},
                       {"distinct", "", ColumnKind::Number, Programs},
                       {"name", "", ColumnKind::Text, Programs},
                       {"id", "Look at", ColumnKind::Id}},
                      {}};
    for (std::size_t i = 0; i < findings.size() && i < limit; ++i) {
        const Finding& finding = findings[i];
        table.rows.push_back({std::string(kindWord(finding.kind)), sentence(heap, finding), finding.bytes,
                              shareText(finding.bytes, heap.totalSize()), finding.count, finding.distinct,
                              finding.name, std::uint64_t(heap.snapshot->objectId(finding.holder).value)});
    }
    return table;
}

} // namespace

Outcome runFindings(const Heap& heap, const Arguments& arguments, const Output& output)
{
    Outcome outcome;
    if (!requireReferences(heap, outcome.failure))
        return outcome;
    const auto findings = findAll(heap, Progress());
    const ReportTable table = findingTable(heap, findings, arguments.limit);
    if (arguments.format == Format::Csv)
        return {csvText(table), {}};
    if (arguments.format == Format::Table)
        return {shownOf(table.rows.size(), findings.size(), "findings") + "\n" + alignedText(table, output.width), {}};
    JsonWriter json = beginDocument("findings", heap);
    json.member("totalBytes", heap.totalSize()).member("findingCount", findings.size()).key("findings");
    writeJsonRows(json, table);
    json.endObject();
    return {json.take(), {}};
}

} // namespace heapwise::cli
