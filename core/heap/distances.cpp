#include "core/heap/distances.h"

#include "core/base/bitset.h"
#include "core/graph/frontier.h"
#include "core/heap/roots.h"

#include <algorithm>
#include <unordered_set>

namespace heapwise {

namespace {

constexpr std::size_t kDistancesStopEvery = 65536;

/// JavaScript's parseInt as far as it matters here: nothing when there is no number.
std::optional<long long> parseIndex(const std::string& text)
{
    const std::size_t begin = text.find_first_not_of(" \t\n\r\v\f");
    if (begin == text.npos)
        return {};
    const bool negative = text[begin] == '-';
    std::size_t at = begin + (negative || text[begin] == '+');
    if (at >= text.size() || text[at] < '0' || text[at] > '9')
        return {};
    long long value = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && value < 1'000'000'000'000; ++at)
        value = value * 10 + (text[at] - '0');
    return negative ? -value : value;
}

/// Breadth-first search, twice: from the user's roots, then from the root for what is left. The order of edges
/// matters: of the two edges of a WeakMap pair the one met first is not followed.
class DistanceSearch {
public:
    DistanceSearch(const Snapshot& snapshot, const NameTags& tags, Progress& progress, const DistanceOptions& options)
        : m_snapshot(snapshot)
        , m_tags(tags)
        , m_progress(progress)
        , m_options(options)
        , m_distances(populatedColumn<std::int32_t>(snapshot.nodeCount(), progress))
        , m_frontier(snapshot.firstEdges(), snapshot.edgeTargets(), snapshot.edgeTypes().data(),
                     snapshot.nodeCount() + (snapshot.endEdge(snapshot.root()) - snapshot.firstEdge(snapshot.root())),
                     progress)
        , m_visited(snapshot.nodeCount())
    {}

    Column<std::int32_t> run()
    {
        std::fill(m_distances.begin(), m_distances.end(), Distances::kUnreached);
        const NodeId root = m_snapshot.root();
        for (EdgeIndex e = m_snapshot.firstEdge(root); e < m_snapshot.endEdge(root); ++e) {
            const NodeId target = m_snapshot.edgeTarget(e);
            // As often as the root refers to it, as in DevTools: of a WeakMap's pair, its reference then is met twice.
            if (isUserRoot(m_snapshot, m_tags, target) && !isIgnored(e))
                add(target.value);
        }
        const bool hasUserRoots = !m_frontier.isEmpty();
        search(1);
        if (m_progress.stopRequested())
            return std::move(m_distances);
        // The root itself may have been reached; it starts the second search all the same.
        m_visited.set(root.value);
        m_frontier.clear();
        m_frontier.push(root.value);
        search(hasUserRoots ? Distances::kSystem : 0);
        return std::move(m_distances);
    }

private:
    void add(std::uint32_t node)
    {
        m_visited.set(node);
        m_frontier.push(node);
    }

    /// `distance` is that of the nodes now in the queue.
    void search(std::int32_t distance)
    {
        const Offsets::View first = m_snapshot.firstEdges();
        const auto types = m_snapshot.edgeTypes();
        const auto targets = m_snapshot.edgeTargets();
        for (std::size_t levelEnd = m_frontier.pushed(); !m_frontier.isEmpty();) {
            if (m_frontier.popped() == levelEnd) {
                ++distance;
                levelEnd = m_frontier.pushed();
            }
            if (m_frontier.popped() % kDistancesStopEvery == 0 && m_progress.stopRequested())
                return;
            const std::uint32_t node = m_frontier.pop();
            m_distances[node] = distance;
            const Rule rule = ruleOf(node);
            for (EdgeIndex e = first[node]; e < first[node + 1]; ++e) {
                // Most edges lead to what was met before, and their types are not looked at.
                if (m_visited.test(targets[e]) || (types[e] == EdgeType::Weak && !m_options.weak))
                    continue;
                if (isFollowed(rule, types[e], e))
                    add(targets[e]);
            }
        }
    }

    enum class Rule { None, NativeContext, MapDescriptors };
    Rule ruleOf(std::uint32_t node) const
    {
        const NodeType type = m_snapshot.types()[node];
        if (type != NodeType::Hidden && type != NodeType::Array)
            return Rule::None;
        const NameTag tag = m_tags[m_snapshot.names()[node]];
        if (type == NodeType::Hidden && tag == NameTag::NativeContext)
            return Rule::NativeContext;
        return type == NodeType::Array && tag == NameTag::MapDescriptors ? Rule::MapDescriptors : Rule::None;
    }

    bool isIgnored(EdgeIndex e) const
    {
        return (m_options.ignoredNodes && m_options.ignoredNodes->test(m_snapshot.edgeTargets()[e])) ||
               std::binary_search(m_options.ignoredEdges.begin(), m_options.ignoredEdges.end(), e);
    }

    bool isPrototype(EdgeType type, EdgeIndex e) const
    {
        return type == EdgeType::Property && m_tags[m_snapshot.edgeNames()[e]] == NameTag::Proto;
    }

    bool isFollowed(Rule rule, EdgeType type, EdgeIndex e)
    {
        if (isIgnored(e) || (m_options.avoidPrototypes && isPrototype(type, e)))
            return false;
        const std::uint32_t name = m_snapshot.edgeNames()[e];
        if (rule == Rule::NativeContext && !hasIndexName(type) && m_tags[name] == NameTag::SloppyFunctionMap)
            return false;
        if (rule == Rule::MapDescriptors) {
            const auto index = hasIndexName(type) ? std::optional<long long>(name)
                                                  : parseIndex(m_snapshot.strings().text(StringId{name}));
            return !index || *index < 2 || *index % 3 != 1;
        }
        if (type != EdgeType::Internal || m_tags[name] != NameTag::WeakMapPair || m_options.tables)
            return true;
        const std::uint32_t pair = m_tags.weakMapPair(name).pair;
        if (m_pendingPairs.erase(pair) > 0)
            return true;
        m_pendingPairs.insert(pair);
        return false;
    }

    const Snapshot& m_snapshot;
    const NameTags& m_tags;
    Progress& m_progress;
    const DistanceOptions& m_options;
    Column<std::int32_t> m_distances;
    Frontier m_frontier;
    BitSet m_visited; ///< fits the second-level cache, where the distances do not
    std::unordered_set<std::uint32_t> m_pendingPairs;
};

} // namespace

Distances computeDistances(const Snapshot& snapshot, const NameTags& tags, Progress& progress,
                           const DistanceOptions& options)
{
    return Distances(DistanceSearch(snapshot, tags, progress, options).run());
}

} // namespace heapwise
