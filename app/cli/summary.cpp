#include "app/cli/classrows.h"
#include "app/cli/command.h"
#include "app/cli/document.h"
#include "app/cli/objectrows.h"
#include "core/analysis/statistics.h"
#include "core/heap/hostfacts.h"
#include "core/report/numbers.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

/// All a summary tells, in any of the three formats.
struct Summary {
    std::optional<HostFacts> host;
    std::optional<Statistics> statistics; ///< nothing for a partial file without references
    std::uint64_t classCount = 0;
    ReportTable classes;
    ReportTable dominators;
};

/// The largest objects at the top of the dominator tree. The engine's own roots are not objects of the
/// program: in their place stand the objects directly below them.
std::vector<NodeId> topDominators(const Heap& heap, std::uint64_t limit)
{
    std::vector<NodeId> top;
    std::vector<NodeId> synthetic{heap.dominators->root()};
    while (!synthetic.empty()) {
        const NodeId n = synthetic.back();
        synthetic.pop_back();
        heap.dominators->forEachChild(n, [&](NodeId child) {
            (heap.snapshot->type(child) == NodeType::Synthetic ? synthetic : top).push_back(child);
        });
    }
    const auto end = top.begin() + std::ptrdiff_t(std::min<std::uint64_t>(top.size(), limit));
    std::partial_sort(top.begin(), end, top.end(), ObjectOrder(heap, "retained"));
    top.erase(end, top.end());
    return top;
}

ReportTable dominatorTable(const Heap& heap, std::uint64_t limit)
{
    ReportTable table{objectColumns(), {}};
    table.columns.push_back({"share", "Share", ColumnKind::Number, ReportColumn::Audience::People});
    if (!heap.dominators)
        return table;
    for (const NodeId n : topDominators(heap, limit)) {
        table.rows.push_back(objectCells(heap, n));
        table.rows.back().push_back(shareText(heap.dominators->retainedSize(n), heap.totalSize()));
    }
    return table;
}

Summary summarize(const Heap& heap, std::uint64_t limit)
{
    Summary summary;
    summary.host = readHostFacts(*heap.snapshot);
    if (heap.retainers)
        summary.statistics = statisticsOf(heap);
    const auto classes = sortedClasses(heap, "retained");
    summary.classCount = classes.size();
    summary.classes = classTable(heap, classes, limit);
    summary.dominators = dominatorTable(heap, limit);
    return summary;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
        text.append(text.empty() ? "" : " ").append(word);
    return text;
}

std::string fileText(const SnapshotInfo& info)
{
    std::string text = info.path + ", " + bytesText(info.fileBytes);
    if (info.compressed)
        text += " (" + bytesText(info.textBytes) + " uncompressed)";
    return text;
}

std::string factsText(const Heap& heap, const Summary& summary)
{
    const Snapshot& snapshot = *heap.snapshot;
    std::vector<Fact> facts{{"File", fileText(snapshot.info())}};
    if (const auto& host = summary.host) {
        facts.push_back({"Node.js", host->version + ", " + host->platform + " " + host->arch});
        facts.push_back({"Command", joined(host->argv)});
    }
    facts.push_back({"Heap size", bytesText(heap.totalSize())});
    facts.push_back({"Objects", countText(snapshot.nodeCount())});
    facts.push_back({"References", countText(snapshot.edgeCount())});
    facts.push_back({"Strings", countText(snapshot.strings().count())});
    facts.push_back({"Classes", countText(summary.classCount)});
    for (const auto& warning : partialWarnings(*heap.report))
        facts.push_back({"Partial", warning});
    for (const auto& warning : heap.report->warnings)
        facts.push_back({"Warning", warning});
    return factLines(facts);
}

/// The kinds do not overlap; what is none of them is the rest of V8's heap.
ReportTable compositionTable(const Statistics& statistics)
{
    const std::pair<const char*, Size> kinds[] = {
        {"Code", statistics.code},
        {"Strings", statistics.strings},
        {"JavaScript arrays", statistics.jsArrays},
        {"System objects", statistics.system},
        {"Typed arrays", statistics.typedArrays},
        {"Other native memory", statistics.native - statistics.typedArrays},
    };
    ReportTable table{
        {{"kind", "Kind"}, {"bytes", "Shallow", ColumnKind::Bytes}, {"share", "Share", ColumnKind::Number}}, {}};
    Size rest = statistics.total;
    for (const auto& [kind, bytes] : kinds) {
        table.rows.push_back({std::string(kind), bytes, shareText(bytes, statistics.total)});
        rest -= std::min(rest, bytes);
    }
    table.rows.push_back({std::string("Other objects"), rest, shareText(rest, statistics.total)});
    return table;
}

std::string tableText(const Heap& heap, const Summary& summary, const Output& output)
{
    std::string text = factsText(heap, summary);
    if (summary.statistics)
        text += "\nWhat the heap is made of\n" + alignedText(compositionTable(*summary.statistics), output.width);
    text += "\nLargest classes by ";
    text += heap.classTotals ? "retained size\n" : "shallow size\n";
    text += alignedText(summary.classes, output.width);
    if (!summary.dominators.rows.empty())
        text += "\nObjects that keep most alive\n" + alignedText(summary.dominators, output.width);
    return text;
}

void writeHost(JsonWriter& json, const std::optional<HostFacts>& host)
{
    if (!host) {
        json.nullMember("node");
        return;
    }
    json.key("node")
        .beginObject()
        .member("version", host->version)
        .member("platform", host->platform)
        .member("arch", host->arch)
        .member("execPath", host->execPath)
        .key("argv")
        .beginArray();
    for (const auto& argument : host->argv)
        json.value(argument);
    json.endArray().endObject();
}

/// The members and their names are those of DevTools' getStatistics().
void writeStatistics(JsonWriter& json, const std::optional<Statistics>& statistics)
{
    if (!statistics) {
        json.nullMember("statistics");
        return;
    }
    json.key("statistics").beginObject().member("total", statistics->total);
    json.key("native")
        .beginObject()
        .member("total", statistics->native)
        .member("typedArrays", statistics->typedArrays)
        .endObject();
    json.key("v8heap")
        .beginObject()
        .member("total", statistics->v8Heap())
        .member("code", statistics->code)
        .member("jsArrays", statistics->jsArrays)
        .member("strings", statistics->strings)
        .member("system", statistics->system)
        .endObject();
    json.endObject();
}

void writeTotals(JsonWriter& json, const Heap& heap, const Summary& summary)
{
    const Snapshot& snapshot = *heap.snapshot;
    json.key("totals")
        .beginObject()
        .member("totalBytes", heap.totalSize())
        .member("extraNativeBytes", snapshot.info().extraNativeBytes)
        .member("objects", snapshot.nodeCount())
        .member("references", snapshot.edgeCount())
        .member("strings", snapshot.strings().count())
        .member("classes", summary.classCount)
        .endObject();
}

std::string jsonText(const Heap& heap, const Summary& summary)
{
    JsonWriter json = beginDocument("summary", heap);
    writeHost(json, summary.host);
    writeTotals(json, heap, summary);
    writeStatistics(json, summary.statistics);
    json.key("classes");
    writeJsonRows(json, summary.classes);
    json.key("dominators");
    writeJsonRows(json, summary.dominators);
    json.endObject();
    return json.take();
}

/// Names and values; the tables have commands of their own.
std::string csvFacts(const Heap& heap, const Summary& summary)
{
    ReportTable table{{{"name", ""}, {"value", ""}}, {}};
    const auto add = [&table](const char* name, ReportCell value) {
        table.rows.push_back({std::string(name), std::move(value)});
    };
    const Snapshot& snapshot = *heap.snapshot;
    add("path", snapshot.info().path);
    add("complete", std::uint64_t(heap.report->isComplete()));
    add("nodeVersion", summary.host ? ReportCell(summary.host->version) : ReportCell());
    add("totalBytes", heap.totalSize());
    add("objects", std::uint64_t(snapshot.nodeCount()));
    add("references", snapshot.edgeCount());
    add("strings", std::uint64_t(snapshot.strings().count()));
    add("classes", summary.classCount);
    if (const auto& statistics = summary.statistics) {
        add("nativeBytes", statistics->native);
        add("typedArrayBytes", statistics->typedArrays);
        add("codeBytes", statistics->code);
        add("jsArrayBytes", statistics->jsArrays);
        add("stringBytes", statistics->strings);
        add("systemBytes", statistics->system);
    }
    return csvText(table);
}

} // namespace

Outcome runSummary(const Heap& heap, const Arguments& arguments, const Output& output)
{
    const Summary summary = summarize(heap, arguments.limit);
    switch (arguments.format) {
    case Format::Json:
        return {jsonText(heap, summary), {}};
    case Format::Csv:
        return {csvFacts(heap, summary), {}};
    case Format::Table:
        break;
    }
    return {tableText(heap, summary, output), {}};
}

} // namespace heapwise::cli
