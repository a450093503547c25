#pragma once

#include "core/base/id.h"
#include "core/base/offsets.h"
#include "core/base/populate.h"

#include <cstdint>
#include <span>

namespace heapwise {

/// The queue of a breadth-first search over edges in CSR order.
///
/// A search waits for memory most of its time: where a node's edges begin and the edges themselves are elsewhere
/// for each node. The queue knows the next nodes, and so has the processor fetch their places in time (distances
/// of 4.8 million objects: best times 0.40 s without and 0.31 s with it).
class Frontier {
public:
    /// Between two clear(), no more than `most` nodes are pushed.
    Frontier(const Offsets& first, std::span<const std::uint32_t> targets, const void* edgeTypes, std::size_t most,
             const Progress& progress)
        : m_first(first)
        , m_targets(targets)
        , m_edgeTypes(static_cast<const char*>(edgeTypes))
        , m_queue(populatedColumn<std::uint32_t>(most, progress))
    {}

    void clear() { m_begin = m_end = 0; }
    bool isEmpty() const { return m_begin == m_end; }
    void push(std::uint32_t node) { m_queue[m_end++] = node; }
    std::uint32_t pop()
    {
        if (m_begin + 2 * kAhead < m_end)
            m_first.prefetch(m_queue[m_begin + 2 * kAhead]);
        if (m_begin + kAhead < m_end) {
            const EdgeIndex edge = m_first[m_queue[m_begin + kAhead]];
            __builtin_prefetch(m_targets.data() + edge);
            __builtin_prefetch(m_edgeTypes + edge);
        }
        return m_queue[m_begin++];
    }

    std::size_t popped() const { return m_begin; }
    std::size_t pushed() const { return m_end; }

private:
    static constexpr std::size_t kAhead = 8; ///< nodes

    Offsets::View m_first;
    std::span<const std::uint32_t> m_targets;
    const char* m_edgeTypes; ///< one byte per edge
    Column<std::uint32_t> m_queue;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

} // namespace heapwise
