#include "ui/jobs/opening.h"

#include <QCoreApplication>
#include <QThreadPool>

#include <mutex>

namespace heapwise::ui {

namespace {

// Apart from the other jobs: a large file being opened never holds up a small one, or a click.
QThreadPool* openingThreads()
{
    static QThreadPool* const kPool = [] {
        auto* pool = new QThreadPool(QCoreApplication::instance());
        pool->setMaxThreadCount(8);
        return pool;
    }();
    return kPool;
}

} // namespace

/// Shared by the Opening and its worker; whoever is last frees it.
struct Opening::Run {
    Progress progress;
    std::mutex mutex;
    Opening* owner = nullptr; ///< null once nobody wants the result

    /// Runs `f` on the owner's thread, if there still is an owner.
    template <typename F>
    void toOwner(F&& f)
    {
        const std::lock_guard lock(mutex);
        if (owner)
            QMetaObject::invokeMethod(owner, std::forward<F>(f), Qt::QueuedConnection);
    }
};

Opening::Opening(QObject* parent)
    : QObject(parent)
{}

Opening::~Opening()
{
    stop();
}

void Opening::stop()
{
    if (!m_run)
        return;
    m_entry.end();
    m_run->progress.requestStop();
    {
        const std::lock_guard lock(m_run->mutex);
        m_run->owner = nullptr;
    }
    m_run.reset();
}

const Progress* Opening::progress() const
{
    return m_run ? &m_run->progress : nullptr;
}

void Opening::start(const OpenOptions& options)
{
    stop();
    m_run = std::make_shared<Run>();
    m_run->owner = this;
    m_entry.begin({m_run, &m_run->progress});
    m_clock.start();
    openingThreads()->start([this, options, run = m_run] {
        // `this` is only passed on to calls that the owner's thread makes while it is the owner.
        LoadReport report;
        const auto publish = [this, &run](const HeapPtr& heap) {
            run->toOwner([this, run, heap] { post(run, heap); });
        };
        const auto result = openHeap(options, run->progress, publish, &report);
        run->toOwner([this, run, result, report] { end(run, result, report); });
    });
}

// A call may have been queued before stop(): it belongs to another run then.
void Opening::post(const std::shared_ptr<Run>& run, HeapPtr heap)
{
    if (run == m_run)
        emit published(heap);
}

void Opening::end(const std::shared_ptr<Run>& run, const Result<HeapPtr>& result, const LoadReport& report)
{
    if (run != m_run)
        return;
    m_entry.end();
    m_run.reset();
    if (result)
        emit finished(*result);
    else
        emit failed(result.error(), report);
}

void releaseOnWorker(HeapPtr heap)
{
    openingThreads()->start([heap = std::move(heap)] {});
}

} // namespace heapwise::ui
