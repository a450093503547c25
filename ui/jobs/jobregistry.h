#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include "core/base/progress.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace heapwise::ui {

/// What a person may be told of a piece of background work.
struct JobNotice {
    QPointer<QObject> owner;           ///< belongs to the document it stands in
    QString name;                      ///< "Sorting"
    std::function<void()> cancel = {}; ///< stops it and leaves what was there before; none: it cannot be stopped
    /// How much of it is done, 0 to 1, where it has phases; none: as much as of the only one.
    std::function<double(const Progress&)> fraction = {};
};

/// The background work under way that has a name. Work is *late* after kLateMs: from then on it is shown, in a bar
/// under the view bar and in the status bar. GUI thread only.
class JobRegistry : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 kLateMs = 300;
    static constexpr qint64 kLongMs = 1000; ///< shown in words from then on

    struct Job {
        quint64 id = 0;
        JobNotice notice;
        std::shared_ptr<const Progress> progress;
        qint64 startMs = 0;
    };
    struct Late {
        quint64 id = 0;
        QString name;
        double fraction = -1; ///< negative where the work does not count
        qint64 elapsedMs = 0;
        bool canCancel = false;
    };

    static JobRegistry& instance();

    quint64 add(const JobNotice& notice, std::shared_ptr<const Progress> progress);
    /// The same job goes on with other work: a request that came while one was running.
    void goOn(quint64 id, std::shared_ptr<const Progress> progress);
    void remove(quint64 id);

    /// What runs for `scope` or for something in it, and is late; the oldest first.
    std::vector<Late> late(const QObject* scope) const;
    void cancel(quint64 id);
    /// All late work within `scope` that can be stopped. False when there is none.
    bool cancelAll(const QObject* scope);

signals:
    void changed(); ///< some work became late, is late and moves on, or has ended

private:
    JobRegistry();
    void tick();
    static double fractionOf(const Job& job);
    bool isLate(const Job& job) const { return m_clock.elapsed() - job.startMs >= kLateMs; }

    std::vector<Job> m_jobs;
    QElapsedTimer m_clock;
    QTimer m_timer;
    quint64 m_lastId = 0;
};

/// A job's entry in the list while it runs; nothing without a notice.
class JobEntry {
public:
    JobEntry() = default;
    ~JobEntry() { end(); }
    JobEntry(const JobEntry&) = delete;
    JobEntry& operator=(const JobEntry&) = delete;

    void announce(JobNotice notice) { m_notice = std::move(notice); }
    void begin(std::shared_ptr<const Progress> progress);
    void end();

private:
    std::optional<JobNotice> m_notice;
    quint64 m_id = 0;
};

} // namespace heapwise::ui
