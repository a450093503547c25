#pragma once

#include "core/base/id.h"

#include <cstdint>
#include <vector>

namespace heapwise {

/// The edges reversed: for each node, the sources of the edges into it, in ascending order (a source with
/// several edges to the node stands there as many times). Four bytes per edge.
class Retainers {
public:
    std::uint64_t count(NodeId n) const { return m_first[n.value + 1] - m_first[n.value]; }
    /// The i-th retaining node, i < count(n). O(1).
    NodeId source(NodeId n, std::uint64_t i) const {
        return NodeId{m_sources[m_first[n.value] + i] & ~kInessential};
    }
    /// False where the edge is left out of dominators (weak, self, table side of a WeakMap pair, ...).
    bool isEssential(NodeId n, std::uint64_t i) const {
        return (m_sources[m_first[n.value] + i] & kInessential) == 0;
    }

    static constexpr std::uint32_t kInessential = 0x8000'0000;
    const std::vector<EdgeIndex>& first() const { return m_first; }
    const std::vector<std::uint32_t>& sources() const { return m_sources; }

    Retainers() = default;
    Retainers(std::vector<EdgeIndex> first, std::vector<std::uint32_t> sources)
        : m_first(std::move(first))
        , m_sources(std::move(sources)) {}

private:
    std::vector<EdgeIndex> m_first; ///< one per node and one more
    std::vector<std::uint32_t> m_sources;
};

} // namespace heapwise
