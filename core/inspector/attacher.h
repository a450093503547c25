#pragma once

#include "core/inspector/connection.h"
#include "core/inspector/leftovers.h"
#include "core/inspector/probe.h"
#include "core/inspector/procfs.h"
#include "core/inspector/sigusr1.h"

#include <QElapsedTimer>
#include <QSet>

namespace heapwise::inspector {

/// What to attach to: a process of this machine, or an address.
struct Target {
    ProcessIdentity process;   ///< invalid for an address alone
    Endpoint endpoint;         ///< port 0: to be found out
    bool mayOpen = false;      ///< the user agreed to having the inspector opened by SIGUSR1
    bool openedBefore = false; ///< we opened it once, and were not there to close it
    QString procRoot = QStringLiteral("/proc");
    QString groupRoot = QStringLiteral("/sys/fs/cgroup");
    QString leftoversFile; ///< empty: nothing is remembered
};

/// Gets from a Target to a connection that is ready to work on, in these steps; each has its own time limit.
///
/// 1. Find out whether an inspector listens already; else, with consent, send SIGUSR1 where that is safe and wait
///    for it to appear.
/// 2. Ask it over HTTP for the id of the target; connect.
/// 3. Before anything else subscribe to "wants to exit": otherwise being attached keeps a finished process alive.
/// 4. Wait until Node has started: loading modules before that breaks the program. See that it is the right process.
/// 5. Where we opened the inspector: move it away from the usual port, so that the next process can have it.
class Attacher : public QObject {
    Q_OBJECT
public:
    explicit Attacher(Target target, QObject* parent = nullptr);

    void start();
    /// The connection; nobody else owns it afterwards.
    std::unique_ptr<Connection> takeConnection() { return std::move(m_connection); }
    bool openedInspector() const { return m_openedByUs; }
    /// Of the process that answered.
    const QString& version() const { return m_version; }
    const ProcessIdentity& process() const { return m_target.process; }
    /// Lets a program go that waits for a debugger (--inspect-brk, --inspect-wait).
    void runIfWaiting();

signals:
    void attached();
    void failed(const heapwise::inspector::Failure& failure);
    void waitingForDebugger();

private:
    void findListeners();
    void addOtherListeners(const QList<Listener>& listeners);
    void probeNext();
    void openBySignal();
    void waitForListener();
    void resolveHost();
    void connectTo(const Endpoint& endpoint);
    void subscribe();
    void waitUntilStarted();
    void judgeStarted(const QJsonArray& answer);
    void adoptProcess(qint64 pid);
    void movePort();
    void awaitMovedPort();
    void finish();
    void fail(Problem problem, const QString& detail = {});
    Problem whyNoListener() const;
    QList<Listener> freshListeners() const;

    Target m_target;
    ProcFs m_proc;
    Leftovers m_leftovers;
    Probe m_probe;
    std::unique_ptr<Connection> m_connection;
    QList<Listener> m_candidates;
    QSet<quint64> m_oldListeners;
    QSet<quint64> m_refusedListeners;
    QElapsedTimer m_step; ///< since the present step began
    QString m_version;
    bool m_openedByUs = false;
    bool m_moved = false; ///< and not yet found again
    bool m_triedToMove = false;
    bool m_saidWaiting = false;
    bool m_done = false;
    Failure m_lastRefusal;
};

} // namespace heapwise::inspector
