#include "core/analysis/retention/rootpaths.h"

#include "core/analysis/retention/mergedpaths.h"
#include "core/analysis/retention/shortestlinks.h"
#include "core/graph/topmost.h"
#include "core/heap/fields/links.h"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <tuple>
#include <unordered_map>

namespace heapwise {

namespace {

constexpr std::size_t kRootPathsMostLookedAt = 2'000'000; ///< references, for all paths of one object
constexpr std::size_t kMostHolders = 4096;                ///< of one object: the nearest ones
constexpr std::size_t kRootPathsStopEvery = 1024;
constexpr int kMostRepeats = 24; ///< searches in a row that find a known path

/// Costs are in quarters of a reference: a way that shares four references with one known is as good as one that is one
/// longer. More would lead to ways that differ more, and to a search through most of a heap.
constexpr std::uint64_t kReference = 4;

/// What ways cost on top, in references, where they are to be told in words: those through prototypes and shapes say
/// little to a program's author, and those from the engine's roots less than those from the program's.
struct Detours {
    unsigned shape = 0;
    unsigned system = 1;
};
constexpr Detours kInWords{10, 100};

/// Two nodes and a reference between them: which of several is no difference between paths.
using Link = std::pair<std::uint32_t, std::uint32_t>;

/// A search upwards (A*) in which a reference costs the distance it covers, at least 1, and more when paths found
/// before go along it. The distance to the root never is more than what is left, so the first way found is cheapest.
/// Which edge it is shows when a node is taken from the queue; one that costs more is put back with that.
class PathSearch {
public:
    PathSearch(const Routes& routes, const std::map<Link, unsigned>& uses, unsigned costOfUse, Detours detours,
               std::size_t& lookedAt, const Progress& progress)
        : m_routes(routes)
        , m_heap(routes.heap())
        , m_uses(uses)
        , m_costOfUse(costOfUse)
        , m_detours(detours)
        , m_lookedAt(lookedAt)
        , m_progress(progress)
    {}

    RootPath find(NodeId from)
    {
        m_open.push({kReference * std::uint64_t(m_routes.steps(from)), 0, from.value, NodeId::kNone, true});
        while (!m_open.empty()) {
            const Open next = m_open.top();
            m_open.pop();
            if (m_closed.contains(next.node) || !close(next))
                continue;
            if (next.node == m_heap.snapshot->root().value)
                return pathTo(next.node, from);
            const bool isStopDue = m_closed.size() % kRootPathsStopEvery == 0 && m_progress.stopRequested();
            if (m_lookedAt > kRootPathsMostLookedAt || isStopDue)
                break;
            openHolders(next);
        }
        return {};
    }

private:
    struct Open {
        std::uint64_t estimate; ///< cost and what is left at least
        std::uint64_t cost;
        std::uint32_t node;
        std::uint32_t held; ///< the node it was reached from
        bool isPriced;      ///< what the edge costs is in it
        friend bool operator<(const Open& a, const Open& b)
        { // the queue gives the greatest first
            return std::tie(a.estimate, b.cost, a.node, a.held) > std::tie(b.estimate, a.cost, b.node, b.held);
        }
    };
    struct Closed {
        std::uint32_t held;
        EdgeIndex edge;
    };

    /// Edges are looked up here and not for all that is opened: a source may have millions.
    bool close(const Open& next)
    {
        const bool isStart = next.held == NodeId::kNone;
        const EdgeIndex edge = isStart ? kNoEdge : m_routes.edgeBetween(NodeId{next.node}, NodeId{next.held});
        if (!isStart && edge == kNoEdge)
            return false;
        if (!next.isPriced && isThroughShape(NodeId{next.node}, edge)) {
            const std::uint64_t more = kReference * m_detours.shape;
            m_open.push({next.estimate + more, next.cost + more, next.node, next.held, true});
            return false;
        }
        m_closed[next.node] = {next.held, edge};
        return true;
    }

    bool isThroughShape(NodeId source, EdgeIndex e) const
    {
        const Snapshot& s = *m_heap.snapshot;
        if (s.edgeType(e) == EdgeType::Property)
            return (*m_heap.tags)[s.edgeNameOrIndex(e)] == NameTag::Proto || s.edgeName(e) == "constructor";
        return s.type(source) == NodeType::ObjectShape ||
               (s.type(source) == NodeType::Hidden && isNamed(s, source, "system / Map"));
    }

    void openHolders(const Open& held)
    {
        const NodeId n{held.node};
        if (m_routes.isUserRoot(n))
            open(held, m_heap.snapshot->root());
        else
            for (const NodeId source : nearestHolders(n))
                open(held, source);
    }

    std::vector<NodeId> nearestHolders(NodeId n)
    {
        std::vector<NodeId> holders;
        const std::uint64_t count = m_heap.retainers->count(n);
        m_lookedAt += count;
        for (std::uint64_t i = 0; i < count; ++i) {
            const NodeId source = m_heap.retainers->source(n, i);
            if (m_routes.isReachable(source) && (holders.empty() || holders.back() != source))
                holders.push_back(source);
        }
        if (holders.size() <= kMostHolders)
            return holders;
        const auto end = holders.begin() + kMostHolders;
        std::ranges::nth_element(holders, end, {}, [&](NodeId h) { return std::pair(m_routes.distance(h), h.value); });
        holders.erase(end, holders.end());
        return holders;
    }

    void open(const Open& held, NodeId source)
    {
        if (m_closed.contains(source.value))
            return;
        const NodeId n{held.node};
        const std::int64_t covered = std::int64_t(m_routes.steps(n)) - m_routes.steps(source);
        const auto used = m_uses.find({source.value, n.value});
        const bool entersSystem = isSystem(source) && !isSystem(n) && source != m_heap.snapshot->root();
        const std::uint64_t way =
            std::uint64_t(std::max<std::int64_t>(1, covered)) + (entersSystem ? m_detours.system : 0);
        const std::uint64_t cost =
            held.cost + kReference * way + (used != m_uses.end() ? std::uint64_t(used->second) * m_costOfUse : 0);
        m_open.push({cost + kReference * std::uint64_t(m_routes.steps(source)), cost, source.value, n.value,
                     m_detours.shape == 0});
    }
    bool isSystem(NodeId n) const { return m_routes.distance(n) >= Distances::kSystem; }

    RootPath pathTo(std::uint32_t end, NodeId from) const
    {
        RootPath path;
        for (std::uint32_t n = end; n != from.value;) {
            const Closed& step = m_closed.at(n);
            path.push_back({NodeId{n}, step.edge});
            n = step.held;
        }
        std::ranges::reverse(path);
        return path;
    }

    const Routes& m_routes;
    const Heap& m_heap;
    const std::map<Link, unsigned>& m_uses;
    unsigned m_costOfUse;
    Detours m_detours;
    std::size_t& m_lookedAt;
    const Progress& m_progress;
    std::priority_queue<Open> m_open;
    std::unordered_map<std::uint32_t, Closed> m_closed;
};

std::vector<Link> hopsOf(NodeId from, const RootPath& path)
{
    std::vector<Link> hops;
    for (const Retainer& step : path) {
        hops.push_back({step.source.value, from.value});
        from = step.source;
    }
    std::ranges::sort(hops);
    return hops;
}

/// True when the two have half of the references of one of them in common.
bool isAlike(const std::vector<Link>& a, const std::vector<Link>& b)
{
    std::vector<Link> common;
    std::ranges::set_intersection(a, b, std::back_inserter(common));
    return common.size() * 2 >= std::min(a.size(), b.size());
}

/// Takes paths that differ enough from all before; what is held by others counts for the one they are like.
class KeyPathChoice {
public:
    void offer(KeyPath path)
    {
        std::vector<Link> hops = hopsOf(path.subject, path.path);
        const auto alike = std::ranges::find_if(m_hops, [&](const auto& h) { return isAlike(h, hops); });
        if (alike != m_hops.end()) {
            KeyPath& chosen = m_paths[std::size_t(alike - m_hops.begin())];
            chosen.subjects += path.subjects;
            chosen.nearby += path.subjects;
            chosen.subjectBytes += path.subjectBytes;
        } else if (!hops.empty() && m_paths.size() < kMostKeyPaths) {
            m_hops.push_back(std::move(hops));
            m_paths.push_back(std::move(path));
        }
    }
    std::vector<KeyPath> take() { return std::move(m_paths); }

private:
    std::vector<KeyPath> m_paths;
    std::vector<std::vector<Link>> m_hops;
};

/// Objects in question in which merged paths end, for each group that has some: the one that retains most.
std::vector<KeyPath> pathEnds(const Heap& heap, const MergedPaths& merged, std::span<const std::uint32_t> subjects)
{
    std::vector<KeyPath> ends;
    for (const PathGroup& group : merged.groups) {
        if (group.ends == 0)
            continue;
        std::vector<std::uint32_t> own;
        std::ranges::copy_if(merged.membersOf(group), std::back_inserter(own),
                             [&](std::uint32_t n) { return std::ranges::binary_search(subjects, n); });
        const auto size = [&](std::uint32_t n) { return heap.dominators->retainedSize(NodeId{n}); };
        const NodeId largest{*std::ranges::max_element(own, {}, size)};
        ends.push_back({largest, {}, group.ends, 0, retainedTogether(*heap.dominators, std::move(own))});
    }
    std::ranges::stable_sort(ends, std::greater(), &KeyPath::subjectBytes);
    return ends;
}

/// Ways from the program's own roots before those from the engine's, and then the shorter ones.
void sortPaths(const Routes& routes, NodeId n, std::vector<RootPath>& paths)
{
    const auto isSystem = [&](const RootPath& path) {
        return !routes.isUserRoot(path.size() > 1 ? path[path.size() - 2].source : n);
    };
    std::ranges::stable_sort(paths, {}, [&](const RootPath& path) { return std::pair(isSystem(path), path.size()); });
}

} // namespace

RootPath shortestPath(const Routes& routes, NodeId n, const Progress& progress)
{
    const ShortestLinks links = collectShortestLinks(routes, std::span(&n.value, 1), 1, progress);
    RootPath path;
    if (progress.stopRequested())
        return path;
    for (std::uint32_t i = 0; i < links.nodes().size(); ++i) // each one holds the one before
        for (const Retainer& parent : links.parents(i))
            path.push_back(parent);
    return path;
}

namespace {

std::vector<RootPath> findPaths(const Routes& routes, NodeId n, std::size_t most, Detours detours,
                                const Progress& progress)
{
    std::vector<RootPath> paths;
    if (!routes.isReachable(n) || n == routes.heap().snapshot->root())
        return paths;
    std::map<Link, unsigned> uses;
    std::vector<std::vector<Link>> known;
    std::size_t lookedAt = 0;
    unsigned costOfUse = 1;
    for (int repeats = 0; paths.size() < most && repeats < kMostRepeats;) {
        RootPath path = PathSearch(routes, uses, costOfUse, detours, lookedAt, progress).find(n);
        if (progress.stopRequested())
            return {};
        if (path.empty())
            break;
        std::vector<Link> hops = hopsOf(n, path);
        if (std::ranges::find(known, hops) != known.end()) {
            ++repeats;
            costOfUse *= 2;
            continue;
        }
        for (const Link& hop : hops)
            ++uses[hop];
        known.push_back(std::move(hops));
        paths.push_back(std::move(path));
        repeats = 0;
    }
    return paths;
}

} // namespace

std::vector<RootPath> distinctPaths(const Routes& routes, NodeId n, std::size_t most, const Progress& progress)
{
    std::vector<RootPath> paths = findPaths(routes, n, most, {}, progress);
    sortPaths(routes, n, paths);
    return paths;
}

std::vector<KeyPath> keyPaths(const Routes& routes, std::span<const std::uint32_t> subjects, const Progress& progress)
{
    constexpr std::size_t kOffered = 16;
    KeyPathChoice choice;
    if (subjects.size() == 1) {
        const NodeId n{subjects.front()};
        const Size bytes = routes.heap().dominators->retainedSize(n);
        for (RootPath& path : findPaths(routes, n, kOffered, kInWords, progress))
            choice.offer({n, std::move(path), 1, 0, bytes});
        std::vector<KeyPath> chosen = choice.take();
        for (KeyPath& path : chosen)
            path = {n, std::move(path.path), 1, 0, bytes};
        return chosen;
    }
    constexpr std::size_t kMostEnds = 64; ///< with their paths compared with each other
    const MergedPaths merged = mergeShortestPaths(routes, subjects, {}, progress);
    std::vector<KeyPath> ends = pathEnds(routes.heap(), merged, subjects);
    for (std::size_t i = 0; i < std::min(kMostEnds, ends.size()) && !progress.stopRequested(); ++i) {
        auto paths = findPaths(routes, ends[i].subject, 1, kInWords, progress);
        ends[i].path = paths.empty() ? RootPath() : std::move(paths.front());
        choice.offer(std::move(ends[i]));
    }
    return choice.take();
}

} // namespace heapwise
