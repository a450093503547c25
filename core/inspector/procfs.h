#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace heapwise::inspector {

struct SocketRow;

/// A process for good: a pid alone is given to another process some day.
struct ProcessIdentity {
    qint64 pid = 0;
    quint64 startTime = 0; ///< clock ticks since boot, field 22 of /proc/PID/stat

    bool isValid() const { return pid > 0; }
    friend bool operator==(const ProcessIdentity& a, const ProcessIdentity& b)
    {
        return a.pid == b.pid && a.startTime == b.startTime;
    }
};

/// Of /proc/PID/status, readable for the processes of all users.
struct ProcStatus {
    uint uid = 0;
    QList<qint64> namespacePids; ///< the pid here, then in each inner namespace
    quint64 caughtSignals = 0;   ///< bit N-1 is signal N
    quint64 blockedSignals = 0;  ///< of the main thread
    quint64 residentBytes = 0;
};

/// Of /proc/PID/stat.
struct ProcStat {
    char state = '?'; ///< 'T' is stopped, 'Z' ended and not yet waited for
    quint64 startTime = 0;
    quint64 cpuTicks = 0; ///< user and system, all threads
};

/// A TCP socket a process accepts connections on.
struct Listener {
    quint64 inode = 0;
    QString address; ///< "127.0.0.1", "::1"
    quint16 port = 0;

    bool isLoopback() const;
    bool isWildcard() const; ///< reachable from the network
};

/// What the kernel tells about processes. The root is a parameter for tests; nothing is cached. What cannot be read
/// (another user's process, a process that is gone) is nullopt or empty. Bounded reads only: a process writes
/// some of these files itself.
class ProcFs {
public:
    explicit ProcFs(QString root = QStringLiteral("/proc"));

    QString root() const { return m_root; }
    QList<qint64> processIds() const;
    std::optional<ProcStatus> status(qint64 pid) const;
    std::optional<ProcStat> stat(qint64 pid) const;
    /// Both in one: nullopt when there is no such process, or no longer.
    std::optional<ProcessIdentity> identity(qint64 pid) const;
    bool isAlive(const ProcessIdentity& process) const;

    QString command(qint64 pid) const; ///< the "comm" of the main thread
    QStringList commandLine(qint64 pid) const;
    /// Path of the program, as the process sees it, without " (deleted)".
    QString executable(qint64 pid) const;
    /// Opens the running program even when its file is gone.
    QString executableLink(qint64 pid) const { return path(pid, "exe"); }
    QString workingDirectory(qint64 pid) const;
    /// A file of the process' own file system, as a path for us.
    QString fileOf(qint64 pid, const QString& path) const;
    /// Initial value of an environment variable.
    QString environmentValue(qint64 pid, const QByteArray& name) const;
    QStringList threadNames(qint64 pid) const;
    QByteArray memoryMaps(qint64 pid) const;

    /// nullopt when its open files may not be read.
    std::optional<QList<Listener>> listeners(qint64 pid) const;
    /// Established connections that end at this port of the process' network.
    int connectionsTo(qint64 pid, quint16 port) const;
    /// Whether anybody listens at this port in the process' network.
    bool isPortTaken(qint64 pid, quint16 port) const;
    bool sharesOurNetwork(qint64 pid) const;

    double uptimeSeconds() const;    ///< of the system
    quint64 availableMemory() const; ///< bytes; 0 when unknown

private:
    QString path(qint64 pid, const char* name) const;
    QList<SocketRow> sockets(qint64 pid) const;

    QString m_root;
};

} // namespace heapwise::inspector
