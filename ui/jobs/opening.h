#pragma once

#include <QElapsedTimer>
#include <QObject>

#include "core/analysis/heap.h"
#include "core/base/progress.h"
#include "ui/jobs/jobregistry.h"

#include <memory>

namespace heapwise::ui {

/// One run of openHeap() on a worker. It never waits: stopped or destroyed, it asks the worker to stop
/// and forgets it (the worker owns all it touches), so that closing a tab is not held up.
class Opening : public QObject {
    Q_OBJECT
public:
    explicit Opening(QObject* parent = nullptr);
    ~Opening() override;

    void start(const OpenOptions& options);
    /// No signal comes after this.
    void stop();
    bool isRunning() const { return m_run != nullptr; }

    /// Of the run in progress.
    const Progress* progress() const;
    /// Has the run listed among the work under way.
    void announce(JobNotice notice) { m_entry.announce(std::move(notice)); }
    double seconds() const { return double(m_clock.elapsed()) / 1000; }

signals:
    void published(const heapwise::HeapPtr& heap); ///< a stage is done
    void finished(const heapwise::HeapPtr& heap);
    void failed(const heapwise::Error& error, const heapwise::LoadReport& report);

private:
    struct Run;
    void post(const std::shared_ptr<Run>& run, HeapPtr heap);
    void end(const std::shared_ptr<Run>& run, const Result<HeapPtr>& result, const LoadReport& report);

    std::shared_ptr<Run> m_run;
    JobEntry m_entry;
    QElapsedTimer m_clock;
};

/// Lets go of a heap on a worker: giving gigabytes back to the system takes longer than a frame.
void releaseOnWorker(HeapPtr heap);

} // namespace heapwise::ui
