#include "app/cli/command.h"
#include "app/cli/document.h"
#include "app/cli/objectrows.h"
#include "core/report/numbers.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

/// The children of one object in the dominator tree that are shown, and a word on those that are not.
struct Children {
    std::vector<NodeId> shown;
    std::uint64_t count = 0;
    Size retained = 0; ///< of all of them
};

Children childrenOf(const Heap& heap, NodeId n, const Arguments& arguments)
{
    Children children;
    heap.dominators->forEachChild(n, [&](NodeId child) {
        children.shown.push_back(child);
        children.retained += heap.dominators->retainedSize(child);
    });
    children.count = children.shown.size();
    const auto end = children.shown.begin() + std::ptrdiff_t(std::min(children.count, arguments.limit));
    std::partial_sort(children.shown.begin(), end, children.shown.end(), ObjectOrder(heap, arguments.sort));
    children.shown.erase(end, children.shown.end());
    return children;
}

std::vector<ReportColumn> nodeColumns()
{
    auto columns = objectColumns();
    columns.push_back({"objects", "Objects", ColumnKind::Number});
    columns.push_back({"share", "Share", ColumnKind::Number, ReportColumn::Audience::People});
    return columns;
}

std::vector<ReportCell> nodeCells(const Heap& heap, NodeId n)
{
    auto cells = objectCells(heap, n);
    cells.push_back(std::uint64_t(heap.dominators->objectCount(n)));
    cells.push_back(shareText(heap.dominators->retainedSize(n), heap.totalSize()));
    return cells;
}

/// Walks the part of the tree that is asked for, parents before children, and calls f(node, level, parent)
/// for each node and more(level, children) after the last child of a node that has others. Level 1 is below
/// the root.
template <typename F, typename More>
void walk(const Heap& heap, NodeId parent, std::uint64_t level, const Arguments& arguments, F& f, More& more)
{
    if (level > arguments.depth)
        return;
    const Children children = childrenOf(heap, parent, arguments);
    for (const NodeId child : children.shown) {
        f(child, level, parent);
        walk(heap, child, level + 1, arguments, f, more);
    }
    if (children.shown.size() < children.count)
        more(level, children);
}

std::string tableText(const Heap& heap, NodeId root, const Arguments& arguments, const Output& output)
{
    ReportTable table{nodeColumns(), {nodeCells(heap, root)}};
    const auto indented = [](std::uint64_t level, const std::string& text) {
        return std::string(2 * level, ' ') + text;
    };
    auto addNode = [&](NodeId n, std::uint64_t level, NodeId) {
        table.rows.push_back(nodeCells(heap, n));
        auto& title = table.rows.back().front();
        title = indented(level, *title.text());
    };
    auto addRest = [&](std::uint64_t level, const Children& children) {
        Size shown = 0;
        for (const NodeId n : children.shown)
            shown += heap.dominators->retainedSize(n);
        std::vector<ReportCell> row(table.columns.size(), ReportCell(std::string()));
        const auto rest = children.count - children.shown.size();
        row.front() = indented(level, countText(rest) + " more, " + bytesText(children.retained - shown));
        table.rows.push_back(std::move(row));
    };
    walk(heap, root, 1, arguments, addNode, addRest);
    return alignedText(table, output.width);
}

std::string csvTree(const Heap& heap, NodeId root, const Arguments& arguments)
{
    ReportTable table;
    table.columns = {{"depth", "", ColumnKind::Number}, {"parentId", "", ColumnKind::Id}};
    append(table.columns, nodeColumns());
    auto add = [&](NodeId n, std::uint64_t level, NodeId parent) {
        const bool hasParent = parent.isValid();
        std::vector<ReportCell> row{level, hasParent ? ReportCell(std::uint64_t(heap.snapshot->objectId(parent).value))
                                                     : ReportCell()};
        append(row, nodeCells(heap, n));
        table.rows.push_back(std::move(row));
    };
    auto ignore = [](std::uint64_t, const Children&) {};
    add(root, 0, NodeId{});
    walk(heap, root, 1, arguments, add, ignore);
    return csvText(table);
}

/// `columns` holds what a node tells of itself; its children come last.
void writeJsonNode(JsonWriter& json, const Heap& heap, NodeId n, std::uint64_t level, const Arguments& arguments,
                   const ReportTable& columns)
{
    const bool isLast = level == arguments.depth;
    const Children children = childrenOf(heap, n, arguments);
    json.beginObject();
    writeJsonMembers(json, columns, nodeCells(heap, n));
    json.member("childCount", children.count).key("children").beginArray();
    for (const NodeId child : children.shown)
        if (!isLast)
            writeJsonNode(json, heap, child, level + 1, arguments, columns);
    json.endArray().endObject();
}

} // namespace

Outcome runDominators(const Heap& heap, const Arguments& arguments, const Output& output)
{
    Outcome outcome;
    if (!requireReferences(heap, outcome.failure))
        return outcome;
    NodeId root = heap.dominators->root();
    if (arguments.object.isValid())
        root = findObject(heap, arguments.object, outcome.failure);
    if (!root.isValid())
        return outcome;

    if (arguments.format == Format::Table) {
        outcome.text = tableText(heap, root, arguments, output);
    } else if (arguments.format == Format::Csv) {
        outcome.text = csvTree(heap, root, arguments);
    } else {
        JsonWriter json = beginDocument("dominators", heap);
        json.member("totalBytes", heap.totalSize()).key("root");
        writeJsonNode(json, heap, root, 0, arguments, ReportTable{nodeColumns(), {}});
        json.endObject();
        outcome.text = json.take();
    }
    return outcome;
}

} // namespace heapwise::cli
