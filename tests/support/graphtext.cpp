#include "tests/support/graphtext.h"

#include "core/graph/reversal.h"

#include <random>
#include <sstream>

namespace heapwise::test {

namespace {

std::string trimmed(const std::string& text)
{
    const auto begin = text.find_first_not_of(' ');
    return begin == text.npos ? std::string() : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::vector<std::string> split(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    std::stringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);)
        parts.push_back(trimmed(part));
    return parts;
}

/// A rule that is known beforehand.
struct EssentialBits {
    const BitSet& bits;
    auto ofSource(std::uint32_t) const
    {
        return [this](EdgeIndex e, std::uint32_t) { return bits.test(e); };
    }
};

} // namespace

Graph::Graph(const std::string& text)
{
    for (const std::string& clause : split(text, ';')) {
        const auto arrow = clause.find('>');
        const bool essential = arrow == clause.npos || clause[arrow - 1] != '~';
        const std::uint32_t source = node(trimmed(clause.substr(0, essential ? arrow : arrow - 1)));
        if (arrow != clause.npos)
            for (const std::string& target : split(clause.substr(arrow + 1), ',')) {
                const std::uint32_t to = node(target);
                m_edges[source].push_back({to, essential});
            }
    }
    flatten();
}

Graph Graph::random(std::uint32_t seed, std::uint32_t nodes, std::uint32_t edges)
{
    std::mt19937 next(seed);
    Graph graph;
    for (std::uint32_t n = 0; n < nodes; ++n)
        graph.node("n" + std::to_string(n));
    for (std::uint32_t e = 0; e < edges; ++e) {
        const auto source = std::uint32_t(next() % nodes), target = std::uint32_t(next() % nodes);
        graph.m_edges[source].push_back({target, next() % 10 != 0});
    }
    graph.flatten();
    return graph;
}

std::uint32_t Graph::node(const std::string& name)
{
    const auto [at, isNew] = m_index.emplace(name, nodeCount());
    if (isNew) {
        m_edges.emplace_back();
        m_names.push_back(name);
    }
    return at->second;
}

void Graph::flatten()
{
    std::size_t count = 0;
    for (const auto& edges : m_edges)
        count += edges.size();
    m_first = Offsets(nodeCount() + 1, Progress());
    m_targets.resize(count);
    m_essential = BitSet(count);
    EdgeIndex at = 0;
    for (std::uint32_t n = 0; n < nodeCount(); ++n) {
        for (const Edge& edge : m_edges[n]) {
            // An edge to oneself never counts; the callers' rule, repeated here.
            if (edge.essential && edge.target != n)
                m_essential.set(at);
            m_targets[at++] = edge.target;
        }
        m_first.set(n + 1, at);
    }
}

Retainers Graph::retainers(unsigned threads) const
{
    Progress progress;
    return reverseEdges(m_first, m_targets, EssentialBits{m_essential}, threads, progress).retainers;
}

DominatorTree Graph::dominators() const
{
    Progress progress;
    const Retainers reversed = retainers();
    return computeDominators({m_first, m_targets, m_essential, reversed, NodeId{0}}, progress);
}

std::vector<bool> Graph::reachable(std::uint32_t without) const
{
    std::vector<bool> hasSource(nodeCount());
    for (std::uint32_t n = 0; n < nodeCount(); ++n)
        for (const Edge& edge : m_edges[n])
            if (edge.essential && edge.target != n)
                hasSource[edge.target] = true;
    std::vector<std::uint32_t> pending;
    std::vector<bool> reached(nodeCount());
    const auto add = [&](std::uint32_t n) {
        if (!reached[n] && n != without) {
            reached[n] = true;
            pending.push_back(n);
        }
    };
    // The root, and what hangs off it because nothing else leads there.
    if (without != 0)
        for (std::uint32_t n = 0; n < nodeCount(); ++n)
            if (n == 0 || !hasSource[n])
                add(n);
    while (!pending.empty()) {
        const std::uint32_t n = pending.back();
        pending.pop_back();
        for (const Edge& edge : m_edges[n])
            if (edge.essential)
                add(edge.target);
    }
    return reached;
}

std::vector<std::uint32_t> Graph::dominatorsByDefinition() const
{
    const std::vector<bool> all = reachable(UINT32_MAX);
    std::vector<std::vector<bool>> dominated; // [d][n]
    for (std::uint32_t d = 0; d < nodeCount(); ++d) {
        dominated.push_back(reachable(d));
        for (std::uint32_t n = 0; n < nodeCount(); ++n)
            dominated[d][n] = all[n] && !dominated[d][n];
    }
    std::vector<std::uint32_t> result(nodeCount());
    for (std::uint32_t n = 1; n < nodeCount(); ++n) {
        // The immediate one is the dominator that all others dominate too.
        std::uint32_t nearest = 0;
        for (std::uint32_t d = 1; d < nodeCount(); ++d)
            if (d != n && dominated[d][n] && (nearest == 0 || dominated[nearest][d]))
                nearest = d;
        result[n] = nearest;
    }
    return result;
}

std::string Graph::print(const DominatorTree& tree) const
{
    std::string text;
    for (std::uint32_t n = 1; n < nodeCount(); ++n)
        text += (n > 1 ? ", " : "") + m_names[n] + ": " + m_names[tree.immediateDominator(NodeId{n}).value];
    return text;
}

} // namespace heapwise::test
