#include "ui/jobs/indexing.h"

#include <QLoggingCategory>

#include "core/analysis/heapindex.h"
#include "core/base/mappingguard.h"

namespace heapwise::ui {

namespace {

constexpr int kLookMs = 1000;

Q_LOGGING_CATEGORY(lcIndex, "heapwise.index", QtInfoMsg)

} // namespace

Indexing::Indexing(QObject* parent)
    : QObject(parent)
{
    m_watch.setInterval(kLookMs);
    connect(&m_watch, &QTimer::timeout, this, &Indexing::lookForTears);
}

void Indexing::start(const HeapPtr& heap, const IndexCache::Options& options)
{
    m_heap = heap;
    m_options = options;
    m_tears = MappingGuard::tears();
    m_watch.start();
    run();
}

void Indexing::stop()
{
    m_watch.stop();
    cancel();
    m_heap.reset();
}

void Indexing::run()
{
    const auto work = [heap = m_heap, cache = IndexCache(m_options)](const Progress& progress) {
        if (heap->isIndexTorn() || (heap->index && !heap->index->isIntact(progress))) {
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

// Whatever is asked of a heap may be what meets a lost page; where that was, is looked for on the worker.
void Indexing::lookForTears()
{
    const unsigned tears = MappingGuard::tears();
    if (tears == m_tears || m_job.isBusy())
        return;
    m_tears = tears;
    if (m_heap->isIndexTorn())
        run();
}

} // namespace heapwise::ui
