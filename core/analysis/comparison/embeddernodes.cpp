// What Node itself adds to a heap: sockets, ports, bindings. Their ids are new in every snapshot, but the object that
// wraps one in JavaScript keeps its own.
#include "core/analysis/comparison/objectmatches.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace heapwise {

namespace {

constexpr std::string_view kPrefix = "Node / ";

/// Nodes named like the embedder's, found by the few strings that begin like this.
std::vector<NodeId> embedderNodes(const Snapshot& snapshot)
{
    std::unordered_map<std::uint32_t, bool> isEmbedder;
    std::vector<NodeId> nodes;
    for (std::uint32_t n = 0; n < snapshot.nodeCount(); ++n) {
        const NodeType type = snapshot.types()[n];
        if (type != NodeType::Native && type != NodeType::Synthetic)
            continue;
        const std::uint32_t name = snapshot.names()[n];
        const auto [known, isNew] = isEmbedder.emplace(name, false);
        if (isNew)
            known->second = snapshot.strings().startsWith(StringId{name}, kPrefix);
        if (known->second)
            nodes.push_back(NodeId{n});
    }
    return nodes;
}

NodeId follow(const Snapshot& snapshot, NodeId from, std::string_view link)
{
    for (EdgeIndex e = snapshot.firstEdge(from); e < snapshot.endEdge(from); ++e)
        if (snapshot.edgeType(e) == EdgeType::Internal &&
            snapshot.strings().equals(StringId{snapshot.edgeNameOrIndex(e)}, link))
            return snapshot.edgeTarget(e);
    return {};
}

class EmbedderPairing {
public:
    EmbedderPairing(const Snapshot& earlier, const Snapshot& later, ObjectMatches& matches)
        : m_earlier(earlier)
        , m_later(later)
        , m_matches(matches)
    {}

    void run()
    {
        const auto before = embedderNodes(m_earlier), after = embedderNodes(m_later);
        for (const NodeId n : after)
            pairByWrapper(n);
        pairByName(before, after);
    }

private:
    void pairByWrapper(NodeId n)
    {
        const NodeId wrapper = follow(m_later, n, "native_to_javascript");
        const NodeId wrapperBefore = wrapper.isValid() ? m_matches.earlierOf(wrapper) : NodeId{};
        if (!wrapperBefore.isValid())
            return;
        const NodeId before = follow(m_earlier, wrapperBefore, "javascript_to_native");
        if (before.isValid() && m_earlier.name(before) == m_later.name(n))
            m_matches.pair(before, n);
    }

    /// The environment, the list of handles and the like: there is one of each.
    void pairByName(const std::vector<NodeId>& before, const std::vector<NodeId>& after)
    {
        const auto earlierNames = onlyOnes(m_earlier, before), laterNames = onlyOnes(m_later, after);
        for (const auto& [name, n] : laterNames)
            if (const auto other = earlierNames.find(name);
                other != earlierNames.end() && other->second.isValid() && n.isValid())
                m_matches.pair(other->second, n);
    }

    /// By name; invalid where several have it.
    static std::unordered_map<std::string, NodeId> onlyOnes(const Snapshot& snapshot, const std::vector<NodeId>& nodes)
    {
        std::unordered_map<std::string, NodeId> named;
        for (const NodeId n : nodes)
            if (const auto [known, isNew] = named.emplace(snapshot.name(n), n); !isNew)
                known->second = {};
        return named;
    }

    const Snapshot& m_earlier;
    const Snapshot& m_later;
    ObjectMatches& m_matches;
};

} // namespace

void pairEmbedderNodes(const Snapshot& earlier, const Snapshot& later, ObjectMatches& matches)
{
    EmbedderPairing(earlier, later, matches).run();
}

} // namespace heapwise
