#pragma once

#include "core/base/id.h"

#include <cstdint>
#include <span>
#include <vector>

namespace heapwise {

/// The dominator tree in preorder: each subtree, that is everything a node retains, is one contiguous range.
/// That one array gives parents' children, subtree counts and retained sets without any per-node list.
class DominatorTree {
public:
    NodeId root() const { return m_order.empty() ? NodeId{} : NodeId{m_order[0]}; }
    /// The root dominates itself.
    NodeId immediateDominator(NodeId n) const { return NodeId{m_parents[n.value]}; }
    Size retainedSize(NodeId n) const { return m_retained[n.value]; }
    /// Objects in the subtree, the node included.
    std::uint32_t objectCount(NodeId n) const { return m_counts[m_positions[n.value]]; }

    /// Everything that would go if the node went, the node first. O(1).
    std::span<const std::uint32_t> retainedSet(NodeId n) const {
        const auto at = m_positions[n.value];
        return std::span(m_order).subspan(at, m_counts[at]);
    }
    /// Calls f(NodeId) for each child, in preorder (not sorted by size). O(children).
    template <typename F>
    void forEachChild(NodeId n, F&& f) const {
        const std::uint32_t at = m_positions[n.value], end = at + m_counts[at];
        for (std::uint32_t p = at + 1; p < end; p += m_counts[p])
            f(NodeId{m_order[p]});
    }
    bool hasChildren(NodeId n) const { return objectCount(n) > 1; }
    /// True when `ancestor` dominates `n` (or is it). O(1).
    bool dominates(NodeId ancestor, NodeId n) const {
        const auto a = m_positions[ancestor.value], p = m_positions[n.value];
        return p >= a && p < a + m_counts[a];
    }

    /// Nodes in preorder, and the subtree count by position.
    std::span<const std::uint32_t> order() const { return m_order; }
    std::span<const std::uint32_t> counts() const { return m_counts; }

private:
    friend class DominatorTreeBuilder;
    std::vector<std::uint32_t> m_parents;   ///< by node
    std::vector<std::uint32_t> m_positions; ///< by node: its place in m_order
    std::vector<std::uint32_t> m_order;     ///< by position
    std::vector<std::uint32_t> m_counts;    ///< by position
    std::vector<Size> m_retained;           ///< by node
};

} // namespace heapwise
