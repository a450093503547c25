#include "core/graph/dominatortree.h"

#include "core/base/populate.h"
#include "core/graph/depthfirst.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace heapwise {

namespace {

constexpr std::uint32_t kDominatorTreeStopEvery = 65536; ///< nodes
constexpr std::uint32_t kAhead = 8;      ///< nodes to fetch from memory before they are due, at each step of the way
constexpr std::size_t kSourcesAhead = 6; ///< the same for sources of one node; most have fewer

} // namespace

/// Works on numbers 1 .. n in the order of a depth-first search, as the papers do: a node's dominator, its parent
/// and the ends of its semidominator path all have smaller numbers. What belongs to numbers near each other is used
/// together, so everything but the number of a node is stored by number.
class DominatorTreeBuilder {
public:
    DominatorTreeBuilder(const DominatorInput& input, DepthFirstSearch search, Progress& progress)
        : m_in(input)
        , m_retainers(input.retainers)
        , m_firstSource(input.retainers.first())
        , m_sources(input.retainers.sources().data())
        , m_progress(progress)
        , m_nodes(std::uint32_t(input.first.size() - 1))
        , m_search(std::move(search))
    {}

    DominatorTree build()
    {
        numberNodes();
        if (!m_stopped)
            findSemidominators();
        if (!m_stopped)
            findDominators();
        return m_stopped ? DominatorTree() : makeTree();
    }

private:
    struct Link {
        std::uint32_t ancestor; ///< nearest one that is not compressed away
        std::uint32_t best;     ///< smallest semidominator from here to below the ancestor
    };

    bool isStopped(std::uint32_t i) const { return i % kDominatorTreeStopEvery == 0 && m_progress.stopRequested(); }
    bool stopAt(std::uint32_t i)
    {
        if (i % kDominatorTreeStopEvery != 0)
            return false;
        m_progress.advance(kDominatorTreeStopEvery / 2); // two passes over the nodes
        m_stopped = m_progress.stopRequested();
        return m_stopped;
    }

    /// What the root still leads to; then each node that nothing essential leads to, as if the root led to it; then the
    /// nodes of unreachable cycles get numbers without being searched.
    void numberNodes()
    {
        const std::uint32_t root = m_in.root.value;
        const auto isEssential = [&](std::uint32_t, EdgeIndex e, std::uint32_t target) {
            return m_in.essential.test(e) && target != root;
        };
        const auto isNew = [&](std::uint32_t n) { return n != root && !m_search.visited().test(n); };
        constexpr std::uint32_t kRoot = DepthFirstSearch::kRoot;
        for (EdgeIndex e = m_in.first[root]; e < m_in.first[root + 1] && !m_progress.stopRequested(); ++e)
            if (m_in.essential.test(e) && isNew(m_in.targets[e]))
                m_search.search(m_in.targets[e], kRoot, isEssential);
        for (std::uint32_t n = 0; n < m_nodes && !m_progress.stopRequested(); ++n)
            if (isNew(n) && !hasEssentialRetainer(n))
                m_search.search(n, kRoot, isEssential);
        m_reached = m_search.count();
        m_stopped = m_progress.stopRequested();
        for (std::uint32_t n = 0; n < m_nodes && !m_stopped; ++n)
            if (isNew(n))
                m_search.number(n, kRoot);
        m_vertex = std::move(m_search.m_nodes);
        m_parent = std::move(m_search.m_parents);
    }

    bool hasEssentialRetainer(std::uint32_t n) const
    {
        for (std::uint64_t i = 0, count = m_retainers.count(NodeId{n}); i < count; ++i)
            if (m_retainers.isEssential(NodeId{n}, i))
                return true;
        return false;
    }

    /// Of each node, the smallest number from which a path leads to it whose inner nodes all have larger numbers
    /// than it has. In descending order, with path compression over the forest of nodes already done.
    void findSemidominators()
    {
        m_links = populatedColumn<Link>(m_nodes + 1, m_progress);
        m_semi = populatedColumn<std::uint32_t>(m_nodes + 1, m_progress);
        for (std::uint32_t i = m_reached; i >= 2; --i) {
            fetchBefore(i);
            std::uint32_t semi = m_parent[i];
            const auto sources = sourcesOf(i);
            for (std::size_t s = 0; s < sources.size(); ++s) {
                if (s + kSourcesAhead < sources.size())
                    __builtin_prefetch(&m_links[numberOf(sources[s + kSourcesAhead])]);
                const std::uint32_t v = numberOf(sources[s]);
                if ((sources[s] & Retainers::kInessential) == 0 && v <= m_reached)
                    semi = std::min(semi, v <= i ? v : bestOnPath(v, i));
            }
            m_links[i] = {m_parent[i], semi};
            m_semi[i] = semi;
            if (stopAt(i))
                return;
        }
    }

    std::uint32_t numberOf(std::uint32_t source) const { return m_search.m_numbers[source & ~Retainers::kInessential]; }
    std::span<const std::uint32_t> sourcesOf(std::uint32_t i) const
    {
        return {m_sources + m_firstSource[m_vertex[i]], m_sources + m_firstSource[m_vertex[i] + 1]};
    }

    /// Nodes come in an order known long before. What they need is four loads away, each of which says where the next
    /// one goes to: all four are on their way from memory before they are due.
    void fetchBefore(std::uint32_t i) const
    {
        if (i <= 4 * kAhead)
            return;
        m_firstSource.prefetch(m_vertex[i - 4 * kAhead]);
        __builtin_prefetch(m_sources + m_firstSource[m_vertex[i - 3 * kAhead]]);
        const auto soon = sourcesOf(i - 2 * kAhead);
        for (const std::uint32_t source : soon.first(std::min(kSourcesAhead, soon.size())))
            __builtin_prefetch(&m_search.m_numbers[source & ~Retainers::kInessential]);
        const auto next = sourcesOf(i - kAhead);
        for (const std::uint32_t source : next.first(std::min(kSourcesAhead, next.size())))
            __builtin_prefetch(&m_links[numberOf(source)]);
    }

    /// The smallest semidominator on the way up from v, above number `limit`, which v is. Papers keep the node that has
    /// it; only its number is ever asked for.
    std::uint32_t bestOnPath(std::uint32_t v, std::uint32_t limit)
    {
        m_path.clear();
        std::uint32_t top = v;
        for (; m_links[top].ancestor > limit; top = m_links[top].ancestor)
            m_path.push_back(top);
        for (auto node = m_path.rbegin(); node != m_path.rend(); ++node) {
            Link& link = m_links[*node];
            const Link& above = m_links[link.ancestor];
            link.best = std::min(link.best, above.best);
            link.ancestor = above.ancestor;
        }
        return m_links[v].best;
    }

    /// The dominator is the nearest ancestor in the search tree that is not above the semidominator's place. It takes
    /// the place of the parent, which is not needed any more.
    void findDominators()
    {
        m_links.clear();
        m_search = {};
        m_dominator = std::move(m_parent);
        for (std::uint32_t i = 2; i <= m_nodes; ++i) {
            std::uint32_t dominator = m_dominator[i];
            while (i <= m_reached && dominator > m_semi[i])
                dominator = m_dominator[dominator];
            m_dominator[i] = dominator;
            if (stopAt(i))
                return;
        }
    }

    /// Subtree counts add up from large numbers to small. Then each node, in ascending order, takes the next free
    /// place in its dominator's range: a preorder without walking the tree.
    DominatorTree makeTree()
    {
        Column<std::uint32_t> counts = std::move(m_semi); // for its pages
        std::fill(counts.begin(), counts.end(), 1);
        for (std::uint32_t i = m_nodes; i >= 2 && !isStopped(i); --i)
            counts[m_dominator[i]] += counts[i];
        // `next` is the next free place in a node's own range, and so ends `counts` after its own place.
        auto next = populatedColumn<std::uint32_t>(m_nodes + 1, m_progress);
        next[1] = 1;
        for (std::uint32_t i = 2; i <= m_nodes && !isStopped(i); ++i) {
            const std::uint32_t position = next[m_dominator[i]];
            next[m_dominator[i]] = position + counts[i];
            next[i] = position + 1;
        }
        if (m_progress.stopRequested())
            return {}; // the places are no places
        DominatorTree tree;
        tree.m_reached = m_reached; // the others have the largest numbers, and so come last
        tree.m_parents = populatedColumn<std::uint32_t>(m_nodes, m_progress);
        for (std::uint32_t i = 1; i <= m_nodes && !isStopped(i); ++i)
            tree.m_parents[m_vertex[i]] = m_vertex[m_dominator[i]];
        m_dominator.clear();
        tree.m_counts = populatedColumn<std::uint32_t>(m_nodes, m_progress); // in the pages of the dominators
        for (std::uint32_t i = 1; i <= m_nodes && !isStopped(i); ++i) {
            const std::uint32_t position = next[i] -= counts[i];
            tree.m_counts[position] = counts[i];
        }
        if (m_progress.stopRequested())
            return {}; // some places are still ends
        counts.clear();
        tree.m_order = populatedColumn<std::uint32_t>(m_nodes, m_progress); // in the pages of the counts
        tree.m_positions = populatedColumn<std::uint32_t>(m_nodes, m_progress);
        for (std::uint32_t i = 1; i <= m_nodes && !isStopped(i); ++i) {
            tree.m_order[next[i]] = m_vertex[i];
            tree.m_positions[m_vertex[i]] = next[i];
        }
        return tree;
    }

    const DominatorInput& m_in;
    const Retainers& m_retainers;
    Offsets::View m_firstSource; ///< of the retainers
    const std::uint32_t* m_sources;
    Progress& m_progress;
    bool m_stopped = false;
    std::uint32_t m_nodes;
    std::uint32_t m_reached = 0; ///< numbers that a search gave
    DepthFirstSearch m_search;
    Column<std::uint32_t> m_vertex; ///< all from here on by number
    Column<std::uint32_t> m_parent;
    Column<Link> m_links;
    Column<std::uint32_t> m_semi;
    Column<std::uint32_t> m_dominator;
    std::vector<std::uint32_t> m_path;
};

DominatorTree computeDominators(const DominatorInput& input, DepthFirstSearch begun, Progress& progress)
{
    return DominatorTreeBuilder(input, std::move(begun), progress).build();
}

DominatorTree computeDominators(const DominatorInput& input, Progress& progress)
{
    return computeDominators(input, DepthFirstSearch(input.first, input.targets, input.root, progress), progress);
}

} // namespace heapwise
