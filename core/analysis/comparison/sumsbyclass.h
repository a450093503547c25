#pragma once

#include "core/analysis/comparison/comparison.h"

#include <cstdint>
#include <vector>

namespace heapwise {

/// What objects of one snapshot add up to.
struct SumsByClass {
    std::vector<ObjectSums> byClass; ///< by joined class
    ObjectSums all;                  ///< retained: what they keep alive together
};

/// Of the objects for which classOf(NodeId) is a joined class, and not kNone. With dominators in preorder, so that what
/// lies below another object of the class is not counted again. O(nodes). Means nothing once a stop was requested.
template <typename F>
SumsByClass sumUpByClass(const Heap& heap, std::uint32_t classCount, F&& classOf, const Progress& progress)
{
    constexpr std::uint32_t kStopEvery = 65536;
    std::vector<ObjectSums> sums(classCount + 1); // and one for all
    std::vector<std::uint32_t> rangeEnd(classCount + 1);
    const DominatorTree* const tree = heap.classTotals ? heap.dominators.get() : nullptr;
    for (std::uint32_t at = 0; at < heap.snapshot->nodeCount(); ++at) {
        if (at % kStopEvery == 0 && progress.stopRequested())
            break;
        const NodeId n{tree ? tree->order()[at] : at};
        const std::uint32_t joinedClass = classOf(n);
        if (joinedClass == JoinedClasses::kNone)
            continue;
        for (const std::uint32_t c : {joinedClass, classCount}) {
            ++sums[c].count;
            sums[c].shallow += heap.objects->shallowSize(n);
            if (!tree || at < rangeEnd[c])
                continue;
            sums[c].retained += tree->retainedSizeAt(at);
            rangeEnd[c] = at + tree->counts()[at];
        }
    }
    SumsByClass result;
    result.all = sums.back();
    sums.pop_back();
    result.byClass = std::move(sums);
    return result;
}

} // namespace heapwise
