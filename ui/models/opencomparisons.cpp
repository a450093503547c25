#include "ui/models/opencomparisons.h"

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace heapwise::ui {
namespace {

struct Announced {
    std::weak_ptr<const Comparison> comparison;
    std::shared_ptr<const OpenComparison> in;
};

struct OpenComparisons {
    std::mutex mutex;
    std::vector<Announced> all; ///< the latest last
};

OpenComparisons& openComparisons()
{
    static OpenComparisons open;
    return open;
}

std::vector<Announced> announced()
{
    OpenComparisons& open = openComparisons();
    const std::lock_guard lock(open.mutex);
    return open.all;
}

/// Which snapshot of the comparison the heap is of.
std::optional<std::size_t> placeIn(const ComparisonPtr& comparison, const Heap& heap)
{
    for (std::size_t i = 0; comparison && i < comparison->snapshotCount(); ++i)
        if (comparison->heap(i)->snapshot == heap.snapshot)
            return i;
    return std::nullopt;
}

} // namespace

void announceComparison(const ComparisonPtr& comparison, const OpenComparison& in)
{
    OpenComparisons& open = openComparisons();
    const std::lock_guard lock(open.mutex);
    std::erase_if(open.all, [&](const Announced& known) {
        return known.comparison.expired() || !known.in->document || known.in->document == in.document;
    });
    open.all.push_back({comparison, std::make_shared<const OpenComparison>(in)});
}

QList<OpenComparison> openComparisonsOf(const Heap& heap)
{
    QList<OpenComparison> found;
    for (const Announced& known : announced())
        if (known.in->document && placeIn(known.comparison.lock(), heap))
            found.append(*known.in);
    return found;
}

query::ComparedSnapshots comparedSnapshotsOf(const Heap& heap)
{
    const std::vector<Announced> all = announced();
    for (auto known = all.rbegin(); known != all.rend(); ++known) {
        const ComparisonPtr comparison = known->comparison.lock();
        const auto place = placeIn(comparison, heap);
        if (place && comparison->hasIdentity())
            return query::comparedSnapshots(comparison, *place);
    }
    return {};
}

} // namespace heapwise::ui
