#include "core/analysis/retention/holders.h"

#include "core/analysis/retention/stepkey.h"
#include "core/heap/fields/links.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace heapwise {

namespace {

constexpr std::size_t kHoldersStopEvery = 4096;

/// A source with one of the nodes it may hold.
using Pair = std::pair<std::uint32_t, std::uint32_t>;

class HolderFinder {
public:
    HolderFinder(const Routes& routes, std::span<const std::uint32_t> nodes, const Progress& progress)
        : m_routes(routes)
        , m_heap(routes.heap())
        , m_snapshot(*m_heap.snapshot)
        , m_nodes(nodes)
        , m_progress(progress)
    {}

    Holders find()
    {
        pairSources();
        std::size_t sources = 0;
        for (std::size_t begin = 0, end; begin < m_pairs.size(); begin = end) {
            for (end = begin; end < m_pairs.size() && m_pairs[end].first == m_pairs[begin].first;)
                ++end;
            if (++sources % kHoldersStopEvery == 0 && m_progress.stopRequested())
                return {};
            addEdgesOf(std::span(m_pairs).subspan(begin, end - begin));
        }
        joinNames();
        for (auto& [key, group] : m_groups) {
            finish(group);
            m_result.groups.push_back(std::move(group));
        }
        std::ranges::stable_sort(m_result.groups, {}, [](const HolderGroup& g) {
            return std::tuple(g.distance < 0 ? INT32_MAX : g.distance, UINT64_MAX - g.references);
        });
        return std::move(m_result);
    }

private:
    void pairSources()
    {
        for (std::size_t at = 0; at < m_nodes.size() && !m_progress.stopRequested(); ++at) {
            const std::uint32_t n = m_nodes[at];
            for (std::uint64_t i = 0, count = m_heap.retainers->count(NodeId{n}); i < count; ++i)
                m_pairs.push_back({m_heap.retainers->source(NodeId{n}, i).value, n});
        }
        std::ranges::sort(m_pairs);
        m_pairs.erase(std::unique(m_pairs.begin(), m_pairs.end()), m_pairs.end());
    }

    /// The edges of one source are read once, however many of the nodes it holds.
    void addEdgesOf(std::span<const Pair> pairs)
    {
        const NodeId source{pairs.front().first};
        for (EdgeIndex e = m_snapshot.firstEdge(source); e < m_snapshot.endEdge(source); ++e) {
            const std::uint32_t target = m_snapshot.edgeTarget(e).value;
            if (!std::ranges::binary_search(pairs, Pair{source.value, target}))
                continue;
            if (m_routes.isFollowed(source, e))
                add(source, e);
            else if (m_snapshot.edgeType(e) == EdgeType::Weak)
                ++m_result.weak;
        }
    }

    using Key = std::pair<std::uint64_t, StepKey>; ///< the kind of the source, and the step with its kind left out

    void add(NodeId source, EdgeIndex e)
    {
        m_result.fromRoot += source == m_snapshot.root();
        StepKey step = stepKey(m_heap, e);
        step.kind = 0;
        HolderGroup& group = m_groups[{kindOf(m_heap, source), step}];
        group.anyName = step.name == StepKey::kAnyName;
        addTo(group, source, e);
        group.isNearer |= m_routes.isStepNearer(source, m_snapshot.edgeTarget(e));
        ++group.references;
    }

    void addTo(HolderGroup& group, NodeId source, EdgeIndex e) const
    {
        const auto retained = [&](NodeId n) { return m_heap.dominators->retainedSize(n); };
        if (!group.representative.isValid() || retained(source) > retained(group.representative)) {
            group.representative = source;
            group.edge = e;
        }
        if (group.holders.empty() || group.holders.back() != source.value)
            group.holders.push_back(source.value);
    }

    /// Many names of one class are keys, not properties.
    void joinNames()
    {
        std::map<Key, std::size_t> names;
        const auto anyName = [](Key key) {
            key.second.name = StepKey::kAnyName;
            return key;
        };
        for (const auto& [key, group] : m_groups)
            ++names[anyName(key)];
        for (auto at = m_groups.begin(); at != m_groups.end();) {
            const Key any = anyName(at->first);
            const bool isMerged = names[any] > kMostNames && at->first.second.name != StepKey::kAnyName;
            if (isMerged)
                join(m_groups[any], at->second);
            at = isMerged ? m_groups.erase(at) : std::next(at);
        }
    }

    void join(HolderGroup& to, const HolderGroup& from) const
    {
        addTo(to, from.representative, from.edge);
        to.anyName = true;
        to.isNearer |= from.isNearer;
        to.references += from.references;
        to.holders.insert(to.holders.end(), from.holders.begin(), from.holders.end());
    }

    void finish(HolderGroup& group) const
    {
        std::ranges::sort(group.holders);
        group.holders.erase(std::unique(group.holders.begin(), group.holders.end()), group.holders.end());
        group.type = m_heap.classes->classOf(group.representative);
        const auto distance = [&](std::uint32_t n) {
            const std::int32_t d = m_routes.distance(NodeId{n});
            return d < 0 ? INT32_MAX : d;
        };
        group.distance = m_routes.distance(NodeId{*std::ranges::min_element(group.holders, {}, distance)});
    }

    const Routes& m_routes;
    const Heap& m_heap;
    const Snapshot& m_snapshot;
    std::span<const std::uint32_t> m_nodes;
    const Progress& m_progress;
    std::vector<Pair> m_pairs;
    std::map<Key, HolderGroup> m_groups;
    Holders m_result;
};

} // namespace

Holders findHolders(const Routes& routes, std::span<const std::uint32_t> nodes, const Progress& progress)
{
    return HolderFinder(routes, nodes, progress).find();
}

} // namespace heapwise
