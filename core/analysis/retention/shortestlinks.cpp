#include "core/analysis/retention/shortestlinks.h"

#include "core/heap/fields/links.h"
#include "core/heap/logicalsizes.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

namespace heapwise {

namespace {

constexpr std::size_t kShortestLinksStopEvery = 4096;
constexpr std::uint64_t kMostExamined = 65536; ///< retainers of one object, once enough of them are on shortest paths

/// A source of a reference and why it comes before others. Which edge it is shows later.
struct Candidate {
    NodeId source;
    bool isInessential = false; ///< what it holds would not be freed with it
    bool isEngine = false;
    Size retained = 0;

    friend bool operator<(const Candidate& a, const Candidate& b)
    {
        return std::tuple(a.isInessential, a.isEngine, b.retained, a.source.value) <
               std::tuple(b.isInessential, b.isEngine, a.retained, b.source.value);
    }
};

struct Wanted {
    std::uint32_t source;
    std::uint32_t child;
    std::uint32_t order; ///< among the child's sources
    EdgeIndex edge = kNoEdge;
};

} // namespace

/// Goes from the farthest layer to the nearest:
/// 1. for each object of the layer, choose sources one step nearer, by what is known of nodes alone;
/// 2. find the edges, each source's read once for all objects it was chosen for: an array may hold the whole layer;
/// 3. for objects whose sources turn out to have no edge that counts, look at one source after the other.
class LinkCollector {
public:
    LinkCollector(const Routes& routes, std::size_t mostParents, const Progress& progress)
        : m_routes(routes)
        , m_heap(routes.heap())
        , m_snapshot(*m_heap.snapshot)
        , m_mostParents(mostParents)
        , m_progress(progress)
    {
        m_links.m_index = Column<std::uint32_t>(m_snapshot.nodeCount());
    }

    ShortestLinks collect(std::span<const std::uint32_t> subjects)
    {
        for (const std::uint32_t n : subjects)
            if (m_routes.isReachable(NodeId{n}))
                add(n);
        while (!m_layers.empty() && !m_progress.stopRequested()) {
            std::vector<std::uint32_t> layer = std::move(m_layers.begin()->second);
            m_layers.erase(m_layers.begin());
            std::ranges::sort(layer); // neighbours in memory one after the other
            chooseSources(layer);
            findEdges();
            keep(layer);
        }
        m_links.m_first.push_back(m_links.m_parents.size());
        return std::move(m_links);
    }

private:
    static constexpr std::uint32_t kPending = UINT32_MAX;

    /// The root comes last, whatever its distance.
    void add(std::uint32_t n)
    {
        if (m_links.m_index[n] != 0)
            return;
        m_links.m_index[n] = kPending;
        const bool isRoot = n == m_snapshot.root().value;
        m_layers[isRoot ? -1 : m_routes.distance(NodeId{n})].push_back(n);
    }

    void chooseSources(const std::vector<std::uint32_t>& layer)
    {
        m_wanted.clear();
        for (std::size_t i = 0; i < layer.size(); ++i) {
            if (i % kShortestLinksStopEvery == 0 && m_progress.stopRequested())
                return;
            const NodeId n{layer[i]};
            if (n == m_snapshot.root())
                continue;
            const auto candidates = candidatesFor(n, m_mostParents, &Routes::isStepNearer);
            for (std::uint32_t c = 0; c < candidates.size(); ++c)
                m_wanted.push_back({candidates[c].source.value, n.value, c, kNoEdge});
        }
    }

    std::vector<Candidate> candidatesFor(NodeId n, std::size_t most,
                                         bool (Routes::*isCandidate)(NodeId, NodeId) const) const
    {
        const Retainers& retainers = *m_heap.retainers;
        std::vector<Candidate> found;
        for (std::uint64_t i = 0, count = retainers.count(n); i < count; ++i) {
            if (i >= kMostExamined && found.size() >= most)
                break;
            const NodeId source = retainers.source(n, i);
            if (!(m_routes.*isCandidate)(source, n))
                continue;
            const Candidate candidate{source, !retainers.isEssential(n, i), isEngineType(m_snapshot.type(source)),
                                      m_heap.dominators->retainedSize(source)};
            if (!found.empty() && found.back().source == source) // sources come in order
                found.back().isInessential &= candidate.isInessential;
            else if (most == 1 && !found.empty())
                found.front() = std::min(found.front(), candidate);
            else
                found.push_back(candidate);
        }
        const auto end = found.begin() + std::ptrdiff_t(std::min(most, found.size()));
        std::partial_sort(found.begin(), end, found.end());
        found.erase(end, found.end());
        return found;
    }

    void findEdges()
    {
        std::ranges::sort(m_wanted, {}, [](const Wanted& w) { return std::tuple(w.source, w.child); });
        for (auto begin = m_wanted.begin(); begin != m_wanted.end() && !m_progress.stopRequested();) {
            const auto end =
                std::ranges::find_if(begin, m_wanted.end(), [&](const Wanted& w) { return w.source != begin->source; });
            findEdgesOf(std::span(begin, end));
            begin = end;
        }
    }

    /// All wanted from one source, ascending by child.
    void findEdgesOf(std::span<Wanted> wanted) const
    {
        const NodeId source{wanted.front().source};
        for (EdgeIndex e = m_snapshot.firstEdge(source); e < m_snapshot.endEdge(source); ++e) {
            const std::uint32_t target = m_snapshot.edgeTarget(e).value;
            const auto at = std::ranges::lower_bound(wanted, target, {}, &Wanted::child);
            if (at == wanted.end() || at->child != target || !m_routes.isFollowed(source, e))
                continue;
            if (at->edge == kNoEdge || rank(e) < rank(at->edge))
                at->edge = e;
        }
    }
    int rank(EdgeIndex e) const { return Routes::rank(m_snapshot.edgeType(e)); }

    /// The layer ascends, and so do the children of what is wanted.
    void keep(const std::vector<std::uint32_t>& layer)
    {
        std::erase_if(m_wanted, [](const Wanted& w) { return w.edge == kNoEdge; });
        std::ranges::sort(m_wanted, {}, [](const Wanted& w) { return std::tuple(w.child, w.order); });
        auto own = m_wanted.begin();
        for (const std::uint32_t n : layer) {
            m_links.m_nodes.push_back(n);
            m_links.m_index[n] = std::uint32_t(m_links.m_nodes.size());
            m_links.m_first.push_back(m_links.m_parents.size());
            if (own == m_wanted.end() || own->child != n)
                keepFirst(NodeId{n});
            for (; own != m_wanted.end() && own->child == n; ++own)
                keepParent({NodeId{own->source}, own->edge});
        }
    }

    void keepParent(const Retainer& parent)
    {
        m_links.m_parents.push_back(parent);
        add(parent.source.value);
    }

    void keepFirst(NodeId n)
    {
        if (n == m_snapshot.root())
            return;
        for (const auto isCandidate : {&Routes::isStepNearer, &Routes::isNearer})
            for (const Candidate& candidate : candidatesFor(n, SIZE_MAX, isCandidate))
                if (const EdgeIndex e = m_routes.edgeBetween(candidate.source, n); e != kNoEdge)
                    return keepParent({candidate.source, e});
    }

    const Routes& m_routes;
    const Heap& m_heap;
    const Snapshot& m_snapshot;
    std::size_t m_mostParents;
    const Progress& m_progress;
    std::map<std::int32_t, std::vector<std::uint32_t>, std::greater<>> m_layers; ///< by distance
    std::vector<Wanted> m_wanted;
    ShortestLinks m_links;
};

ShortestLinks collectShortestLinks(const Routes& routes, std::span<const std::uint32_t> subjects,
                                   std::size_t mostParents, const Progress& progress)
{
    return LinkCollector(routes, mostParents, progress).collect(subjects);
}

} // namespace heapwise
