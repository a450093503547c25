#include "core/analysis/retention/cut.h"
#include "app/cli/command.h"
#include "app/cli/cutrows.h"
#include "app/cli/document.h"
#include "app/cli/objectrows.h"
#include "app/cli/subject.h"
#include "core/analysis/retention/references.h"
#include "core/report/numbers.h"
#include "core/report/utf8.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

struct Answer {
    Cut cut;
    CutResult result;
    std::vector<FreedClass> classes;
    Subject subject;  ///< with --of
    FreedShare share; ///< of the subject
};

/// The references that "@1.name", "@1[2]" and "@1->@2" mean, or an object for "@1".
void addCut(const Heap& heap, const CutWord& word, Cut& cut, std::string& failure)
{
    const NodeId source = findObject(heap, word.source, failure);
    const NodeId target = word.target.isValid() ? findObject(heap, word.target, failure) : NodeId{};
    if (!failure.empty())
        return;
    if (!word.target.isValid() && word.name.empty()) {
        cut.objects.push_back(source.value);
        return;
    }
    std::vector<EdgeIndex> edges;
    if (target.isValid()) {
        edges = edgesOfHold(heap, source, target);
    } else {
        for (EdgeIndex e = heap.snapshot->firstEdge(source); e < heap.snapshot->endEdge(source); ++e)
            if (heap.snapshot->edgeName(e) == word.name)
                append(edges, sameReference(heap, e));
    }
    if (edges.empty())
        failure = objectTitle(heap, source) + " @" + std::to_string(word.source.value) + " has no reference " +
                  (target.isValid() ? "that keeps @" + std::to_string(word.target.value) + " alive"
                                    : "called " + quoted(word.name)) +
                  ". The command object lists them.";
    append(cut.references, edges);
}

ReportTable classTable(const Heap& heap, const std::vector<FreedClass>& classes, std::uint64_t limit)
{
    ReportTable table{{{"class", "Freed", ColumnKind::Text, ReportColumn::Audience::Everyone, true},
                       {"count", "Count", ColumnKind::Number},
                       {"bytes", "Size", ColumnKind::Bytes}},
                      {}};
    for (std::size_t i = 0; i < std::min<std::uint64_t>(limit, classes.size()); ++i)
        table.rows.push_back(
            {(*heap.classes)[classes[i].type].name, classes[i].count, std::uint64_t(classes[i].bytes)});
    return table;
}

ReportTable holderTable(const Heap& heap, const std::vector<Retainer>& holders, std::uint64_t limit)
{
    ReportTable table{referenceColumns(), {}};
    append(table.columns, objectColumns());
    for (std::size_t i = 0; i < std::min<std::uint64_t>(limit, holders.size()); ++i) {
        auto row = referenceCells(heap, holders[i].edge);
        append(row, objectCells(heap, holders[i].source));
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string tableText(const Heap& heap, const Answer& answer, const Arguments& arguments, const Output& output)
{
    const CutResult& result = answer.result;
    std::string text = "Frees " + bytesText(result.bytes) + " in " + countText(result.objects) +
                       (result.objects == 1 ? " object, " : " objects, ") + shareText(result.bytes, heap.totalSize()) +
                       " of the heap; " + bytesText(heap.totalSize() - result.bytes) + " stay.\n";
    if (!answer.subject.nodes.empty())
        text += countText(answer.share.count) + " of " + answer.subject.title + " go, with " +
                bytesText(answer.share.bytes) + ".\n";
    if (result.ineffective > 0)
        text += countText(result.ineffective) +
                (result.ineffective == 1 ? " of the references keeps" : " of the references keep") +
                " nothing alive anyway.\n";
    if (!answer.classes.empty())
        text += "\n" + alignedText(classTable(heap, answer.classes, arguments.limit), output.width);
    if (!result.holders.empty())
        text += "\nWhat was cut off is still held, " + objectsText(result.kept) + ":\n" +
                alignedText(holderTable(heap, result.holders, arguments.limit), output.width);
    return text;
}

std::string jsonText(const Heap& heap, const Answer& answer, const Arguments& arguments)
{
    JsonWriter json = beginDocument("cut", heap);
    json.key("references");
    writeReferences(json, heap, answer.cut.references);
    json.key("objectIds").beginArray();
    for (const std::uint32_t n : answer.cut.objects)
        json.value(heap.snapshot->objectId(NodeId{n}).value);
    json.endArray()
        .member("freedBytes", answer.result.bytes)
        .member("freedObjects", answer.result.objects)
        .member("totalBytes", heap.totalSize())
        .member("ineffective", answer.result.ineffective)
        .member("kept", answer.result.kept);
    if (!answer.subject.nodes.empty()) {
        writeSubject(json, heap, answer.subject);
        json.member("subjectsFreed", answer.share.count).member("subjectBytes", answer.share.bytes);
    }
    json.key("classes");
    writeJsonRows(json, classTable(heap, answer.classes, arguments.limit));
    json.key("holders");
    writeJsonRows(json, holderTable(heap, answer.result.holders, arguments.limit));
    json.endObject();
    return json.take();
}

ReportTable suggestionTable(const Heap& heap, const std::vector<SuggestedCut>& cuts)
{
    ReportTable table{{{"sentence", "Cut", ColumnKind::Text, ReportColumn::Audience::Everyone, true},
                       {"targetId", "Holds", ColumnKind::Id},
                       {"freedBytes", "Frees", ColumnKind::Bytes},
                       {"freedObjects", "Objects", ColumnKind::Number},
                       {"subjectsFreed", "Of these", ColumnKind::Number},
                       {"subjectBytes", "Of size", ColumnKind::Bytes}},
                      {}};
    for (const SuggestedCut& cut : cuts)
        table.rows.push_back({referencesText(heap, cut.references),
                              std::uint64_t(heap.snapshot->objectId(cut.target).value), std::uint64_t(cut.bytes),
                              cut.objects, cut.subjects, std::uint64_t(cut.subjectBytes)});
    return table;
}

Outcome suggest(const Heap& heap, const Arguments& arguments, const Output& output, const Subject& subject)
{
    const auto cuts = suggestionsFor(heap, subject.nodes);
    if (arguments.format == Format::Csv)
        return {csvText(suggestionTable(heap, cuts)), {}};
    if (arguments.format == Format::Table)
        return {cuts.empty() ? subject.title + ": no few references hold most of it.\n"
                             : subject.title + "\n\n" + alignedText(suggestionTable(heap, cuts), output.width),
                {}};
    JsonWriter json = beginDocument("cut", heap);
    writeSubject(json, heap, subject);
    writeSuggestions(json, heap, cuts);
    json.endObject();
    return {json.take(), {}};
}

} // namespace

Outcome runCut(const Heap& heap, const Arguments& arguments, const Output& output)
{
    Outcome outcome;
    if (!requireReferences(heap, outcome.failure))
        return outcome;
    Answer answer;
    if (arguments.object.isValid() || !arguments.className.empty())
        answer.subject = findSubject(heap, arguments, outcome.failure);
    for (const CutWord& word : arguments.cuts)
        if (outcome.failure.empty())
            addCut(heap, word, answer.cut, outcome.failure);
    if (!outcome.failure.empty())
        return outcome;
    if (arguments.suggest)
        return suggest(heap, arguments, output, answer.subject);
    const Progress progress;
    answer.result = simulateCut(heap, answer.cut, progress);
    answer.classes = freedClasses(heap, answer.result, progress);
    answer.share = freedOf(heap, answer.result, answer.subject.nodes);
    if (arguments.format == Format::Csv)
        return {csvText(classTable(heap, answer.classes, arguments.limit)), {}};
    if (arguments.format == Format::Json)
        return {jsonText(heap, answer, arguments), {}};
    return {tableText(heap, answer, arguments, output), {}};
}

} // namespace heapwise::cli
