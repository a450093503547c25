#include "ui/jobs/indexing.h"

#include <QLoggingCategory>

#include "core/analysis/heapindex.h"

namespace heapwise::ui {

namespace {

Q_LOGGING_CATEGORY(lcIndex, "heapwise.index", QtInfoMsg)

} // namespace

void Indexing::start(const HeapPtr& heap, const IndexCache::Options& options)
{
    const auto work = [heap, cache = IndexCache(options)](const Progress& progress) {
        if (heap->index) {
            if (heap->index->isIntact(progress) && !heap->isTorn())
                return Outcome::Nothing;
            cache.remove(heap->key);
            return Outcome::Damaged;
        }
        if (!isIndexable(*heap, cache))
            return Outcome::Nothing;
        const auto written = writeIndex(*heap, cache, progress);
        if (!written && written.error().code != ErrorCode::Cancelled)
            qCInfo(lcIndex, "no index was written: %s", written.error().detail.c_str());
        return written ? Outcome::Written : Outcome::Nothing;
    };
    m_job.start(work, [this](Outcome outcome) {
        if (outcome == Outcome::Written)
            emit written();
        else if (outcome == Outcome::Damaged)
            emit damaged();
    });
}

} // namespace heapwise::ui
