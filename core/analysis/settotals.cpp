#include "core/analysis/settotals.h"

#include <algorithm>
#include <vector>

namespace heapwise {
namespace {

constexpr std::size_t kStopInterval = 65536;

std::uint32_t positionOf(const DominatorTree& tree, std::uint32_t node)
{
    return std::uint32_t(tree.retainedSet(NodeId{node}).data() - tree.order().data());
}

/// Subtrees are ranges of positions: one that begins within another is part of it.
Size retainedTogether(const DominatorTree& tree, std::span<const std::uint32_t> positions)
{
    Size sum = 0;
    std::uint32_t end = 0;
    for (const std::uint32_t at : positions) {
        if (at < end)
            continue;
        sum += tree.retainedSize(NodeId{tree.order()[at]});
        end = at + tree.counts()[at];
    }
    return sum;
}

/// What dominates the first and the last of them in preorder dominates all between.
NodeId commonDominator(const DominatorTree& tree, NodeId first, NodeId last)
{
    NodeId above = first;
    while (!tree.dominates(above, last))
        above = tree.immediateDominator(above);
    return above;
}

} // namespace

SetTotals sumUpSet(const Heap& heap, std::span<const std::uint32_t> nodes, const Progress& progress)
{
    SetTotals totals;
    totals.count = nodes.size();
    if (nodes.empty())
        return totals;
    totals.commonClass = heap.classes->classOf(NodeId{nodes.front()});
    std::vector<std::uint32_t> positions;
    if (heap.dominators)
        positions.reserve(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (i % kStopInterval == 0 && progress.stopRequested())
            return totals;
        const NodeId node{nodes[i]};
        totals.shallow += heap.objects->shallowSize(node);
        if (heap.classes->classOf(node) != totals.commonClass)
            totals.commonClass = {};
        const std::int32_t distance = heap.distances ? (*heap.distances)[node] : Distances::kUnreached;
        if (Distances::isFinite(distance) && (!Distances::isFinite(totals.distance) || distance < totals.distance))
            totals.distance = distance;
        if (heap.dominators)
            positions.push_back(positionOf(*heap.dominators, node.value));
    }
    if (positions.empty())
        return totals;
    std::sort(positions.begin(), positions.end());
    const DominatorTree& tree = *heap.dominators;
    totals.retained = retainedTogether(tree, positions);
    totals.commonDominator =
        commonDominator(tree, NodeId{tree.order()[positions.front()]}, NodeId{tree.order()[positions.back()]});
    return totals;
}

} // namespace heapwise
