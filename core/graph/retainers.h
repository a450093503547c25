#pragma once

#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/offsets.h"

#include <cstdint>

namespace heapwise {

/// The edges reversed: for each node, the sources of the edges into it, in ascending order (a source with
/// several edges to the node stands there as many times). Four bytes per edge. reverseEdges() makes it, in reversal.h.
class Retainers {
public:
    /// Where a page was lost under a mapped index, an end may read as zero.
    std::uint64_t count(NodeId n) const
    {
        const EdgeIndex begin = m_first[n.value], end = m_first[n.value + 1];
        return end > begin ? end - begin : 0;
    }
    /// The i-th retaining node, i < count(n). O(1).
    NodeId source(NodeId n, std::uint64_t i) const { return NodeId{m_sources[m_first[n.value] + i] & ~kInessential}; }
    /// False where the edge is left out of dominators (weak, self, table side of a WeakMap pair, ...).
    bool isEssential(NodeId n, std::uint64_t i) const { return (m_sources[m_first[n.value] + i] & kInessential) == 0; }

    static constexpr std::uint32_t kInessential = 0x8000'0000;
    const Offsets& first() const { return m_first; }
    const Column<std::uint32_t>& sources() const { return m_sources; }

    Retainers() = default;
    Retainers(Offsets first, Column<std::uint32_t> sources)
        : m_first(std::move(first))
        , m_sources(std::move(sources))
    {}

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.m_first, self.m_sources);
    }

private:
    Offsets m_first; ///< one per node and one more
    Column<std::uint32_t> m_sources;
};

} // namespace heapwise
