#include "app/cli/mergedrows.h"

#include "app/cli/objectrows.h"
#include "core/report/numbers.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace heapwise::cli {

namespace {

/// With one path for each object, each group but the root has one link into it, and links are in their order.
const PathLink* linkTo(const MergedPaths& paths, std::uint32_t group)
{
    return group == 0 ? nullptr : &paths.links[group - 1];
}

std::vector<ReportColumn> columns()
{
    using enum ReportColumn::Audience;
    return {{"group", "", ColumnKind::Number, Programs},
            {"heldBy", "", ColumnKind::Number, Programs},
            {"object", "Object", ColumnKind::Text, Everyone, true},
            {"reference", "Held by its", ColumnKind::Text, Everyone, true},
            {"referenceType", "", ColumnKind::Text, Programs},
            {"references", "", ColumnKind::Number, Programs},
            {"class", "", ColumnKind::Text, Programs},
            {"id", "Id", ColumnKind::Id},
            {"distance", "Distance", ColumnKind::Number},
            {"count", "Count", ColumnKind::Number},
            {"chain", "", ColumnKind::Number, Programs},
            {"retainedBytes", "Retained", ColumnKind::Bytes},
            {"subjects", "Holds", ColumnKind::Number},
            {"ends", "", ColumnKind::Number, Programs},
            {"subjectBytes", "Of size", ColumnKind::Bytes}};
}

std::string referenceText(const Heap& heap, const PathLink& link)
{
    return link.anyName ? "[...]" : heap.snapshot->edgeName(link.edge);
}

std::string groupText(const Heap& heap, const PathGroup& group)
{
    const bool isAlone = group.count == 1 || group.representative == heap.snapshot->root();
    const bool isEngines = heap.snapshot->type(group.representative) == NodeType::Hidden; // by name, not by class
    std::string text =
        isAlone || isEngines ? objectTitle(heap, group.representative) : heap.classes->nameOf(group.representative);
    if (group.count > 1)
        text += " x" + countText(group.count);
    if (group.chain > 1)
        text += ", in a row " + countText(group.chain);
    return text;
}

std::vector<ReportCell> cells(const Heap& heap, const MergedPaths& paths, std::uint32_t g, std::size_t indent)
{
    const PathGroup& group = paths.groups[g];
    const PathLink* link = linkTo(paths, g);
    const auto type = [&] { return heap.snapshot->edgeTypeName(heap.snapshot->edgeType(link->edge)); };
    return {std::uint64_t(g),
            link ? ReportCell(std::uint64_t(link->from)) : ReportCell(),
            std::string(indent, ' ') + groupText(heap, group),
            link ? ReportCell(referenceText(heap, *link)) : ReportCell(),
            link ? ReportCell(type()) : ReportCell(),
            link ? ReportCell(link->count) : ReportCell(),
            heap.classes->nameOf(group.representative),
            std::uint64_t(heap.snapshot->objectId(group.representative).value),
            distanceCell(group.distance),
            std::uint64_t(group.count),
            std::uint64_t(group.chain),
            std::uint64_t(group.retained),
            group.subjects,
            group.ends,
            std::uint64_t(group.subjectBytes)};
}

/// The groups that hold most. What holds a group holds as much at least, and so is among them, too.
std::vector<bool> shownGroups(const MergedPaths& paths, std::uint64_t limit)
{
    std::vector<std::uint32_t> order(paths.groups.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater(), [&](std::uint32_t g) {
        return std::pair(paths.groups[g].subjectBytes, paths.groups[g].subjects);
    });
    std::vector<bool> shown(paths.groups.size());
    for (std::size_t i = 0; i < std::min<std::uint64_t>(limit, order.size()); ++i)
        shown[order[i]] = true;
    return shown;
}

} // namespace

ReportTable mergedTable(const Heap& heap, const MergedPaths& paths, std::uint64_t limit, bool indented)
{
    constexpr std::size_t kDeepest = 40; ///< columns set in
    ReportTable table{columns(), {}};
    const std::vector<bool> shown = shownGroups(paths, limit);
    std::vector<std::vector<std::uint32_t>> below(paths.groups.size());
    for (std::uint32_t g = 1; g < paths.groups.size(); ++g)
        if (shown[g])
            below[linkTo(paths, g)->from].push_back(g);
    std::vector<std::pair<std::uint32_t, std::size_t>> open; // groups and depths
    if (!paths.groups.empty())
        open.push_back({0, 0});
    while (!open.empty()) {
        const auto [group, depth] = open.back();
        open.pop_back();
        table.rows.push_back(cells(heap, paths, group, indented ? std::min(depth, kDeepest) : 0));
        auto& next = below[group];
        std::ranges::stable_sort(next, {}, [&](std::uint32_t g) { return paths.groups[g].subjectBytes; });
        for (const std::uint32_t g : next)
            open.push_back({g, depth + 1});
    }
    return table;
}

} // namespace heapwise::cli
