#include "core/graph/retainers.h"

#include "core/base/parallel.h"
#include "core/base/populate.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace heapwise {

namespace {

constexpr std::size_t kRetainersStopEvery = 1u << 20; ///< edges
constexpr std::size_t kMaxParts = 4;                  ///< each costs four bytes per node meanwhile

/// 1. Count the edges into each node, each part of the edges for itself.
/// 2. Sum up: where each node's sources begin, and where in them those of each part do.
/// 3. Put each edge's source into its place, in ascending order of sources.
///
/// The parts are ranges of sources, so that each edge is looked at by one thread, and no two write one place.
class Reversal {
public:
    Reversal(std::span<const EdgeIndex> first, std::span<const std::uint32_t> targets, const BitSet& essential,
             unsigned threads, Progress& progress)
        : m_first(first)
        , m_targets(targets)
        , m_essential(essential)
        , m_threads(threads)
        , m_progress(progress)
        , m_nodes(std::uint32_t(first.size() - 1))
        , m_counts(partCount(threads))
    {}

    Retainers run()
    {
        parallelFor(m_threads, m_counts.size(), [&](std::size_t part) { count(part); });
        sumUp();
        m_sources = Column<std::uint32_t>(m_targets.size());
        parallelFor(m_threads, m_counts.size(), [&](std::size_t part) {
            const std::size_t parts = m_counts.size(), edges = m_targets.size();
            populate(m_sources, edges * part / parts, edges * (part + 1) / parts, m_progress);
        });
        parallelFor(m_threads, m_counts.size(), [&](std::size_t part) { fill(part); });
        return {std::move(m_begin), std::move(m_sources)};
    }

private:
    /// So that a part's count of one node fits 32 bits, whatever the graph.
    std::size_t partCount(unsigned threads) const
    {
        const std::size_t wanted = std::min<std::size_t>({threads, kMaxParts, m_nodes / 4096 + 1});
        return std::max<std::size_t>(wanted, m_targets.size() / UINT32_MAX + 1);
    }
    /// Parts have about as many edges each, and whole nodes.
    std::uint32_t partBegin(std::size_t part) const
    {
        const EdgeIndex edge = m_targets.size() * part / m_counts.size();
        return part == m_counts.size()
                   ? m_nodes
                   : std::uint32_t(std::lower_bound(m_first.begin(), m_first.end() - 1, edge) - m_first.begin());
    }

    void count(std::size_t part)
    {
        m_counts[part] = populatedColumn<std::uint32_t>(m_nodes, m_progress);
        std::uint32_t* const counts = m_counts[part].data();
        const EdgeIndex end = m_first[partBegin(part + 1)];
        for (EdgeIndex e = m_first[partBegin(part)]; e < end && !m_progress.stopRequested();) {
            const EdgeIndex blockEnd = std::min<EdgeIndex>(end, e + kRetainersStopEvery);
            m_progress.advance(blockEnd - e);
            for (; e < blockEnd; ++e)
                ++counts[m_targets[e]];
        }
    }

    void sumUp()
    {
        m_begin = populatedColumn<EdgeIndex>(m_nodes + 1, m_progress);
        EdgeIndex sum = 0;
        for (std::uint32_t n = 0; n < m_nodes && (n % 65536 != 0 || !m_progress.stopRequested()); ++n) {
            const EdgeIndex begin = m_begin[n] = sum;
            for (auto& counts : m_counts)
                sum += std::exchange(counts[n], std::uint32_t(sum - begin));
        }
        m_begin[m_nodes] = sum;
    }

    void fill(std::size_t part)
    {
        std::uint32_t* const placed = m_counts[part].data();
        const std::uint32_t endSource = partBegin(part + 1);
        std::uint32_t source = partBegin(part);
        EdgeIndex e = m_first[source];
        for (EdgeIndex reported = e; source < endSource && !m_progress.stopRequested();) {
            const std::uint32_t blockEnd = std::min(endSource, source + 65536);
            for (; source < blockEnd; ++source)
                for (const EdgeIndex end = m_first[source + 1]; e < end; ++e) {
                    const std::uint32_t target = m_targets[e];
                    m_sources[m_begin[target] + placed[target]++] =
                        m_essential.test(e) ? source : source | Retainers::kInessential;
                }
            m_progress.advance(e - std::exchange(reported, e));
        }
    }

    std::span<const EdgeIndex> m_first;
    std::span<const std::uint32_t> m_targets;
    const BitSet& m_essential;
    unsigned m_threads;
    Progress& m_progress;
    std::uint32_t m_nodes;
    std::vector<Column<std::uint32_t>> m_counts; ///< by part, then by node; later the place of the next source
    Column<EdgeIndex> m_begin;
    Column<std::uint32_t> m_sources;
};

} // namespace

Retainers reverseEdges(std::span<const EdgeIndex> first, std::span<const std::uint32_t> targets,
                       const BitSet& essential, unsigned threads, Progress& progress)
{
    return Reversal(first, targets, essential, threads, progress).run();
}

} // namespace heapwise
