#include "core/analysis/strings/stringholders.h"

#include "core/analysis/retention/routes.h"
#include "core/analysis/retention/stepkey.h"
#include "core/analysis/strings/secretnames.h"
#include "core/heap/fields/links.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace heapwise {

namespace {

constexpr std::size_t kStringHoldersStopEvery = 4096;
constexpr std::uint64_t kSourcesLookedAt = 16, kEdgesLookedAt = 400;

bool isNamedSecretly(const Snapshot& snapshot, EdgeIndex e)
{
    const EdgeType type = snapshot.edgeType(e);
    return (type == EdgeType::Property || type == EdgeType::Context) && isSecretName(snapshot.edgeName(e));
}

/// A string with the group it is in, by its place in what was asked for, and the best reference to it so far.
struct Held {
    std::uint32_t node;
    std::uint32_t group;
    std::uint32_t holder = NodeId::kNone;
    EdgeIndex edge = kNoEdge;
};

class HolderSearch {
public:
    HolderSearch(const Heap& heap, Progress& own, const Progress& progress)
        : m_heap(heap)
        , m_snapshot(*heap.snapshot)
        , m_routes(heap, {}, own)
        , m_progress(progress)
    {}

    std::vector<StringHolder> find(const StringGroups& strings, std::span<const std::uint32_t> groups)
    {
        for (std::size_t i = 0; i < groups.size(); ++i)
            for (const std::uint32_t n : strings.nodes(groups[i]))
                m_held.push_back({n, std::uint32_t(i)});
        std::ranges::sort(m_held, {}, &Held::node);
        readSources();
        return count(groups.size());
    }

private:
    /// Each object that refers to some of the strings has its edges read once, however many it refers to.
    void readSources()
    {
        std::vector<std::uint32_t> sources;
        for (const Held& held : m_held)
            for (std::uint64_t i = 0, all = m_heap.retainers->count(NodeId{held.node}); i < all; ++i)
                sources.push_back(m_heap.retainers->source(NodeId{held.node}, i).value);
        std::ranges::sort(sources);
        sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
        std::size_t seen = 0;
        for (const std::uint32_t source : sources)
            for (EdgeIndex e = m_snapshot.firstEdge(NodeId{source}); e < m_snapshot.endEdge(NodeId{source}); ++e) {
                if (++seen % kStringHoldersStopEvery == 0 && m_progress.stopRequested())
                    return;
                consider(NodeId{source}, e);
            }
    }

    void consider(NodeId source, EdgeIndex e)
    {
        const auto at = std::ranges::lower_bound(m_held, m_snapshot.edgeTarget(e).value, {}, &Held::node);
        if (at == m_held.end() || at->node != m_snapshot.edgeTarget(e).value || !m_routes.isFollowed(source, e))
            return;
        if (at->edge == kNoEdge || rankOf(source, e) < rankOf(NodeId{at->holder}, at->edge)) {
            at->holder = source.value;
            at->edge = e;
        }
    }

    std::tuple<int, std::int32_t> rankOf(NodeId source, EdgeIndex e) const
    {
        const std::int32_t distance = m_routes.distance(source);
        return {Routes::rank(m_snapshot.edgeType(e)), distance < 0 ? INT32_MAX : distance};
    }

    std::vector<StringHolder> count(std::size_t groups)
    {
        std::ranges::stable_sort(m_held, {}, &Held::group);
        std::vector<StringHolder> result(groups);
        for (std::size_t begin = 0, end = 0; begin < m_held.size(); begin = end) {
            for (end = begin; end < m_held.size() && m_held[end].group == m_held[begin].group;)
                ++end;
            result[m_held[begin].group] = mainOf(std::span(m_held).subspan(begin, end - begin));
        }
        return result;
    }

    StringHolder mainOf(std::span<const Held> strings) const
    {
        std::map<std::pair<std::uint64_t, StepKey>, StringHolder> holders;
        bool isSecret = false;
        for (const Held& held : strings) {
            if (held.edge == kNoEdge)
                continue;
            StepKey step = stepKey(m_heap, held.edge);
            step.kind = 0;
            StringHolder& holder = holders[{kindOf(m_heap, NodeId{held.holder}), step}];
            if (holder.copies++ == 0) {
                holder.node = NodeId{held.holder};
                holder.edge = held.edge;
                holder.anyName = step.name == StepKey::kAnyName;
                isSecret |= isNamedSecretly(m_snapshot, held.edge);
            }
        }
        const auto most = std::ranges::max_element(holders, {}, [](const auto& entry) { return entry.second.copies; });
        StringHolder found = most == holders.end() ? StringHolder() : most->second;
        found.isSecret = isSecret;
        return found;
    }

    const Heap& m_heap;
    const Snapshot& m_snapshot;
    const Routes m_routes;
    const Progress& m_progress;
    std::vector<Held> m_held;
};

} // namespace

std::vector<StringHolder> mainHolders(const Heap& heap, const StringGroups& strings,
                                      std::span<const std::uint32_t> groups, const Progress& progress)
{
    Progress own; // routes as they are by default are there already
    return HolderSearch(heap, own, progress).find(strings, groups);
}

bool isLikelySecret(const Heap& heap, NodeId n)
{
    const Snapshot& snapshot = *heap.snapshot;
    if (!heap.retainers || !isTextType(snapshot.type(n)))
        return false;
    for (std::uint64_t i = 0, all = std::min(heap.retainers->count(n), kSourcesLookedAt); i < all; ++i) {
        const NodeId source = heap.retainers->source(n, i);
        const EdgeIndex end = std::min(snapshot.endEdge(source), snapshot.firstEdge(source) + kEdgesLookedAt);
        for (EdgeIndex e = snapshot.firstEdge(source); e < end; ++e)
            if (snapshot.edgeTarget(e) == n && isNamedSecretly(snapshot, e))
                return true;
    }
    return false;
}

} // namespace heapwise
