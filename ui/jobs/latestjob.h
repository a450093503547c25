#pragma once

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrentRun>

#include "core/base/progress.h"
#include "ui/jobs/jobregistry.h"

#include <functional>
#include <memory>

namespace heapwise::ui {

/// The threads of browsing: apart from those that load, so that a file being opened never holds up a click.
inline QThreadPool* browsingThreads()
{
    static QThreadPool* const pool = [] {
        auto* threads = new QThreadPool(QCoreApplication::instance());
        threads->setMaxThreadCount(2);
        return threads;
    }();
    return pool;
}

/// Background work of which only the latest request counts, for what follows the selection.
///
/// It never waits on the calling thread, since some of the engine's answers cannot be stopped
/// half way: a request made while work is running asks that work to stop, and runs when it has ended; one
/// that is overtaken is never run. `work` must own all it touches (capture shared pointers, not `this`): it
/// may outlive the job. Results of overtaken, dropped or orphaned work are thrown away.
template <typename T>
class LatestJob {
public:
    using Work = std::function<T(Progress&)>;
    using Done = std::function<void(const T&)>;

    LatestJob() = default;
    ~LatestJob() { stop(); }
    LatestJob(const LatestJob&) = delete;
    LatestJob& operator=(const LatestJob&) = delete;

    /// Has the work listed under this name while it runs. A notice that can be cancelled calls drop() itself.
    void announce(JobNotice notice) { m_entry.announce(std::move(notice)); }

    void start(Work work, Done done)
    {
        m_next = {std::move(work), std::move(done)};
        if (m_watcher)
            m_progress->requestStop();
        else
            startNext();
    }

    /// Forgets what is running and what waits.
    void drop()
    {
        m_next = {};
        m_done = {};
        m_entry.end();
        if (m_watcher)
            m_progress->requestStop();
    }

    bool isBusy() const { return bool(m_done) || bool(m_next.work); }

private:
    struct Request {
        Work work;
        Done done;
    };

    void startNext()
    {
        m_progress = std::make_shared<Progress>();
        m_entry.begin(m_progress);
        m_done = std::move(m_next.done);
        m_watcher = std::make_unique<QFutureWatcher<std::shared_ptr<T>>>();
        QObject::connect(m_watcher.get(), &QFutureWatcherBase::finished, m_watcher.get(), [this] { finished(); });
        auto run = [work = std::move(m_next.work), progress = m_progress] {
            return std::make_shared<T>(work(*progress));
        };
        m_next = {};
        m_watcher->setFuture(QtConcurrent::run(browsingThreads(), std::move(run)));
    }

    void finished()
    {
        const auto watcher = m_watcher.release();
        watcher->deleteLater();
        if (m_next.work) {
            startNext();
            return;
        }
        m_entry.end();
        const auto result = watcher->result();
        const auto done = std::exchange(m_done, {}); // it may start this job again or destroy it
        if (done)
            done(*result);
    }

    void stop()
    {
        if (!m_watcher)
            return;
        m_progress->requestStop();
        m_watcher->disconnect();
    }

    JobEntry m_entry;
    Request m_next;
    Done m_done;
    std::shared_ptr<Progress> m_progress;
    std::unique_ptr<QFutureWatcher<std::shared_ptr<T>>> m_watcher;
};

} // namespace heapwise::ui
