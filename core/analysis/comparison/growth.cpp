#include "core/analysis/comparison/growth.h"

#include "core/heap/logicalsizes.h"

#include <algorithm>

namespace heapwise {

namespace {

constexpr std::uint32_t kGrowthStopEvery = 65536; ///< nodes
constexpr std::int64_t kWorthSaying = 1024;       ///< bytes

std::vector<Size> retainedOverTime(const Comparison& comparison, NodeId last)
{
    std::vector<Size> retained;
    for (std::size_t i = 0; i < comparison.snapshotCount(); ++i) {
        const NodeId n = comparison.follow(last, comparison.snapshotCount() - 1, i);
        retained.push_back(n.isValid() ? comparison.heap(i)->dominators->retainedSize(n) : 0);
    }
    return retained;
}

/// Growth of each node of the last snapshot since the first; 0 for what was not there, or did not grow.
Column<std::int64_t> growthByNode(const Comparison& comparison, const Progress& progress)
{
    const std::size_t last = comparison.snapshotCount() - 1;
    const DominatorTree &before = *comparison.heap(0)->dominators, &after = *comparison.heap(last)->dominators;
    Column<std::int64_t> growth(comparison.heap(last)->snapshot->nodeCount());
    for (std::uint32_t n = 0; n < growth.size(); ++n) {
        if (n % kGrowthStopEvery == 0 && progress.stopRequested())
            break;
        const NodeId then = comparison.follow(NodeId{n}, last, 0);
        if (then.isValid())
            growth[n] = std::max<std::int64_t>(0, std::int64_t(after.retainedSize(NodeId{n})) -
                                                      std::int64_t(before.retainedSize(then)));
    }
    return growth;
}

/// Nodes that gather growth. From the leaves up: what grew directly below a node is what its children grew by, and of
/// the engine's own stores and tables what grew below these.
std::vector<std::uint32_t> accumulating(const Heap& heap, const Column<std::int64_t>& growth, const Progress& progress)
{
    const DominatorTree& tree = *heap.dominators;
    Column<std::int64_t> below(growth.size());
    std::vector<std::uint32_t> nodes;
    for (std::size_t at = tree.order().size(); at-- > 1;) { // the root is the first
        if (at % kGrowthStopEvery == 0 && progress.stopRequested())
            break;
        const std::uint32_t n = tree.order()[at];
        const bool isEngine = isEngineType(heap.snapshot->types()[n]);
        below[tree.immediateDominator(NodeId{n}).value] += isEngine ? below[n] : growth[n];
        if (!isEngine && growth[n] >= kWorthSaying && below[n] * 2 < growth[n])
            nodes.push_back(n);
    }
    return nodes;
}

} // namespace

GrowthKind judgeGrowth(const std::vector<Size>& values)
{
    const std::size_t steps = values.size() - 1;
    if (steps < 2)
        return GrowthKind::Once;
    for (std::size_t i = 0; i < steps; ++i)
        if (values[i + 1] <= values[i])
            return GrowthKind::Once;
    const double all = double(values.back() - values.front()), lastStep = double(values[steps] - values[steps - 1]);
    const bool goesOn = lastStep * 4 * double(steps) >= all, isMuch = all * 10 >= double(values.front());
    return goesOn && isMuch ? GrowthKind::Steady : GrowthKind::Once;
}

std::vector<GrowingDominator> findGrowingDominators(const Comparison& comparison, std::size_t most,
                                                    const Progress& progress, const BitSet* only)
{
    if (!comparison.hasIdentity() || !comparison.hasRetained())
        return {};
    const Column<std::int64_t> growth = growthByNode(comparison, progress);
    const Heap& last = *comparison.heap(comparison.snapshotCount() - 1);
    std::vector<std::uint32_t> nodes = accumulating(last, growth, progress);
    if (progress.stopRequested())
        return {};
    if (only)
        std::erase_if(nodes, [&](std::uint32_t n) { return !only->test(n); });
    const auto end = nodes.begin() + std::ptrdiff_t(std::min(most, nodes.size()));
    std::partial_sort(nodes.begin(), end, nodes.end(), [&](std::uint32_t a, std::uint32_t b) {
        return growth[a] != growth[b] ? growth[a] > growth[b] : a < b;
    });
    std::vector<GrowingDominator> result;
    for (auto n = nodes.begin(); n != end; ++n) {
        std::vector<Size> retained = retainedOverTime(comparison, NodeId{*n});
        const GrowthKind kind = judgeGrowth(retained);
        result.push_back({NodeId{*n}, std::move(retained), kind});
    }
    return result;
}

} // namespace heapwise
