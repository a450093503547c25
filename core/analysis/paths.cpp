#include "core/analysis/paths.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

namespace heapwise {

namespace {

/// Steps over the edges of one source that lead to `target`, one call after the other.
class EdgesTo {
public:
    EdgesTo(const Snapshot& snapshot, NodeId target)
        : m_snapshot(snapshot)
        , m_target(target)
    {}

    /// The edge for one more occurrence of `source` in the target's list of sources (which is ascending).
    EdgeIndex next(NodeId source)
    {
        if (source != m_source) {
            m_source = source;
            m_edge = m_snapshot.firstEdge(source);
        }
        // There is one, unless the columns come from an index whose disk failed.
        const EdgeIndex end = m_snapshot.endEdge(source);
        while (m_edge < end && m_snapshot.edgeTarget(m_edge) != m_target)
            ++m_edge;
        return m_edge < end ? m_edge++ : 0;
    }
    void skip(NodeId source) { next(source); }

private:
    const Snapshot& m_snapshot;
    NodeId m_target;
    NodeId m_source;
    EdgeIndex m_edge = 0;
};

/// Where a source stands in the retainers pane: unreached ones last, equally far ones by what they retain.
std::int64_t rankDistance(const Heap& heap, NodeId n)
{
    if (!heap.distances)
        return 0;
    const std::int32_t distance = (*heap.distances)[n];
    return distance < 0 ? 2 * std::int64_t(Distances::kSystem) : distance;
}

Size rankSize(const Heap& heap, NodeId n)
{
    return heap.dominators ? heap.dominators->retainedSize(n) : 0;
}

bool isListed(const Heap& heap, const Retainer& r)
{
    return r.source != heap.snapshot->root() && heap.snapshot->edgeType(r.edge) != EdgeType::Weak;
}

/// The listed retainer of `n` that comes first and is not among `avoid`; invalid when there is none.
Retainer bestRetainer(const Heap& heap, NodeId n, const std::unordered_set<std::uint32_t>& avoid)
{
    Retainer best;
    std::int64_t bestDistance = 0;
    Size bestSize = 0;
    EdgesTo edges(*heap.snapshot, n);
    for (std::uint64_t i = 0, count = heap.retainers->count(n); i < count; ++i) {
        const NodeId source = heap.retainers->source(n, i);
        const std::int64_t distance = rankDistance(heap, source);
        const Size size = rankSize(heap, source);
        // The edge is looked up only where it can matter: sources may have millions.
        const bool isBetter = !best.source.isValid() || std::tuple(distance, bestSize) < std::tuple(bestDistance, size);
        if (!isBetter || avoid.contains(source.value))
            continue;
        EdgesTo own(*heap.snapshot, n);
        std::uint64_t first = i;
        while (first > 0 && heap.retainers->source(n, first - 1) == source)
            --first;
        for (; first < i; ++first)
            own.skip(source);
        const Retainer candidate{source, own.next(source)};
        if (!isListed(heap, candidate))
            continue;
        best = candidate;
        bestDistance = distance;
        bestSize = size;
    }
    return best;
}

void count(const Heap& heap, const Retainer& r, RetainerCounts& counts)
{
    if (heap.snapshot->edgeType(r.edge) == EdgeType::Weak)
        ++counts.weak;
    else if (r.source == heap.snapshot->root())
        ++counts.fromRoot;
    else
        ++counts.strong;
}

bool isEndOfPath(const Heap& heap, NodeId n)
{
    const bool isNear = heap.distances && (*heap.distances)[n] >= 0 && (*heap.distances)[n] <= 1;
    return isNear || n == heap.snapshot->root();
}

} // namespace

std::vector<Retainer> retainersOf(const Heap& heap, NodeId n, std::uint64_t begin, std::uint64_t limit)
{
    std::vector<Retainer> result;
    EdgesTo edges(*heap.snapshot, n);
    const std::uint64_t count = heap.retainers->count(n);
    const std::uint64_t end = begin + std::min(limit, count - std::min(begin, count));
    // Occurrences of the first source before `begin` have used up its first edges.
    for (std::uint64_t i = begin;
         i > 0 && i < end && heap.retainers->source(n, i - 1) == heap.retainers->source(n, begin); --i)
        edges.skip(heap.retainers->source(n, begin));
    for (std::uint64_t i = begin; i < end; ++i) {
        const NodeId source = heap.retainers->source(n, i);
        result.push_back({source, edges.next(source)});
    }
    return result;
}

std::vector<Retainer> rankedRetainers(const Heap& heap, NodeId n, std::uint64_t limit)
{
    std::vector<Retainer> all = retainersOf(heap, n, 0, heap.retainers->count(n));
    std::erase_if(all, [&](const Retainer& r) { return !isListed(heap, r); });
    const auto end = all.begin() + std::ptrdiff_t(std::min<std::uint64_t>(limit, all.size()));
    std::partial_sort(all.begin(), end, all.end(), [&](const Retainer& a, const Retainer& b) {
        return std::tuple(rankDistance(heap, a.source), rankSize(heap, b.source), a.edge) <
               std::tuple(rankDistance(heap, b.source), rankSize(heap, a.source), b.edge);
    });
    all.erase(end, all.end());
    return all;
}

RetainerCounts countRetainers(const Heap& heap, NodeId n)
{
    RetainerCounts counts;
    for (const Retainer& r : retainersOf(heap, n, 0, heap.retainers->count(n)))
        count(heap, r, counts);
    return counts;
}

RetainerCounts countRetainers(const Heap& heap, std::span<const std::uint32_t> nodes, const Progress& progress)
{
    if (nodes.size() == 1)
        return countRetainers(heap, NodeId{nodes.front()});
    const Snapshot& snapshot = *heap.snapshot;
    BitSet isAsked(snapshot.nodeCount()), isSeen(snapshot.nodeCount());
    for (const std::uint32_t n : nodes)
        isAsked.set(n);
    RetainerCounts counts;
    for (const std::uint32_t n : nodes) {
        for (std::uint64_t i = 0, sources = heap.retainers->count(NodeId{n}); i < sources; ++i) {
            const NodeId source = heap.retainers->source(NodeId{n}, i);
            if (!isSeen.insert(source.value))
                continue;
            for (EdgeIndex e = snapshot.firstEdge(source); e < snapshot.endEdge(source); ++e)
                if (isAsked.test(snapshot.edgeTarget(e).value))
                    count(heap, {source, e}, counts);
        }
        if (progress.stopRequested())
            break;
    }
    return counts;
}

std::vector<Retainer> retainingPath(const Heap& heap, NodeId n, std::size_t maxSteps)
{
    std::vector<Retainer> path;
    std::unordered_set<std::uint32_t> visited{n.value};
    while (path.size() < maxSteps && !isEndOfPath(heap, n)) {
        const Retainer next = bestRetainer(heap, n, visited);
        if (!next.source.isValid())
            break;
        visited.insert(next.source.value);
        path.push_back(next);
        n = next.source;
    }
    return path;
}

} // namespace heapwise
