#pragma once

#include "core/base/bitset.h"
#include "core/base/column.h"
#include "core/base/offsets.h"
#include "core/base/parallel.h"
#include "core/base/populate.h"
#include "core/base/progress.h"
#include "core/graph/retainers.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace heapwise {

struct ReversedEdges {
    Retainers retainers;
    BitSet essential; ///< by edge; the same as beside the sources
};

/// 1. Count the edges into each node, each part of the edges for itself.
/// 2. Sum up: where each node's sources begin, and where in them those of each part do.
/// 3. Judge each edge, and put its source into its place, in ascending order of sources.
///
/// The parts are ranges of sources, so that each edge is looked at by one thread, and no two write one place. A `Place`
/// is a position among all sources: with 32 bits, where they suffice, the last step has half the memory to go through.
template <typename Place, typename Rule>
class Reversal {
public:
    Reversal(const Offsets& first, std::span<const std::uint32_t> targets, const Rule& rule, unsigned threads,
             Progress& progress)
        : m_first(first)
        , m_targets(targets)
        , m_rule(rule)
        , m_threads(threads)
        , m_progress(progress)
        , m_nodes(std::uint32_t(first.size() - 1))
        , m_places(std::min<std::size_t>({std::max(threads, 1u), kMaxParts, m_nodes / 4096 + 1}))
        , m_essential(targets.size())
    {}

    ReversedEdges run()
    {
        const std::size_t parts = m_places.size(), edges = m_targets.size();
        parallelFor(m_threads, parts, [&](std::size_t part) { count(part); });
        Offsets begin = sumUp();
        m_sources = Column<std::uint32_t>(edges);
        parallelFor(m_threads, parts, [&](std::size_t part) {
            populate(m_sources, edges * part / parts, edges * (part + 1) / parts, m_progress);
        });
        parallelFor(m_threads, parts, [&](std::size_t part) { fill(part); });
        return {{std::move(begin), std::move(m_sources)}, std::move(m_essential)};
    }

private:
    static constexpr std::size_t kStopEvery = 1u << 20; ///< edges
    static constexpr std::size_t kMaxParts = 4;         ///< each costs a place per node meanwhile

    /// Parts have about as many edges each, and whole nodes.
    std::uint32_t partBegin(std::size_t part) const
    {
        const EdgeIndex edge = m_targets.size() * part / m_places.size();
        return part == m_places.size() ? m_nodes : part == 0 ? 0 : std::uint32_t(m_first.countUpTo(edge) - 1);
    }

    void count(std::size_t part)
    {
        m_places[part] = populatedColumn<Place>(m_nodes, m_progress);
        Place* const counts = m_places[part].data();
        const EdgeIndex end = m_first[partBegin(part + 1)];
        for (EdgeIndex e = m_first[partBegin(part)]; e < end && !m_progress.stopRequested();) {
            const EdgeIndex blockEnd = std::min<EdgeIndex>(end, e + kStopEvery);
            m_progress.advance(blockEnd - e);
            for (; e < blockEnd; ++e)
                ++counts[m_targets[e]];
        }
    }

    Offsets sumUp()
    {
        Offsets begin(m_nodes + std::size_t(1), m_progress);
        EdgeIndex sum = 0;
        for (std::uint32_t n = 0; n < m_nodes && (n % 65536 != 0 || !m_progress.stopRequested()); ++n) {
            begin.set(n, sum);
            for (auto& places : m_places)
                sum += std::exchange(places[n], Place(sum));
        }
        begin.set(m_nodes, sum);
        return begin;
    }

    void fill(std::size_t part)
    {
        Place* const places = m_places[part].data();
        std::uint32_t* const sources = m_sources.data();
        const std::uint32_t* const targets = m_targets.data();
        const std::uint32_t endSource = partBegin(part + 1);
        std::uint32_t source = partBegin(part);
        EdgeIndex e = m_first[source];
        BitWriter essential(m_essential, e);
        const Offsets::View first = m_first;
        for (EdgeIndex reported = e; source < endSource && !m_progress.stopRequested();) {
            const std::uint32_t blockEnd = std::min(endSource, source + 65536);
            for (; source < blockEnd; ++source) {
                const auto isEssential = m_rule.ofSource(source);
                for (const EdgeIndex end = first[source + 1]; e < end; ++e) {
                    const std::uint32_t target = targets[e];
                    const bool counts = isEssential(e, target);
                    essential.add(counts);
                    sources[places[target]++] = counts ? source : source | Retainers::kInessential;
                }
            }
            m_progress.advance(e - std::exchange(reported, e));
        }
    }

    const Offsets& m_first;
    std::span<const std::uint32_t> m_targets;
    const Rule& m_rule;
    unsigned m_threads;
    Progress& m_progress;
    std::uint32_t m_nodes;
    std::vector<Column<Place>> m_places; ///< by part, then by node: first counts, then the place of the next source
    Column<std::uint32_t> m_sources;
    BitSet m_essential;
};

/// Reverses edges in CSR order: node n has the edges [first[n], first[n + 1]), to targets[e]. Which of them are
/// essential, rule.ofSource(source)(edge, target) says, from several threads. O(edges) time; advances `progress` by
/// twice the edges. The result means nothing once a stop was requested.
template <typename Rule>
ReversedEdges reverseEdges(const Offsets& first, std::span<const std::uint32_t> targets, const Rule& rule,
                           unsigned threads, Progress& progress)
{
    if (targets.size() <= UINT32_MAX)
        return Reversal<std::uint32_t, Rule>(first, targets, rule, threads, progress).run();
    return Reversal<std::uint64_t, Rule>(first, targets, rule, threads, progress).run();
}

} // namespace heapwise
