// Sizes, distances and numbers of references.
#include "core/analysis/query/fieldpredicates.h"

#include <algorithm>

namespace heapwise::query {

namespace {

/// References that a list of retainers leaves out, weak ones and those from the root: how many lead to each
/// object. O(references), most of which are told by their type alone.
Column<std::uint32_t> uncountedRetainers(const Snapshot& snapshot, const Progress& progress)
{
    constexpr EdgeIndex kStopEvery = 1 << 20;
    Column<std::uint32_t> counts(snapshot.nodeCount());
    const auto types = snapshot.edgeTypes();
    const auto targets = snapshot.edgeTargets();
    const EdgeIndex rootBegin = snapshot.firstEdge(snapshot.root()), rootEnd = snapshot.endEdge(snapshot.root());
    for (EdgeIndex e = rootBegin; e < rootEnd; ++e)
        ++counts[targets[e]];
    for (EdgeIndex e = 0; e < types.size(); ++e) {
        if (e % kStopEvery == 0 && progress.stopRequested())
            break;
        if (types[e] == EdgeType::Weak && (e < rootBegin || e >= rootEnd))
            ++counts[targets[e]];
    }
    return counts;
}

} // namespace

PredicatePtr numberPredicate(const Heap& heap, FieldId field, const Bounds& given, const Progress& progress)
{
    Bounds bounds = given;
    if (given.isPercent) {
        bounds.least *= double(heap.totalSize()) / 100;
        bounds.most *= double(heap.totalSize()) / 100;
    }
    switch (field) {
    case FieldId::Size:
        return makePredicate(Cost::Look, [&objects = *heap.objects, bounds](NodeId n) {
            return bounds.contains(double(objects.shallowSize(n)));
        });
    case FieldId::Retained:
        return makePredicate(Cost::Look, [&tree = *heap.dominators, bounds](NodeId n) {
            return bounds.contains(double(tree.retainedSize(n)));
        });
    case FieldId::Distance:
        return makePredicate(Cost::Look, [&distances = *heap.distances, bounds](NodeId n) {
            return Distances::isFinite(distances[n]) && bounds.contains(distances[n]);
        });
    case FieldId::Refs:
        return makePredicate(Cost::Look, [&snapshot = *heap.snapshot, bounds](NodeId n) {
            return bounds.contains(double(snapshot.endEdge(n) - snapshot.firstEdge(n)));
        });
    default:
        break;
    }
    return makePredicate(Cost::Look, [&retainers = *heap.retainers, bounds,
                                      uncounted = uncountedRetainers(*heap.snapshot, progress)](NodeId n) {
        return bounds.contains(double(retainers.count(n) - uncounted[n.value]));
    });
}

namespace {

/// Subtrees without their tops, as positions [first, end) in the dominator tree's order, ascending and apart.
std::vector<std::pair<std::uint32_t, std::uint32_t>> rangesBelow(const DominatorTree& tree,
                                                                 const std::vector<std::uint32_t>& nodes)
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges, apart;
    for (const std::uint32_t n : nodes) {
        const std::uint32_t at = tree.position(NodeId{n});
        ranges.emplace_back(at + 1, at + tree.objectCount(NodeId{n}));
    }
    std::ranges::sort(ranges);
    for (const auto& range : ranges) { // subtrees are within one another, or apart
        if (apart.empty() || range.first >= apart.back().second)
            apart.push_back(range);
    }
    return apart;
}

} // namespace

PredicatePtr underPredicate(const Heap& heap, const std::vector<std::uint32_t>& nodes)
{
    const DominatorTree& tree = *heap.dominators;
    return makePredicate(Cost::Search, [&tree, ranges = rangesBelow(tree, nodes)](NodeId n) {
        const std::uint32_t at = tree.position(n);
        const auto after = std::ranges::upper_bound(ranges, at, {}, [](const auto& range) { return range.first; });
        return after != ranges.begin() && at < std::prev(after)->second;
    });
}

namespace {

/// True when `target` is one step farther than `source`. The root stands before the roots of the program and
/// those of the engine.
bool isNextStep(const Snapshot& snapshot, const Distances& distances, std::uint32_t source, std::uint32_t target)
{
    const std::int32_t farther = distances[NodeId{target}];
    if (source == snapshot.root().value && (farther == 1 || farther == Distances::kSystem + 1))
        return true;
    const std::int32_t nearer = distances[NodeId{source}];
    return nearer != Distances::kUnreached && farther == nearer + 1;
}

} // namespace

void forEachVia(const Heap& heap, std::vector<std::uint32_t> nodes, const Progress& progress,
                const std::function<void(std::uint32_t)>& reached)
{
    constexpr std::size_t kStopEvery = 4096;
    const Snapshot& snapshot = *heap.snapshot;
    BitSet passed(snapshot.nodeCount());
    std::vector<std::uint32_t> pending = std::move(nodes);
    for (std::size_t done = 0; !pending.empty(); ++done) {
        if (done % kStopEvery == 0 && progress.stopRequested())
            break;
        const std::uint32_t source = pending.back();
        pending.pop_back();
        for (EdgeIndex e = snapshot.firstEdges()[source], end = snapshot.firstEdges()[source + 1]; e < end; ++e) {
            const std::uint32_t target = snapshot.edgeTargets()[e];
            if (snapshot.edgeTypes()[e] != EdgeType::Weak && !passed.test(target) &&
                isNextStep(snapshot, *heap.distances, source, target)) {
                passed.set(target);
                pending.push_back(target);
                reached(target);
            }
        }
    }
}

PredicatePtr viaPredicate(const Heap& heap, const std::vector<std::uint32_t>& nodes, const Progress& progress)
{
    BitSet passed(heap.snapshot->nodeCount());
    forEachVia(heap, nodes, progress, [&](std::uint32_t n) { passed.set(n); });
    return makePredicate(Cost::Look, [passed = std::move(passed)](NodeId n) { return passed.test(n.value); });
}

} // namespace heapwise::query
