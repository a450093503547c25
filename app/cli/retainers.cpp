#include "app/cli/command.h"
#include "app/cli/document.h"
#include "app/cli/mergedrows.h"
#include "app/cli/objectrows.h"
#include "app/cli/subject.h"
#include "core/analysis/paths.h"
#include "core/analysis/retention/holders.h"
#include "core/analysis/retention/rootpaths.h"
#include "core/report/numbers.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

/// All that the command found, for the three ways to write it.
struct Answer {
    Subject subject;
    std::vector<KeyPath> paths;      ///< with --key those that stand for many; else of one object
    MergedPaths merged;              ///< with --merged, and of a class
    std::vector<Retainer> retainers; ///< of one object
    RetainerCounts counts;           ///< of one object
};

std::vector<ReportColumn> retainerColumns()
{
    auto columns = referenceColumns();
    append(columns, objectColumns());
    for (auto& column : columns)
        if (column.key == "object")
            column.title = "Held by";
    return columns;
}

std::vector<ReportCell> retainerCells(const Heap& heap, const Retainer& retainer)
{
    auto cells = referenceCells(heap, retainer.edge);
    append(cells, objectCells(heap, retainer.source));
    return cells;
}

ReportTable retainerTable(const Heap& heap, const std::vector<Retainer>& retainers)
{
    ReportTable table{retainerColumns(), {}};
    for (const auto& retainer : retainers)
        table.rows.push_back(retainerCells(heap, retainer));
    return table;
}

/// The strong references to an object, by the column asked for; "nearest" is the order of DevTools.
std::vector<Retainer> sortedRetainers(const Heap& heap, NodeId n, const Arguments& arguments)
{
    if (arguments.sort == "nearest")
        return rankedRetainers(heap, n, arguments.limit);
    auto retainers = rankedRetainers(heap, n, Arguments::kNoLimit);
    const ObjectOrder order(heap, arguments.sort);
    std::ranges::stable_sort(retainers, order, &Retainer::source);
    if (retainers.size() > arguments.limit)
        retainers.erase(retainers.begin() + std::ptrdiff_t(arguments.limit), retainers.end());
    return retainers;
}

Answer findAnswer(const Heap& heap, const Arguments& arguments, Subject subject, RouteOptions options)
{
    Progress progress;
    const Routes routes(heap, std::move(options), progress);
    Answer answer{std::move(subject), {}, {}, {}, {}};
    const NodeId n = answer.subject.object();
    if (arguments.key)
        answer.paths = keyPaths(routes, answer.subject.nodes, progress);
    else if (!answer.subject.isClass && !arguments.merged)
        for (RootPath& path : distinctPaths(routes, n, arguments.paths, progress))
            answer.paths.push_back({n, std::move(path), 1, heap.dominators->retainedSize(n)});
    if (arguments.merged || (answer.subject.isClass && !arguments.key))
        answer.merged = mergeShortestPaths(routes, answer.subject.nodes, {}, progress);
    if (!answer.subject.isClass) {
        answer.counts = countRetainers(heap, n);
        answer.retainers = sortedRetainers(heap, n, arguments);
    }
    return answer;
}

std::string otherReferences(const RetainerCounts& counts)
{
    std::string text;
    if (counts.weak > 0)
        text += ", " + countText(counts.weak) + " weak that keep nothing alive";
    if (counts.fromRoot > 0)
        text += ", " + countText(counts.fromRoot) + " from the root";
    return text;
}

/// Why there is no path, where there is none.
std::string pathlessSentence(const Heap& heap, const Answer& answer, const Arguments& arguments)
{
    if (!arguments.ignored.empty() || arguments.avoidEngine || arguments.avoidNode)
        return "Without what is ignored nothing holds it.\n";
    if (answer.subject.isClass)
        return "Nothing strong holds them. They will be collected.\n";
    if (answer.subject.object() == heap.snapshot->root())
        return "This is the root of all objects.\n";
    return "Nothing strong holds it. It will be collected.\n";
}

std::string pathTitle(const KeyPath& path, std::size_t number, const Answer& answer)
{
    std::string text = "Path " + std::to_string(number) + " to the roots, " + countText(path.path.size()) +
                       (path.path.size() == 1 ? " step" : " steps");
    if (answer.subject.isClass)
        text += ", of " + objectsText(path.subjects) + " with " + bytesText(path.subjectBytes);
    return text + "\n";
}

std::string mergedText(const Heap& heap, const Answer& answer, const Arguments& arguments, const Output& output)
{
    const MergedPaths& merged = answer.merged;
    if (merged.groups.empty())
        return {};
    const ReportTable table = mergedTable(heap, merged, arguments.limit, true);
    std::string text = shownOf(table.rows.size(), merged.groups.size(), "groups on the shortest paths") +
                       alignedText(table, output.width) + "\n";
    if (merged.unreached > 0)
        text +=
            objectsText(merged.unreached) + " with " + bytesText(merged.unreachedBytes) + " nothing strong holds.\n\n";
    return text;
}

std::string tableText(const Heap& heap, const Answer& answer, const Arguments& arguments, const Output& output)
{
    std::string text =
        answer.subject.isClass
            ? answer.subject.title + "\n\n"
            : alignedText(ReportTable{objectColumns(), {objectCells(heap, answer.subject.object())}}, output.width) +
                  "\n";
    if (answer.paths.empty() && answer.merged.groups.empty())
        text += pathlessSentence(heap, answer, arguments);
    for (std::size_t i = 0; i < answer.paths.size(); ++i)
        text += pathTitle(answer.paths[i], i + 1, answer) +
                alignedText(retainerTable(heap, answer.paths[i].path), output.width) + "\n";
    text += mergedText(heap, answer, arguments, output);
    if (!answer.retainers.empty()) {
        const std::string what = answer.counts.strong == 1 ? "reference keeps it alive" : "references keep it alive";
        text += shownOf(answer.retainers.size(), answer.counts.strong, what + otherReferences(answer.counts));
        text += alignedText(retainerTable(heap, answer.retainers), output.width);
    }
    return text;
}

std::string csvPaths(const Heap& heap, const Answer& answer)
{
    ReportTable table;
    table.columns = {{"path", "", ColumnKind::Number}, {"step", "", ColumnKind::Number}};
    append(table.columns, retainerColumns());
    for (std::size_t path = 0; path < answer.paths.size(); ++path) {
        for (std::size_t step = 0; step < answer.paths[path].path.size(); ++step) {
            std::vector<ReportCell> row{std::uint64_t(path + 1), std::uint64_t(step + 1)};
            append(row, retainerCells(heap, answer.paths[path].path[step]));
            table.rows.push_back(std::move(row));
        }
    }
    return csvText(table);
}

void writeObjectPart(JsonWriter& json, const Heap& heap, const Answer& answer)
{
    json.key("object");
    if (answer.subject.isClass) {
        json.null().nullMember("retainerCounts");
        return;
    }
    json.beginObject();
    writeJsonMembers(json, ReportTable{objectColumns(), {}}, objectCells(heap, answer.subject.object()));
    json.endObject();
    json.key("retainerCounts")
        .beginObject()
        .member("strong", answer.counts.strong)
        .member("weak", answer.counts.weak)
        .member("fromRoot", answer.counts.fromRoot)
        .endObject();
}

std::string jsonText(const Heap& heap, const Answer& answer, const Arguments& arguments)
{
    JsonWriter json = beginDocument("retainers", heap);
    writeSubject(json, heap, answer.subject);
    writeObjectPart(json, heap, answer);
    json.key("paths").beginArray();
    for (const auto& path : answer.paths)
        writeJsonRows(json, retainerTable(heap, path.path));
    json.endArray();
    json.member("groupCount", answer.merged.groups.size()).member("unreached", answer.merged.unreached).key("groups");
    writeJsonRows(json, mergedTable(heap, answer.merged, arguments.limit, false));
    json.key("retainers");
    writeJsonRows(json, retainerTable(heap, answer.retainers));
    json.endObject();
    return json.take();
}

} // namespace

Outcome runRetainers(const Heap& heap, const Arguments& arguments, const Output& output)
{
    Outcome outcome;
    if (!requireReferences(heap, outcome.failure))
        return outcome;
    Subject subject = findSubject(heap, arguments, outcome.failure);
    RouteOptions options = routeOptions(heap, arguments, outcome.failure);
    if (!outcome.failure.empty())
        return outcome;

    const Answer answer = findAnswer(heap, arguments, std::move(subject), std::move(options));
    if (arguments.format == Format::Csv)
        outcome.text = answer.merged.groups.empty() ? csvPaths(heap, answer)
                                                    : csvText(mergedTable(heap, answer.merged, arguments.limit, false));
    else if (arguments.format == Format::Json)
        outcome.text = jsonText(heap, answer, arguments);
    else
        outcome.text = tableText(heap, answer, arguments, output);
    return outcome;
}

} // namespace heapwise::cli
