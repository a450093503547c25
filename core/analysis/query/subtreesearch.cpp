#include "core/analysis/query/subtreesearch.h"

#include "core/analysis/query/growingsubtrees.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace heapwise::query {

namespace {

constexpr std::uint32_t kTopsPiece = 16'384;  ///< objects one thread takes at a time to look for tops
constexpr std::uint32_t kBelowPiece = 32'768; ///< and of those below them
constexpr std::uint32_t kSubtreesStopEvery = 256;

using PositionRange = std::pair<std::uint32_t, std::uint32_t>;

/// Threads prefer what is below known tops to looking for others: that is where objects are found.
class SubtreeSearch {
public:
    SubtreeSearch(const BoundQuery& query, const Batch& found, const Progress& progress)
        : m_query(query)
        , m_found(found)
        , m_progress(progress)
        , m_tree(*query.heap().dominators)
        , m_subtrees(m_tree)
    {}

    void run(unsigned threads)
    {
        parallelFor(threads, threads, [this](std::size_t) { work(); });
        if (!m_progress.stopRequested())
            m_found({}, m_query.scanCount());
    }

private:
    void work()
    {
        std::unique_lock lock(m_mutex);
        while (!m_progress.stopRequested()) {
            if (!m_below.empty())
                lookBelow(lock);
            else if (m_nextTop < m_query.heap().snapshot->nodeCount())
                lookForTops(lock);
            else
                return; // whoever finds more in the last piece looks at it alone
        }
    }

    void lookForTops(std::unique_lock<std::mutex>& lock)
    {
        const std::uint32_t begin = m_nextTop, count = m_query.heap().snapshot->nodeCount();
        const std::uint32_t end = m_nextTop = begin + std::min(kTopsPiece, count - begin);
        lock.unlock();
        std::vector<std::uint32_t> tops;
        for (std::uint32_t n = begin; n < end; ++n)
            if (m_query.tops()->test(NodeId{n}))
                tops.push_back(n);
        lock.lock();
        m_scanned += end - begin;
        addTops(tops);
        m_found({}, m_scanned);
    }

    void addTops(const std::vector<std::uint32_t>& tops)
    {
        for (const std::uint32_t top : tops)
            m_subtrees.add(NodeId{top}, [&](std::uint32_t begin, std::uint32_t end) {
                for (; end - begin > kBelowPiece; begin += kBelowPiece)
                    m_below.emplace_back(begin, begin + kBelowPiece);
                m_below.emplace_back(begin, end);
            });
    }

    /// As many ranges as make a piece: most of them are of a few objects.
    void lookBelow(std::unique_lock<std::mutex>& lock)
    {
        std::vector<PositionRange> ranges;
        for (std::uint32_t count = 0; count < kBelowPiece && !m_below.empty(); m_below.pop_back()) {
            ranges.push_back(m_below.back());
            count += ranges.back().second - ranges.back().first;
        }
        lock.unlock();
        std::vector<std::uint32_t> nodes;
        std::uint32_t looked = 0;
        for (const auto& [begin, end] : ranges)
            for (std::uint32_t at = begin; at < end; ++at) {
                if (++looked % kSubtreesStopEvery == 0 && m_progress.stopRequested())
                    break;
                if (const NodeId n{m_tree.order()[at]}; m_query.matches(n))
                    nodes.push_back(n.value);
            }
        std::ranges::sort(nodes);
        lock.lock();
        m_found(nodes, m_scanned);
    }

    const BoundQuery& m_query;
    const Batch& m_found;
    const Progress& m_progress;
    const DominatorTree& m_tree;
    std::mutex m_mutex; ///< of all that follows, and held while objects are told
    GrowingSubtrees m_subtrees;
    std::uint32_t m_nextTop = 0; ///< node where to look for more of them
    std::uint64_t m_scanned = 0;
    std::vector<PositionRange> m_below; ///< positions that are to be looked at
};

} // namespace

void searchSubtrees(const BoundQuery& query, const Batch& found, const Progress& progress, unsigned threads)
{
    SubtreeSearch(query, found, progress).run(threadCount(threads));
}

} // namespace heapwise::query
