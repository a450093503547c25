#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QtConcurrent>

#include "core/base/progress.h"

#include <functional>
#include <memory>

namespace heapwise::ui {

/// One piece of background work that belongs to a widget or model.
///
/// start() runs `work` on the thread pool and calls `done` with its result on the thread of the job's owner (the
/// GUI thread). Starting again, cancel() and destruction ask the running work to stop and wait for it (work
/// honours progress.stopRequested() within 100 ms); a run that was cancelled never calls back.
template <typename T>
class Job {
public:
    using Work = std::function<T(Progress&)>;
    using Done = std::function<void(const T&)>;

    Job() = default;
    ~Job() { cancel(); }
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    void start(Work work, Done done) {
        cancel();
        m_progress = std::make_shared<Progress>();
        m_watcher = std::make_unique<QFutureWatcher<std::shared_ptr<T>>>();
        auto* watcher = m_watcher.get();
        QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, [this, done = std::move(done)] {
            // Taken out first: `done` may start the job again or destroy it.
            const auto finished = m_watcher.release();
            finished->deleteLater();
            const auto result = finished->result();
            done(*result);
        });
        watcher->setFuture(QtConcurrent::run([work = std::move(work), progress = m_progress] {
            return std::make_shared<T>(work(*progress));
        }));
    }

    void cancel() {
        if (!m_watcher)
            return;
        m_watcher->disconnect();
        m_progress->requestStop();
        m_watcher->waitForFinished();
        m_watcher.reset();
    }

    bool isRunning() const { return m_watcher != nullptr; }
    /// Of the run in progress or the last one; null before the first.
    const Progress* progress() const { return m_progress.get(); }

private:
    std::shared_ptr<Progress> m_progress;
    std::unique_ptr<QFutureWatcher<std::shared_ptr<T>>> m_watcher;
};

} // namespace heapwise::ui
