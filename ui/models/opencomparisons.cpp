#include "ui/models/opencomparisons.h"

#include <memory>
#include <mutex>
#include <vector>

namespace heapwise::ui {
namespace {

struct OpenComparisons {
    std::mutex mutex;
    std::vector<std::weak_ptr<const Comparison>> all; ///< the latest last
};

OpenComparisons& openComparisons()
{
    static OpenComparisons open;
    return open;
}

} // namespace

void announceComparison(const ComparisonPtr& comparison)
{
    OpenComparisons& open = openComparisons();
    const std::lock_guard lock(open.mutex);
    std::erase_if(open.all, [&](const auto& known) { return known.expired() || known.lock() == comparison; });
    open.all.push_back(comparison);
}

query::ComparedSnapshots comparedSnapshotsOf(const Heap& heap)
{
    OpenComparisons& open = openComparisons();
    std::vector<std::weak_ptr<const Comparison>> all;
    {
        const std::lock_guard lock(open.mutex);
        all = open.all;
    }
    for (auto known = all.rbegin(); known != all.rend(); ++known) {
        const ComparisonPtr comparison = known->lock();
        for (std::size_t i = 0; comparison && i < comparison->snapshotCount(); ++i)
            if (comparison->heap(i)->snapshot == heap.snapshot && comparison->hasIdentity())
                return query::comparedSnapshots(comparison, i);
    }
    return {};
}

} // namespace heapwise::ui
