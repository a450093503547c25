#include "core/analysis/diagnosis.h"

#include "app/cli/command.h"
#include "app/cli/document.h"
#include "app/cli/objectrows.h"
#include "app/cli/suspecttext.h"
#include "core/analysis/detectors/pathlabels.h"
#include "core/analysis/detectors/thresholds.h"
#include "core/report/numbers.h"

namespace heapwise::cli {

namespace {

const char* kindWord(Finding::Kind kind)
{
    switch (kind) {
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

std::string sentence(const Finding& finding)
{
    const std::string count = countText(finding.count);
    switch (finding.kind) {
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

std::vector<ReportCell> suspectCells(const Heap& heap, const Suspect& suspect)
{
    return {std::string(patternWord(suspect.pattern)),
            suspectTitle(heap, suspect),
            suspect.retained,
            shareText(suspect.retained, heap.totalSize()),
            suspect.count,
            std::uint64_t(0),
            suspect.name,
            std::uint64_t(heap.snapshot->objectId(suspect.holder).value)};
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
        table.rows.push_back({std::string(kindWord(finding.kind)), sentence(finding), finding.bytes,
                              shareText(finding.bytes, heap.totalSize()), finding.count, finding.distinct, finding.name,
                              std::uint64_t(heap.snapshot->objectId(finding.holder).value)});
    }
    return table;
}

/// The suspect with what speaks for it, below each other.
void addLines(const Heap& heap, const Suspect& suspect, std::string& text)
{
    text += "\n" + suspectTitle(heap, suspect) + "\n  " + patternName(suspect.pattern) + ", " +
            bytesText(suspect.retained) + " (" + shareText(suspect.retained, heap.totalSize()) + "), " +
            confidenceWord(suspect.confidence) + " confidence, @" +
            std::to_string(heap.snapshot->objectId(suspect.holder).value) + "\n";
    if (const std::string path = pathText(heap, suspect); !path.empty())
        text += "  in    " + path + "\n";
    if (const std::string place = placeText(suspect); !place.empty())
        text += "  from  " + place + "\n";
    for (const Evidence& evidence : suspect.evidence)
        text += "  - " + evidenceText(evidence) + "\n";
}

std::string suspectLines(const Heap& heap, const Diagnosis& diagnosis)
{
    const auto share = int(thresholds::kSuspectShare * 100);
    std::string text = "Leak suspects: " + countText(diagnosis.suspects.size()) + "\n";
    if (diagnosis.suspects.empty())
        text = "No leak suspect above " + std::to_string(share) + " % of the heap.\n";
    for (const Suspect& suspect : diagnosis.suspects)
        addLines(heap, suspect, text);
    if (!diagnosis.suspects.empty())
        text += "\nOne snapshot cannot prove growth: take a second one.\n";
    if (!diagnosis.small.empty())
        text += "\nRecognised, but small\n";
    for (const Suspect& suspect : diagnosis.small)
        text += "  " + suspectTitle(heap, suspect) + ", " + bytesText(suspect.retained) + " (" +
                patternName(suspect.pattern) + ")\n";
    return text;
}

void writeText(JsonWriter& json, std::string_view name, const std::string& text)
{
    if (text.empty())
        json.nullMember(name);
    else
        json.member(name, text);
}

void writePlace(JsonWriter& json, const Suspect& suspect)
{
    writeText(json, "script", suspect.script);
    if (suspect.place)
        json.member("line", std::uint64_t(suspect.place->line) + 1)
            .member("column", std::uint64_t(suspect.place->column) + 1);
    else
        json.nullMember("line").nullMember("column");
}

void writeEvidence(JsonWriter& json, const Evidence& evidence)
{
    json.beginObject().member("evidence", evidenceWord(evidence.kind)).member("sentence", evidenceText(evidence));
    json.member("count", evidence.count).member("of", evidence.of).member("bytes", evidence.bytes);
    writeText(json, "text", evidence.text);
    json.endObject();
}

void writeSuspect(JsonWriter& json, const Heap& heap, const Suspect& suspect)
{
    json.beginObject().member("pattern", patternWord(suspect.pattern)).member("title", suspectTitle(heap, suspect));
    json.member("confidence", confidenceWord(suspect.confidence)).member("retainedBytes", suspect.retained);
    json.member("count", suspect.count).member("name", suspect.name).member("areFunctions", suspect.areFunctions);
    json.member("id", heap.snapshot->objectId(suspect.holder).value)
        .member("holder", heap.classes->nameOf(suspect.holder));
    writeText(json, "variable", suspect.variable);
    writeText(json, "within", suspect.within);
    writePlace(json, suspect);
    json.key("path").beginArray();
    for (const PathLabel& label : pathLabels(heap, suspect))
        json.value(label.text);
    json.endArray().key("evidence").beginArray();
    for (const Evidence& evidence : suspect.evidence)
        writeEvidence(json, evidence);
    json.endArray().endObject();
}

void writeSuspects(JsonWriter& json, const Heap& heap, std::string_view name, const std::vector<Suspect>& suspects)
{
    json.key(name).beginArray();
    for (const Suspect& suspect : suspects)
        writeSuspect(json, heap, suspect);
    json.endArray();
}

} // namespace

Outcome runFindings(const Heap& heap, const Arguments& arguments, const Output& output)
{
    Outcome outcome;
    if (!requireReferences(heap, outcome.failure))
        return outcome;
    Progress progress;
    const Diagnosis diagnosis = diagnose(heap, progress);
    ReportTable table = findingTable(heap, diagnosis.findings, arguments.limit);
    if (arguments.format == Format::Csv) {
        std::vector<std::vector<ReportCell>> suspects;
        for (const Suspect& suspect : diagnosis.suspects)
            suspects.push_back(suspectCells(heap, suspect));
        table.rows.insert(table.rows.begin(), suspects.begin(), suspects.end());
        return {csvText(table), {}};
    }
    if (arguments.format == Format::Table)
        return {suspectLines(heap, diagnosis) + "\n" +
                    shownOf(table.rows.size(), diagnosis.findings.size(), "other findings") + "\n" +
                    alignedText(table, output.width),
                {}};
    JsonWriter json = beginDocument("findings", heap);
    json.member("totalBytes", heap.totalSize());
    writeSuspects(json, heap, "suspects", diagnosis.suspects);
    writeSuspects(json, heap, "smallSuspects", diagnosis.small);
    json.member("findingCount", diagnosis.findings.size()).key("findings");
    writeJsonRows(json, table);
    json.endObject();
    return {json.take(), {}};
}

} // namespace heapwise::cli
