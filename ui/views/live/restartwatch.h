#pragma once

#include <QTimer>

#include "core/inspector/restart.h"
#include "ui/jobs/latestjob.h"

namespace heapwise::ui {

/// Services are started again when they end, by supervisors and by people. Looks for the new process, so that watching
/// can go on with it; for two minutes, once per second, on a worker.
class RestartWatch : public QObject {
    Q_OBJECT
public:
    explicit RestartWatch(QObject* parent = nullptr);

    /// While it is alive: afterwards nobody can tell what it was.
    void remember(const inspector::ProcessIdentity& process);
    /// It has ended.
    void start();

signals:
    void restarted(const heapwise::inspector::ProcessIdentity& process);

private:
    void look();

    inspector::ProcessIdentity m_process;
    inspector::ProgramMark m_program;
    QTimer m_timer;
    int m_looks = 0;
    LatestJob<inspector::ProgramMark> m_remembering;
    LatestJob<std::optional<inspector::ProcessIdentity>> m_looking;
};

} // namespace heapwise::ui
