#include "core/analysis/retention/accumulation.h"

#include "core/analysis/retention/references.h"
#include "core/analysis/retention/stepkey.h"

#include <algorithm>

namespace heapwise {

namespace {

constexpr std::uint64_t kMany = 10;

} // namespace

std::optional<AccumulationPoint> accumulationAt(const Heap& heap, NodeId holder, NodeId member)
{
    const DominatorTree& tree = *heap.dominators;
    if (tree.immediateDominator(member) != holder || member == holder)
        return {};
    AccumulationPoint point{ownerOfStore(heap, holder), member};
    const std::uint64_t kind = kindOf(heap, member);
    Size largest = 0;
    tree.forEachChild(holder, [&](NodeId child) {
        largest = std::max(largest, tree.retainedSize(child));
        if (kindOf(heap, child) != kind)
            return;
        ++point.count;
        point.bytes += tree.retainedSize(child);
    });
    const Size all = tree.retainedSize(holder);
    const bool isSpread = largest * 2 < all && point.bytes * 2 >= all;
    return point.count >= kMany && isSpread ? std::optional(point) : std::nullopt;
}

std::optional<AccumulationPoint> accumulationOn(const Heap& heap, NodeId subject, const RootPath& path)
{
    for (NodeId member = subject; const Retainer& step : path) {
        const NodeId holder = heap.dominators->immediateDominator(member);
        // A dictionary's values hang off the object itself: its store holds them as well.
        const bool isOnPath = holder == step.source || ownerOfStore(heap, holder) == step.source;
        if (isOnPath && step.source != heap.snapshot->root() && heap.dominators->dominates(holder, subject))
            if (const auto point = accumulationAt(heap, holder, member))
                return point;
        member = step.source;
    }
    return {};
}

} // namespace heapwise
