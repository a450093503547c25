#pragma once

#include "core/graph/dominatortree.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace heapwise {

/// Calls f(NodeId) for those of `nodes` (in any order) that no other one of them dominates. O(n log n).
template <typename F>
void forEachTopmost(const DominatorTree& tree, std::vector<std::uint32_t> nodes, F&& f)
{
    std::ranges::sort(nodes, {}, [&](std::uint32_t n) { return tree.position(NodeId{n}); });
    NodeId top;
    for (const std::uint32_t n : nodes) {
        if (top.isValid() && tree.dominates(top, NodeId{n}))
            continue;
        top = NodeId{n};
        f(top);
    }
}

/// What `nodes` (in any order) retain together: those below another one of them are not counted again.
/// O(n log n).
inline Size retainedTogether(const DominatorTree& tree, std::vector<std::uint32_t> nodes)
{
    Size sum = 0;
    forEachTopmost(tree, std::move(nodes), [&](NodeId n) { sum += tree.retainedSize(n); });
    return sum;
}

} // namespace heapwise
