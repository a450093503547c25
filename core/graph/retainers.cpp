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
    Column<EdgeIndex> begin(nodes + 1);
    const std::size_t parts = std::min<std::size_t>(threads, nodes / 4096 + 1);
    const auto partBegin = [&](std::size_t part) { return std::uint32_t(nodes * part / parts); };

    parallelFor(threads, parts, [&](std::size_t part) {
        const std::uint32_t from = partBegin(part), size = partBegin(part + 1) - from;
        for (std::size_t block = 0; block < targets.size() && !progress.stopRequested(); block += kStopEvery) {
            const std::size_t end = std::min(targets.size(), block + kStopEvery);
            for (std::size_t e = block; e < end; ++e)
                if (targets[e] - from < size)
                    ++begin[targets[e] + 1];
            if (part == 0) // the parts go at the same pace
                progress.advance(end - block);
        }
    });
    if (progress.stopRequested())
        return {};
    for (std::size_t n = 0; n < nodes; ++n)
        begin[n + 1] += begin[n];

    Column<std::uint32_t> sources(targets.size());
    parallelFor(threads, parts, [&](std::size_t part) {
        const std::uint32_t from = partBegin(part), size = partBegin(part + 1) - from;
        Column<EdgeIndex> next(size);
        std::copy_n(begin.data() + from, size, next.data());
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
    return {std::move(begin), std::move(sources)};
}

} // namespace heapwise
