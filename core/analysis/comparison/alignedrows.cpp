#include "core/analysis/comparison/alignedrows.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <unordered_map>

namespace heapwise {

namespace {

AlignedRow foldOf(std::uint32_t joinedClass, std::vector<AlignedNode> members)
{
    AlignedRow row;
    row.joinedClass = joinedClass;
    for (const AlignedNode& member : members) {
        row.node.retainedBefore += member.retainedBefore; // siblings retain nothing in common
        row.node.retainedAfter += member.retainedAfter;
        row.countBefore += member.before.isValid();
        row.countAfter += member.after.isValid();
    }
    row.members = std::make_shared<std::vector<AlignedNode>>(std::move(members));
    return row;
}

} // namespace

std::uint32_t joinedClassOf(const Comparison& comparison, const AlignedNode& node)
{
    const std::size_t snapshot = node.after.isValid() ? comparison.snapshotCount() - 1 : 0;
    const NodeId n = node.after.isValid() ? node.after : node.before;
    return comparison.classes().of(snapshot, comparison.heap(snapshot)->classes->classOf(n));
}

std::vector<AlignedRow> foldAligned(const Comparison& comparison, const std::vector<AlignedNode>& children,
                                    std::size_t fewest)
{
    std::unordered_map<std::uint32_t, std::vector<AlignedNode>> byClass;
    if (fewest > 0 && children.size() >= fewest)
        for (const AlignedNode& child : children)
            if (const std::uint32_t c = joinedClassOf(comparison, child); c != JoinedClasses::kNone)
                byClass[c].push_back(child);
    std::erase_if(byClass, [fewest](const auto& of) { return of.second.size() < fewest; });
    std::vector<AlignedRow> rows;
    for (const AlignedNode& child : children)
        if (byClass.empty() || !byClass.contains(joinedClassOf(comparison, child)))
            rows.push_back({child, JoinedClasses::kNone, 0, 0, nullptr});
    std::vector<std::uint32_t> folded;
    for (const auto& [c, members] : byClass)
        folded.push_back(c);
    std::ranges::sort(folded);
    for (const std::uint32_t c : folded)
        rows.push_back(foldOf(c, std::move(byClass[c])));
    sortAligned(comparison, rows, AlignedOrder::Change, true);
    return rows;
}

void sortAligned(const Comparison& comparison, std::vector<AlignedRow>& rows, AlignedOrder order, bool isDescending)
{
    const auto name = [&](const AlignedRow& row) -> const std::string& {
        static const std::string none;
        const std::uint32_t c = row.isFolded() ? row.joinedClass : joinedClassOf(comparison, row.node);
        return c == JoinedClasses::kNone ? none : comparison.classes()[c].name;
    };
    const auto value = [order, isDescending](const AlignedRow& row) {
        const std::int64_t change = row.node.change();
        return order == AlignedOrder::Before  ? std::int64_t(row.node.retainedBefore)
               : order == AlignedOrder::After ? std::int64_t(row.node.retainedAfter)
               : isDescending                 ? std::int64_t(std::abs(change))
                                              : change;
    };
    std::ranges::stable_sort(rows, [&](const AlignedRow& a, const AlignedRow& b) {
        const AlignedRow &first = isDescending ? b : a, &second = isDescending ? a : b;
        return order == AlignedOrder::ClassName ? name(first) < name(second) : value(first) < value(second);
    });
}

} // namespace heapwise
