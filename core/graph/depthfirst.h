#pragma once

#include "core/base/bitset.h"
#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/offsets.h"
#include "core/base/populate.h"
#include "core/base/progress.h"

#include <cstdint>
#include <span>
#include <vector>

namespace heapwise {

/// Numbers nodes 1, 2, 3, ... in the order in which a depth-first search over edges in CSR order meets them. It may go
/// on from one start after another, each under a rule of its own for which edges it follows. No recursion.
class DepthFirstSearch {
public:
    static constexpr std::uint32_t kRoot = 1; ///< its number

    DepthFirstSearch() = default;
    /// `root` gets number 1. It does not count as met: follow() is asked about edges to it, and says no.
    DepthFirstSearch(const Offsets& first, std::span<const std::uint32_t> targets, NodeId root, Progress& progress)
        : m_first(first)
        , m_targets(targets)
        , m_progress(&progress)
        , m_visited(first.size() - 1)
        , m_numbers(populatedColumn<std::uint32_t>(first.size() - 1, progress))
        , m_nodes(populatedColumn<std::uint32_t>(first.size(), progress))
        , m_parents(populatedColumn<std::uint32_t>(first.size(), progress))
    {
        take(root.value, kRoot);
    }

    /// Gives `start` the next number, below `parent`, and all that is newly met from there over edges for which
    /// follow(source, edge, target) is true. Means nothing once a stop was requested.
    template <typename Follow>
    void search(std::uint32_t start, std::uint32_t parent, Follow&& follow)
    {
        m_stack.clear();
        enter(start, parent);
        while (!m_stack.empty()) {
            Frame& top = m_stack.back();
            if (top.edge == top.end) {
                m_stack.pop_back();
                continue;
            }
            const EdgeIndex edge = top.edge++;
            const std::uint32_t target = m_targets[edge];
            if (edge + kAhead < top.end)
                m_first.prefetch(m_targets[edge + kAhead]);
            // The bits fit the second-level cache, where the numbers do not.
            if (m_visited.test(target) || !follow(top.node, edge, target))
                continue;
            enter(target, top.number);
            if (m_count % kStopEvery == 0) {
                m_progress->advance(kStopEvery);
                if (m_progress->stopRequested())
                    return;
            }
        }
    }
    /// Gives the node the next number without looking at its edges.
    void number(std::uint32_t node, std::uint32_t parent)
    {
        m_visited.set(node);
        take(node, parent);
    }

    const BitSet& visited() const { return m_visited; } ///< by node: met so far
    std::uint32_t count() const { return m_count; }     ///< numbers given

private:
    friend class DominatorTreeBuilder;
    static constexpr EdgeIndex kAhead = 4;             ///< edges whose targets are fetched before they are due
    static constexpr std::uint32_t kStopEvery = 65536; ///< nodes

    struct Frame {
        EdgeIndex edge;
        EdgeIndex end;
        std::uint32_t node;
        std::uint32_t number;
    };

    void take(std::uint32_t node, std::uint32_t parent)
    {
        m_numbers[node] = ++m_count;
        m_nodes[m_count] = node;
        m_parents[m_count] = parent;
    }
    void enter(std::uint32_t node, std::uint32_t parent)
    {
        number(node, parent);
        m_stack.push_back({m_first[node], m_first[node + 1], node, m_count});
    }

    Offsets::View m_first;
    std::span<const std::uint32_t> m_targets;
    Progress* m_progress = nullptr;
    std::uint32_t m_count = 0;
    BitSet m_visited;                ///< by node
    Column<std::uint32_t> m_numbers; ///< by node; 0: not met
    Column<std::uint32_t> m_nodes;   ///< by number
    Column<std::uint32_t> m_parents; ///< by number: that of the node it was met from
    std::vector<Frame> m_stack;
};

} // namespace heapwise
