#pragma once

#include <QObject>
#include <QTimer>

#include "core/analysis/heap.h"
#include "ui/jobs/latestjob.h"

namespace heapwise::ui {

/// What is done about the index of a heap once it is open, on a worker: a heap that was computed gets one, and one that
/// came from an index is read through once, which tells damage of the disk and has the pages in memory for what
/// follows. From then on, an index that loses pages is noticed.
class Indexing : public QObject {
    Q_OBJECT
public:
    explicit Indexing(QObject* parent = nullptr);

    void start(const HeapPtr& heap, const IndexCache::Options& cache);
    /// Ends the work; damage is still noticed.
    void cancel() { m_job.drop(); }
    /// Lets go of the heap, too.
    void stop();
    bool isBusy() const { return m_job.isBusy(); }
    /// Has the work listed while it runs.
    void announce(JobNotice notice) { m_job.announce(std::move(notice)); }

signals:
    void written(); ///< the next time the file opens at once
    void damaged(); ///< the index was not as it was written, and has been removed: what came from it may be wrong

private:
    enum class Outcome { Nothing, Written, Damaged };

    void run();
    void lookForTears();

    LatestJob<Outcome> m_job;
    HeapPtr m_heap;
    IndexCache::Options m_options;
    QTimer m_watch;
    unsigned m_tears = 0; ///< of all mappings, when it was last looked
};

} // namespace heapwise::ui
