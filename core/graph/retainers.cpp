#include "core/graph/retainers.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <utility>

namespace heapwise {

namespace {

constexpr std::size_t kStopEvery = 1u << 20; ///< edges

} // namespace

/// 1. Count the edges into each node.
/// 2. Sum up: where each node's sources begin.
/// 3. Put each edge's source into its place, in ascending order of sources.
///
/// The threads share the work by target: each reads all edges, which is cheap because it is sequential, and
/// writes only its own part of the nodes. That halves the memory each one jumps about in and needs no atomics.
Retainers reverseEdges(std::span<const EdgeIndex> first, std::span<const std::uint32_t> targets,
                       const BitSet& essential, unsigned threads, Progress& progress)
{
    if (progress.stopRequested())
        return {};
    const std::size_t nodes = first.size() - 1;
    // While counting, begin[n + 2] is the count of n. Summed up, begin[n + 1] is where n's sources begin; it moves on
    // with each source that is put in place, and so ends where those of n + 1 begin.
    Column<EdgeIndex> begin(nodes + 2);
    const std::size_t parts = std::min<std::size_t>(threads, nodes / 4096 + 1);
    const auto partBegin = [&](std::size_t part) { return std::uint32_t(nodes * part / parts); };

    parallelFor(threads, parts, [&](std::size_t part) {
        const std::uint32_t from = partBegin(part), size = partBegin(part + 1) - from;
        for (std::size_t block = 0; block < targets.size() && !progress.stopRequested(); block += kStopEvery) {
            const std::size_t end = std::min(targets.size(), block + kStopEvery);
            for (std::size_t e = block; e < end; ++e)
                if (targets[e] - from < size)
                    ++begin[targets[e] + 2];
            if (part == 0) // the parts go at the same pace
                progress.advance(end - block);
        }
    });
    if (progress.stopRequested())
        return {};
    for (std::size_t n = 1; n < nodes; ++n)
        begin[n + 1] += begin[n];

    Column<std::uint32_t> sources(targets.size());
    parallelFor(threads, parts, [&](std::size_t part) {
        const std::uint32_t from = partBegin(part), size = partBegin(part + 1) - from;
        EdgeIndex* const next = begin.data() + from + 1;
        std::size_t e = 0, reported = 0;
        for (std::uint32_t source = 0; source < nodes; ++source) {
            if (source % 65536 == 0) {
                if (progress.stopRequested())
                    return;
                if (part == 0)
                    progress.advance(e - std::exchange(reported, e));
            }
            for (const std::size_t end = first[source + 1]; e < end; ++e) {
                const std::uint32_t at = targets[e] - from;
                if (at < size)
                    sources[next[at]++] = essential.test(e) ? source : source | Retainers::kInessential;
            }
        }
    });
    begin.resize(nodes + 1);
    return {std::move(begin), std::move(sources)};
}

} // namespace heapwise
