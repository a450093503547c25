#pragma once

#include "core/base/bitset.h"
#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/offsets.h"
#include "core/base/populate.h"
#include "core/base/progress.h"
#include "core/graph/retainers.h"

#include <cstdint>
#include <span>

namespace heapwise {

/// The dominator tree in preorder: each subtree, that is everything a node retains, is one contiguous range.
/// That one array gives parents' children, subtree counts and retained sets without any per-node list.
class DominatorTree {
public:
    NodeId root() const { return m_order.empty() ? NodeId{} : NodeId{m_order[0]}; }
    /// The root dominates itself.
    NodeId immediateDominator(NodeId n) const { return NodeId{m_parents[n.value]}; }
    Size retainedSize(NodeId n) const { return retainedSizeAt(m_positions[n.value]); }
    /// Of the node itself, by position: what setSizes() was given.
    Size ownSizeAt(std::uint32_t position) const { return m_sizeBefore[position + 1] - m_sizeBefore[position]; }
    Size retainedSizeAt(std::uint32_t position) const
    {
        return m_sizeBefore[position + m_counts[position]] - m_sizeBefore[position];
    }
    /// Objects in the subtree, the node included.
    std::uint32_t objectCount(NodeId n) const { return m_counts[m_positions[n.value]]; }

    /// Everything that would go if the node went, the node first. O(1).
    std::span<const std::uint32_t> retainedSet(NodeId n) const
    {
        const auto at = m_positions[n.value];
        return order().subspan(at, m_counts[at]);
    }
    /// Calls f(NodeId) for each child, in preorder (not sorted by size). O(children).
    template <typename F>
    void forEachChild(NodeId n, F&& f) const
    {
        const std::uint32_t at = m_positions[n.value], end = at + m_counts[at];
        // A page that was lost under a mapped index reads as zeros, and must not hold anybody up.
        for (std::uint32_t p = at + 1; p < end; p += std::max(m_counts[p], 1u))
            f(NodeId{m_order[p]});
    }
    bool hasChildren(NodeId n) const { return objectCount(n) > 1; }
    /// True when `ancestor` dominates `n` (or is it). O(1).
    bool dominates(NodeId ancestor, NodeId n) const
    {
        const auto a = m_positions[ancestor.value], p = m_positions[n.value];
        return p >= a && p < a + m_counts[a];
    }

    /// False for nodes of circles that nothing leads to: they stand below the root, one by one, and last in order().
    bool isReached(NodeId n) const { return m_positions[n.value] < m_reached; }

    /// Nodes in preorder, and the subtree count by position.
    std::span<const std::uint32_t> order() const { return m_order; }
    std::span<const std::uint32_t> counts() const { return m_counts; }
    std::uint32_t position(NodeId n) const { return m_positions[n.value]; } ///< of the node in order()

    /// Fills the retained sizes from the nodes' own: f(NodeId) -> Size. O(nodes).
    template <typename F>
    void setSizes(F&& ownSize, const Progress& progress);

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.m_parents, self.m_positions, self.m_order, self.m_counts, self.m_sizeBefore, self.m_reached);
    }

private:
    friend class DominatorTreeBuilder;
    Column<std::uint32_t> m_parents;   ///< by node
    Column<std::uint32_t> m_positions; ///< by node: its place in m_order
    Column<std::uint32_t> m_order;     ///< by position
    Column<std::uint32_t> m_counts;    ///< by position
    Offsets m_sizeBefore;              ///< by position: sum over the nodes before it; empty until setSizes()
    std::uint32_t m_reached = 0;       ///< positions up to the first node that is not
};

class DepthFirstSearch;

/// A graph as the dominator computation sees it: edges in CSR order, which of them count, and their reverse.
struct DominatorInput {
    const Offsets& first;
    std::span<const std::uint32_t> targets;
    const BitSet& essential;    ///< by edge
    const Retainers& retainers; ///< the reverse, with the same essential bits
    NodeId root;
};

/// Immediate dominators of all nodes (semi-NCA, Georgiadis 2005), and the tree in preorder.
///
/// Every node gets a place: one without any essential edge into it hangs below the root, as if the root had an
/// edge to it; nodes of unreachable cycles are put below the root one by one. Near-linear on heaps, O(edges log
/// nodes) at worst; no recursion. About 24 bytes per node while it runs. Meaningless once a stop was requested.
DominatorTree computeDominators(const DominatorInput& input, Progress& progress);
/// The same with a search that has begun: the root has number 1, and no node it met is left with an essential edge to
/// one it did not meet, the root aside.
DominatorTree computeDominators(const DominatorInput& input, DepthFirstSearch begun, Progress& progress);

template <typename F>
void DominatorTree::setSizes(F&& ownSize, const Progress& progress)
{
    // A subtree is a range of positions: its size is the difference of two sums.
    constexpr std::size_t kStopEvery = 65536;
    const std::size_t count = m_order.size();
    Offsets sums(count + 1, progress);
    Size sum = 0;
    for (std::size_t p = 0; p < count; ++p) {
        if (p % kStopEvery == 0 && progress.stopRequested())
            return;
        sums.set(p + 1, sum += ownSize(NodeId{m_order[p]}));
    }
    m_sizeBefore = std::move(sums);
}

} // namespace heapwise
