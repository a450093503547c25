#include "core/analysis/query/run.h"

#include "core/analysis/query/fieldpredicates.h"
#include "core/analysis/query/subtreesearch.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <mutex>

namespace heapwise::query {

namespace {

constexpr std::size_t kPiece = 32'768; ///< objects one thread takes at a time: a few milliseconds
constexpr std::size_t kStopEvery = 256;
constexpr std::size_t kFirstFound = 128; ///< of a walk: told as soon as they are found

/// In the order in which the references lead to them.
void runWalk(const BoundQuery& query, const Batch& found, const Progress& progress)
{
    std::vector<std::uint32_t> nodes;
    std::uint64_t reached = 0, told = 0;
    const auto tell = [&](std::uint64_t scanned) {
        std::ranges::sort(nodes);
        found(nodes, scanned);
        nodes.clear();
        told = reached;
    };
    forEachVia(query.heap(), *query.starts(), progress, [&](std::uint32_t n) {
        ++reached;
        if (query.matches(NodeId{n}))
            nodes.push_back(n);
        if (reached - told >= kPiece || (told == 0 && nodes.size() >= kFirstFound))
            tell(reached);
    });
    tell(progress.stopRequested() ? reached : query.scanCount());
}

} // namespace

void run(const BoundQuery& query, const Batch& found, const Progress& progress, unsigned threads)
{
    if (query.starts())
        return runWalk(query, found, progress);
    if (query.tops())
        return searchSubtrees(query, found, progress, threads);
    const auto& candidates = query.candidates();
    const std::size_t count = query.scanCount();
    std::mutex mutex;
    std::uint64_t scanned = 0;
    parallelFor(threadCount(threads), (count + kPiece - 1) / kPiece, [&](std::size_t piece) {
        const std::size_t begin = piece * kPiece, end = std::min(count, begin + kPiece);
        std::vector<std::uint32_t> nodes;
        for (std::size_t i = begin; i < end; ++i) {
            if (i % kStopEvery == 0 && progress.stopRequested())
                return;
            const NodeId n{candidates ? (*candidates)[i] : std::uint32_t(i)};
            if (query.matches(n))
                nodes.push_back(n.value);
        }
        const std::lock_guard lock(mutex);
        scanned += end - begin;
        found(nodes, scanned);
    });
}

std::vector<std::uint32_t> findAll(const BoundQuery& query, const Progress& progress, unsigned threads)
{
    std::vector<std::uint32_t> all;
    run(
        query,
        [&](std::span<const std::uint32_t> nodes, std::uint64_t) { all.insert(all.end(), nodes.begin(), nodes.end()); },
        progress, threads);
    std::ranges::sort(all);
    return all;
}

} // namespace heapwise::query
