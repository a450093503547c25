#pragma once

#include "core/graph/dominatortree.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace heapwise::query {

/// What nodes dominate that become known one after the other, in any order, each object once.
///
/// What is below a node is one range of positions in the tree, and of two such ranges one holds the other, or they are
/// apart. So a range that was told begins right behind its node, and all of it can be passed over; what was passed over
/// is part of a wider range from then on.
class GrowingSubtrees {
public:
    explicit GrowingSubtrees(const DominatorTree& tree)
        : m_tree(tree)
        , m_told(tree.order().size() / 64 + 1)
    {}

    /// Calls told(begin, end) with ranges of positions below `top`, itself aside, that were not told before. For all
    /// tops together O(tops + objects / 64).
    template <typename F>
    void add(NodeId top, F&& told)
    {
        const std::uint32_t at = m_tree.position(top), end = at + m_tree.counts()[at];
        if (at + 1 >= end || isTold(at + 1))
            return; // what is above it told all that is below it, or it was here before
        for (std::uint32_t begin = at + 1; begin < end;) {
            const std::uint32_t gapEnd = firstTold(begin, end);
            mark(begin, gapEnd);
            told(begin, gapEnd);
            if (gapEnd == end)
                break;
            begin = gapEnd - 1 + std::max(m_tree.counts()[gapEnd - 1], 2u); // zeros where a mapped index was lost
        }
    }

private:
    bool isTold(std::uint32_t at) const { return (m_told[at / 64] >> (at % 64)) & 1; }
    /// `end` where there is none.
    std::uint32_t firstTold(std::uint32_t begin, std::uint32_t end) const
    {
        std::size_t word = begin / 64;
        std::uint64_t bits = m_told[word] & (~std::uint64_t(0) << (begin % 64));
        while (bits == 0 && ++word <= (end - 1) / 64)
            bits = m_told[word];
        return bits == 0 ? end : std::min(end, std::uint32_t(word * 64) + std::uint32_t(std::countr_zero(bits)));
    }
    void mark(std::uint32_t begin, std::uint32_t end)
    {
        const std::uint64_t first = ~std::uint64_t(0) << (begin % 64),
                            last = ~std::uint64_t(0) >> (63 - (end - 1) % 64);
        if (begin / 64 == (end - 1) / 64) {
            m_told[begin / 64] |= first & last;
            return;
        }
        m_told[begin / 64] |= first;
        std::fill(m_told.begin() + begin / 64 + 1, m_told.begin() + (end - 1) / 64, ~std::uint64_t(0));
        m_told[(end - 1) / 64] |= last;
    }

    const DominatorTree& m_tree;
    std::vector<std::uint64_t> m_told; ///< a bit by position
};

} // namespace heapwise::query
