#include "core/analysis/query/run.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <mutex>

namespace heapwise::query {

namespace {

constexpr std::size_t kPiece = 32'768; ///< objects one thread takes at a time: a few milliseconds
constexpr std::size_t kStopEvery = 256;

} // namespace

void run(const BoundQuery& query, const Batch& found, const Progress& progress, unsigned threads)
{
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
