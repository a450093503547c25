#include "core/analysis/retention/smallcut.h"

#include "core/analysis/retention/references.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace heapwise {

namespace {

constexpr std::size_t kSmallCutMostVisited = 100'000; ///< objects, by all searches together
constexpr std::size_t kMostEdges = 50'000'000;        ///< looked at to tell references from links
constexpr std::size_t kSmallCutStopEvery = 1024;

/// Max-flow by Ford and Fulkerson, the other way round: each search goes from the target up to the dominator along
/// references with capacity left. A reference that a program could drop has a capacity of one, a link of the engine
/// any.
class SmallCutSearch {
public:
    SmallCutSearch(const Heap& heap, NodeId target, const Progress& progress)
        : m_heap(heap)
        , m_tree(*heap.dominators)
        , m_target(target)
        , m_source(m_tree.immediateDominator(target))
        , m_progress(progress)
    {}

    std::vector<Hold> find(std::size_t most)
    {
        for (std::size_t flow = 0; flow <= most; ++flow) {
            if (!findWay())
                return m_gaveUp ? std::vector<Hold>() : saturated();
            augment();
        }
        return {};
    }

private:
    using Arc = std::pair<std::uint32_t, std::uint32_t>; ///< owner, target

    bool findWay()
    {
        m_heldBy.clear();
        m_heldBy[m_target.value] = NodeId::kNone;
        std::vector<std::uint32_t> open{m_target.value};
        for (std::size_t at = 0; at < open.size(); ++at) {
            if (open[at] == m_source.value)
                return true;
            m_gaveUp = ++m_visited > kSmallCutMostVisited || m_edges > kMostEdges ||
                       (m_visited % kSmallCutStopEvery == 0 && m_progress.stopRequested());
            if (m_gaveUp)
                return false;
            goUp(NodeId{open[at]}, open);
        }
        return false;
    }

    void goUp(NodeId n, std::vector<std::uint32_t>& open)
    {
        const auto visit = [&](std::uint32_t owner) {
            if (m_heldBy.emplace(owner, n.value).second)
                open.push_back(owner);
        };
        for (const std::uint32_t owner : m_flowOf[n.value]) // flow on the way down can be taken back
            visit(owner);
        NodeId before;
        bool isHeld = false;
        for (std::uint64_t i = 0, count = m_heap.retainers->count(n); i < count; ++i) {
            const NodeId holder = m_heap.retainers->source(n, i);
            isHeld |= m_heap.retainers->isEssential(n, i);
            if (!m_heap.retainers->isEssential(n, i) || std::exchange(before, holder) == holder ||
                !m_tree.isReached(holder) || !m_tree.dominates(m_source, holder))
                continue;
            const std::uint32_t owner = ownerOfStore(m_heap, holder).value;
            const auto flow = m_flow.find({owner, n.value});
            const bool isFull = flow != m_flow.end() && flow->second > 0 && isDroppable(NodeId{owner}, holder, n);
            if (!isFull && owner != n.value)
                visit(owner);
        }
        if (!isHeld) // it hangs off the root without a reference
            visit(m_heap.snapshot->root().value);
    }

    bool isDroppable(NodeId owner, NodeId holder, NodeId n)
    {
        const Snapshot& s = *m_heap.snapshot;
        const auto known = m_droppable.find({owner.value, n.value});
        if (known != m_droppable.end())
            return known->second;
        m_edges += s.endEdge(holder) - s.firstEdge(holder);
        return m_droppable[{owner.value, n.value}] = isHeldByName(m_heap, owner, n);
    }

    void augment()
    {
        for (std::uint32_t n = m_source.value; n != m_target.value;) {
            const std::uint32_t held = m_heldBy.at(n);
            const auto back = m_flow.find({held, n});
            if (back != m_flow.end() && back->second > 0) {
                if (--back->second == 0)
                    std::erase(m_flowOf[held], n);
            } else if (m_flow[{n, held}]++ == 0) {
                m_flowOf[n].push_back(held);
            }
            n = held;
        }
    }

    /// References full of flow into what the last search reached, from what it did not.
    std::vector<Hold> saturated() const
    {
        std::vector<Hold> cut;
        for (const auto& [arc, flow] : m_flow)
            if (flow > 0 && m_heldBy.contains(arc.second) && !m_heldBy.contains(arc.first))
                cut.push_back({NodeId{arc.first}, NodeId{arc.second}});
        return cut;
    }

    const Heap& m_heap;
    const DominatorTree& m_tree;
    NodeId m_target;
    NodeId m_source;
    const Progress& m_progress;
    std::unordered_map<std::uint32_t, std::uint32_t> m_heldBy; ///< of the last search: the next node on the way down
    std::map<Arc, std::size_t> m_flow;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> m_flowOf; ///< by owner: targets
    std::map<Arc, bool> m_droppable;
    std::size_t m_visited = 0;
    std::size_t m_edges = 0;
    bool m_gaveUp = false;
};

} // namespace

std::vector<Hold> smallestCut(const Heap& heap, NodeId target, std::size_t most, const Progress& progress)
{
    if (target == heap.snapshot->root() || !heap.dominators->isReached(target))
        return {};
    return SmallCutSearch(heap, target, progress).find(most);
}

} // namespace heapwise
