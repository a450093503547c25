#pragma once

#include <QObject>

#include "core/analysis/heap.h"
#include "ui/jobs/latestjob.h"

namespace heapwise::ui {

/// What is done about the index of a heap once it is open, on a worker: a heap that was computed gets one, and one that
/// came from an index is read through once, which tells damage of the disk and has the pages in memory for what
/// follows.
class Indexing : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void start(const HeapPtr& heap, const IndexCache::Options& cache);
    void stop() { m_job.drop(); }
    bool isBusy() const { return m_job.isBusy(); }
    /// Has the work listed while it runs.
    void announce(JobNotice notice) { m_job.announce(std::move(notice)); }

signals:
    void written(); ///< the next time the file opens at once
    void damaged(); ///< the index was not as it was written, and has been removed: what came from it may be wrong

private:
    enum class Outcome { Nothing, Written, Damaged };
    LatestJob<Outcome> m_job;
};

} // namespace heapwise::ui
