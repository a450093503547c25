#pragma once

#include "core/inspector/nodebinary.h"
#include "core/inspector/procfs.h"
#include "core/inspector/sigusr1.h"

namespace heapwise::inspector {

enum class Runtime { Node, Bun, Deno };

/// How one can attach to a process.
enum class Access {
    Open, ///< its inspector listens
    OpensOnSignal,
    StartingUp, ///< or it refuses the signal: --disable-sigusr1, permission model
    WouldKill,  ///< it does not catch the signal
    Stopped,
    OtherUser,
    OtherNetwork, ///< a container: its ports are not ours
    TooOld,       ///< Node before 18
    NotSupported, ///< bun, deno
};

/// A process that runs JavaScript. Texts come from the process itself and are to be shown as plain text.
struct ProcessInfo {
    ProcessIdentity identity;
    Runtime runtime = Runtime::Node;
    QString name;        ///< of its package.json, else of its script
    QString commandLine; ///< without the path of the program, shortened
    QString directory;
    QString version; ///< "22.11.0", empty when unknown
    QString user;    ///< of another user
    double uptimeSeconds = 0;
    quint64 residentBytes = 0;
    Access access = Access::OtherUser;
    Listener inspector;  ///< where it listens, for Access::Open
    bool isTool = false; ///< editors, package managers and language servers

    bool canAttach() const { return access == Access::Open || access == Access::OpensOnSignal; }
};

/// Finds the processes that run JavaScript. What they are is looked at once; later scans read a few small files
/// each. Thread-safe, but meant for one worker.
class ProcessScanner {
public:
    explicit ProcessScanner(ProcFs proc = ProcFs());

    /// Newest first. About 0.2 ms per process of the machine, more at the first sight of a program.
    QList<ProcessInfo> scan();

private:
    /// What does not change while a process lives.
    struct Known {
        ProcessIdentity identity;
        bool isJavaScript = false;
        ProcessInfo info;
        QStringList arguments;
    };

    Known look(const ProcessIdentity& identity);
    void refresh(ProcessInfo& info, const QStringList& arguments) const;
    std::optional<Listener> inspectorOf(qint64 pid, const QStringList& arguments) const;

    ProcFs m_proc;
    NodeBinaries m_binaries;
    QMutex m_mutex;
    QHash<qint64, Known> m_known;
};

/// The listeners in the order in which an inspector is to be expected: the ports named on the command line and in
/// NODE_OPTIONS, then 9229 to 9299. Others are ports of the program itself and are not in it.
QList<Listener> likelyInspectors(const QList<Listener>& listeners, const QStringList& arguments);

} // namespace heapwise::inspector
