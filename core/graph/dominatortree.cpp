#include "core/graph/dominatortree.h"

#include <vector>

namespace heapwise {

namespace {

constexpr std::uint32_t kStopEvery = 65536; ///< nodes
constexpr std::uint32_t kAhead = 8;         ///< nodes to fetch from memory before they are due
constexpr EdgeIndex kEdgesAhead = 4;        ///< the same for targets of one node

} // namespace

/// Works on numbers 1 .. n in the order of a depth-first search, as the papers do: a node's dominator, its parent
/// and the ends of its semidominator path all have smaller numbers. 0 is "not numbered".
class DominatorTreeBuilder {
public:
    DominatorTreeBuilder(const DominatorInput& input, Progress& progress)
        : m_in(input)
        , m_progress(progress)
        , m_nodes(std::uint32_t(input.first.size() - 1))
        , m_links(m_nodes)
        , m_vertex(m_nodes + 1)
        , m_parent(m_nodes + 1)
        , m_visited(m_nodes) {}

    DominatorTree build() {
        numberNodes();
        if (!m_stopped)
            findSemidominators();
        if (!m_stopped)
            findDominators();
        return m_stopped ? DominatorTree() : makeTree();
    }

private:
    /// By node, not by number: sources come in ascending order of nodes, so that of an object with many of them
    /// (a hidden class, an oddball) neighbours are in the cache already.
    struct Link {
        std::uint32_t number;
        std::uint32_t ancestor; ///< nearest one that is not compressed away; a node
        std::uint32_t best;     ///< smallest semidominator from here to below the ancestor
    };
    struct Frame {
        EdgeIndex edge;
        EdgeIndex end;
        std::uint32_t node;
    };

    bool stopAt(std::uint32_t i) {
        if (i % kStopEvery != 0)
            return false;
        m_progress.advance(kStopEvery / 3); // three passes over the nodes
        m_stopped = m_progress.stopRequested();
        return m_stopped;
    }

    /// From the root; then from each node that nothing essential leads to, as if the root led to it; then the
    /// nodes of unreachable cycles get numbers without being searched.
    void numberNodes() {
        search(m_in.root.value, m_in.root.value);
        m_retainers = m_stopped ? nullptr : m_in.retainers();
        m_stopped = m_retainers == nullptr;
        for (std::uint32_t n = 0; n < m_nodes && !m_stopped; ++n)
            if (!m_visited.test(n) && !hasEssentialRetainer(n))
                search(n, m_in.root.value);
        if (m_stopped)
            return;
        m_reached = m_count;
        for (std::uint32_t n = 0; n < m_nodes; ++n)
            if (!m_visited.test(n))
                number(n, m_in.root.value);
    }

    void number(std::uint32_t node, std::uint32_t parent) {
        m_links[node] = {++m_count, parent, 0};
        m_vertex[m_count] = node;
        m_parent[m_count] = m_links[parent].number;
    }

    void search(std::uint32_t start, std::uint32_t parent) {
        m_visited.set(start);
        m_stack.clear();
        number(start, parent);
        m_stack.push_back({m_in.first[start], m_in.first[start + 1], start});
        while (!m_stack.empty()) {
            Frame& top = m_stack.back();
            if (top.edge == top.end) {
                m_stack.pop_back();
                continue;
            }
            const EdgeIndex edge = top.edge++;
            const std::uint32_t target = m_in.targets[edge];
            if (edge + kEdgesAhead < top.end)
                __builtin_prefetch(&m_in.first[m_in.targets[edge + kEdgesAhead]]);
            // The bit sets of both tests fit the second-level cache; the number column does not.
            if (m_visited.test(target) || !m_in.essential.test(edge))
                continue;
            m_visited.set(target);
            number(target, top.node);
            m_stack.push_back({m_in.first[target], m_in.first[target + 1], target});
            if (stopAt(m_count))
                return;
        }
    }

    bool hasEssentialRetainer(std::uint32_t n) const {
        for (std::uint64_t i = 0, count = m_retainers->count(NodeId{n}); i < count; ++i)
            if (m_retainers->isEssential(NodeId{n}, i))
                return true;
        return false;
    }

    /// Of each node, the smallest number from which a path leads to it whose inner nodes all have larger numbers
    /// than it has. In descending order, with path compression over the forest of nodes already done.
    void findSemidominators() {
        m_semi = Column<std::uint32_t>(m_count + 1);
        for (std::uint32_t i = m_reached; i >= 2; --i) {
            fetchRetainersBefore(i);
            const NodeId node{m_vertex[i]};
            std::uint32_t semi = m_parent[i];
            for (std::uint64_t r = 0, count = m_retainers->count(node); r < count; ++r) {
                if (!m_retainers->isEssential(node, r))
                    continue;
                const std::uint32_t source = m_retainers->source(node, r).value;
                if (m_links[source].number <= m_reached)
                    semi = std::min(semi, bestOnPath(source, i));
            }
            m_semi[i] = m_links[node.value].best = semi;
            if (stopAt(i))
                return;
        }
    }

    /// Nodes come in an order known long before: their lists are on the way from memory when they are due.
    void fetchRetainersBefore(std::uint32_t i) const {
        if (i > 2 * kAhead)
            __builtin_prefetch(&m_retainers->first()[m_vertex[i - 2 * kAhead]]);
        if (i > kAhead)
            __builtin_prefetch(&m_retainers->sources()[m_retainers->first()[m_vertex[i - kAhead]]]);
    }

    /// The smallest semidominator on the way up from v, above number `limit`. Nodes up to `limit` are not done yet
    /// and stand for themselves. Papers keep the node that has it; only its number is ever asked for.
    std::uint32_t bestOnPath(std::uint32_t v, std::uint32_t limit) {
        if (m_links[v].number <= limit)
            return m_links[v].number;
        m_path.clear();
        std::uint32_t top = v;
        for (; m_links[m_links[top].ancestor].number > limit; top = m_links[top].ancestor)
            m_path.push_back(top);
        for (auto node = m_path.rbegin(); node != m_path.rend(); ++node) {
            Link& link = m_links[*node];
            const Link& above = m_links[link.ancestor];
            link.best = std::min(link.best, above.best);
            link.ancestor = above.ancestor;
        }
        return m_links[v].best;
    }

    /// The dominator is the nearest ancestor in the search tree that is not above the semidominator's place.
    void findDominators() {
        m_links.clear();
        m_dominator = Column<std::uint32_t>(m_count + 1);
        m_dominator[1] = 1;
        for (std::uint32_t i = 2; i <= m_count; ++i) {
            std::uint32_t dominator = i <= m_reached ? m_parent[i] : 1;
            while (i <= m_reached && dominator > m_semi[i])
                dominator = m_dominator[dominator];
            m_dominator[i] = dominator;
            if (stopAt(i))
                return;
        }
    }

    /// Subtree counts add up from large numbers to small. Then each node, in ascending order, takes the next free
    /// place in its dominator's range: a preorder without walking the tree.
    DominatorTree makeTree() {
        Column<std::uint32_t> counts = std::move(m_semi), next = std::move(m_parent); // for their pages
        std::fill(counts.begin(), counts.end(), 1);
        for (std::uint32_t i = m_count; i >= 2; --i)
            counts[m_dominator[i]] += counts[i];
        if (m_progress.stopRequested())
            return {};
        DominatorTree tree;
        tree.m_reached = m_reached; // the others have the largest numbers, and so come last
        tree.m_parents.resize(m_nodes);
        tree.m_positions.resize(m_nodes);
        tree.m_order.resize(m_nodes);
        tree.m_counts.resize(m_nodes);
        for (std::uint32_t i = 1; i <= m_count; ++i) {
            const std::uint32_t dominator = m_dominator[i], node = m_vertex[i];
            const std::uint32_t position = i == 1 ? 0 : next[dominator];
            next[dominator] = position + counts[i];
            next[i] = position + 1;
            tree.m_parents[node] = m_vertex[dominator];
            tree.m_positions[node] = position;
            tree.m_order[position] = node;
            tree.m_counts[position] = counts[i];
            if (i % kStopEvery == 0 && m_progress.stopRequested())
                return {};
        }
        return tree;
    }

    const DominatorInput& m_in;
    Progress& m_progress;
    const Retainers* m_retainers = nullptr;
    bool m_stopped = false;
    std::uint32_t m_nodes;
    std::uint32_t m_count = 0;   ///< numbers given
    std::uint32_t m_reached = 0; ///< of those, the ones a search gave
    Column<Link> m_links;           ///< by node
    Column<std::uint32_t> m_vertex; ///< all from here on by number
    Column<std::uint32_t> m_parent;
    Column<std::uint32_t> m_semi;
    Column<std::uint32_t> m_dominator;
    BitSet m_visited;
    std::vector<Frame> m_stack;
    std::vector<std::uint32_t> m_path;
};

DominatorTree computeDominators(const DominatorInput& input, Progress& progress)
{
    return DominatorTreeBuilder(input, progress).build();
}

} // namespace heapwise
