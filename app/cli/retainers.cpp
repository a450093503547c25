#include "app/cli/command.h"
#include "app/cli/document.h"
#include "app/cli/objectrows.h"
#include "core/analysis/paths.h"
#include "core/report/numbers.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

using Path = std::vector<Retainer>;

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
std::string pathlessSentence(const Heap& heap, NodeId n, const RetainerCounts& counts)
{
    if (n == heap.snapshot->root())
        return "This is the root of all objects.\n";
    if (counts.fromRoot > 0)
        return "The root holds it directly.\n";
    return "Nothing strong holds it. It will be collected.\n";
}

std::string tableText(const Heap& heap, NodeId n, const std::vector<Path>& paths,
                      const std::vector<Retainer>& retainers, const Output& output)
{
    const RetainerCounts counts = countRetainers(heap, n);
    std::string text = alignedText(ReportTable{objectColumns(), {objectCells(heap, n)}}, output.width) + "\n";
    if (paths.empty())
        text += pathlessSentence(heap, n, counts);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        text += "Path " + std::to_string(i + 1) + " to the roots, " + countText(paths[i].size()) +
                (paths[i].size() == 1 ? " step\n" : " steps\n");
        text += alignedText(retainerTable(heap, paths[i]), output.width) + "\n";
    }
    if (!retainers.empty()) {
        const std::string what = counts.strong == 1 ? "reference keeps it alive" : "references keep it alive";
        text += shownOf(retainers.size(), counts.strong, what + otherReferences(counts));
        text += alignedText(retainerTable(heap, retainers), output.width);
    }
    return text;
}

std::string csvPaths(const Heap& heap, const std::vector<Path>& paths)
{
    ReportTable table;
    table.columns = {{"path", "", ColumnKind::Number}, {"step", "", ColumnKind::Number}};
    append(table.columns, retainerColumns());
    for (std::size_t path = 0; path < paths.size(); ++path) {
        for (std::size_t step = 0; step < paths[path].size(); ++step) {
            std::vector<ReportCell> row{std::uint64_t(path + 1), std::uint64_t(step + 1)};
            append(row, retainerCells(heap, paths[path][step]));
            table.rows.push_back(std::move(row));
        }
    }
    return csvText(table);
}

std::string jsonText(const Heap& heap, NodeId n, const std::vector<Path>& paths,
                     const std::vector<Retainer>& retainers)
{
    const RetainerCounts counts = countRetainers(heap, n);
    JsonWriter json = beginDocument("retainers", heap);
    json.key("object").beginObject();
    writeJsonMembers(json, ReportTable{objectColumns(), {}}, objectCells(heap, n));
    json.endObject();
    json.key("retainerCounts")
        .beginObject()
        .member("strong", counts.strong)
        .member("weak", counts.weak)
        .member("fromRoot", counts.fromRoot)
        .endObject();
    json.key("paths").beginArray();
    for (const auto& path : paths)
        writeJsonRows(json, retainerTable(heap, path));
    json.endArray().key("retainers");
    writeJsonRows(json, retainerTable(heap, retainers));
    json.endObject();
    return json.take();
}

} // namespace

Outcome runRetainers(const Heap& heap, const Arguments& arguments, const Output& output)
{
    Outcome outcome;
    if (!requireReferences(heap, outcome.failure))
        return outcome;
    const NodeId n = findObject(heap, arguments.object, outcome.failure);
    if (!n.isValid())
        return outcome;

    auto paths = retainingPaths(heap, n, arguments.paths);
    std::erase_if(paths, [](const Path& path) { return path.empty(); });
    if (arguments.format == Format::Csv)
        outcome.text = csvPaths(heap, paths);
    else if (arguments.format == Format::Json)
        outcome.text = jsonText(heap, n, paths, sortedRetainers(heap, n, arguments));
    else
        outcome.text = tableText(heap, n, paths, sortedRetainers(heap, n, arguments), output);
    return outcome;
}

} // namespace heapwise::cli
