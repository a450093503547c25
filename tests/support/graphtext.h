#pragma once

#include "core/base/bitset.h"
#include "core/base/column.h"
#include "core/base/id.h"
#include "core/graph/dominatortree.h"
#include "core/graph/retainers.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace heapwise::test {

/// A plain graph for tests of graph algorithms, written as text: graph("root>a,b; a>c; b>c; c~>a"). The first name
/// is the root; "~>" makes an edge that is not essential.
class Graph {
public:
    explicit Graph(const std::string& text);
    /// `nodes` nodes with `edges` random edges, a tenth of them inessential; node 0 is the root.
    static Graph random(std::uint32_t seed, std::uint32_t nodes, std::uint32_t edges);

    std::uint32_t nodeCount() const { return std::uint32_t(m_edges.size()); }
    const std::string& name(std::uint32_t node) const { return m_names[node]; }
    DominatorTree dominators() const;
    Retainers retainers(unsigned threads = 2) const;

    /// By definition, in O(nodes * edges): d dominates n when n cannot be reached without d. Nodes no edge leads
    /// to count as children of the root, nodes of unreachable cycles have the root as dominator.
    std::vector<std::uint32_t> dominatorsByDefinition() const;
    /// "a: root, b: root, c: a", in the order of the nodes.
    std::string print(const DominatorTree& tree) const;

private:
    struct Edge {
        std::uint32_t target;
        bool essential;
    };
    Graph() = default;
    std::uint32_t node(const std::string& name);
    void flatten();
    std::vector<bool> reachable(std::uint32_t without) const;

    std::vector<std::vector<Edge>> m_edges;
    std::vector<std::string> m_names;
    std::map<std::string, std::uint32_t> m_index;
    Offsets m_first;
    Column<std::uint32_t> m_targets;
    BitSet m_essential;
};

} // namespace heapwise::test
