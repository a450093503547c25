#include "ui/models/classbaseline.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

namespace heapwise::ui {

namespace {

QDateTime written(const Heap& heap)
{
    return QFileInfo(QString::fromStdString(heap.snapshot->info().path)).lastModified();
}

} // namespace

ClassBaselinePtr findBaseline(const HeapPtr& heap, const std::vector<BaselineCandidate>& candidates,
                              const Progress& progress)
{
    std::vector<std::pair<QDateTime, const BaselineCandidate*>> earlier;
    const QDateTime now = written(*heap);
    for (const BaselineCandidate& candidate : candidates)
        if (const HeapPtr other = candidate.heap.lock(); other && other->classes)
            if (const QDateTime when = written(*other); when < now)
                earlier.emplace_back(when, &candidate);
    std::ranges::sort(earlier, {}, [](const auto& entry) { return entry.first; });
    for (const auto& [when, candidate] : earlier) {
        const HeapPtr other = candidate->heap.lock();
        auto changes = other ? classChanges(other, heap, candidate->sameIds, progress) : std::nullopt;
        if (progress.stopRequested())
            return nullptr;
        if (changes)
            return std::make_shared<ClassBaseline>(
                ClassBaseline{candidate->name, std::move(*changes),
                              std::int64_t(heap->totalSize()) - std::int64_t(other->totalSize())});
    }
    return nullptr;
}

} // namespace heapwise::ui
