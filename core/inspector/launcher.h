#pragma once

#include "core/inspector/attacher.h"

#include <QProcess>

namespace heapwise::inspector {

/// What to run.
struct LaunchRequest {
    QString program = QStringLiteral("node");
    QStringList arguments; ///< the script and its arguments
    QString directory;
    QStringList environment; ///< "NAME=value", in addition to ours
};

/// Runs a program with its inspector open from the beginning, at a port the system chooses. When this object goes, the
/// program is asked to end, and ended a moment later if it does not.
///
/// Not --inspect-brk: programs that fork hand that on, and their children would wait for a debugger for ever.
class Launcher : public QObject {
    Q_OBJECT
public:
    explicit Launcher(LaunchRequest request, QObject* parent = nullptr);
    ~Launcher() override;

    void start();
    const LaunchRequest& request() const { return m_request; }
    qint64 pid() const { return m_process.processId(); }
    /// The last 64 KiB of what it printed to either stream.
    const QByteArray& output() const { return m_output; }

signals:
    /// Its inspector listens; nothing has to be asked for.
    void ready(const heapwise::inspector::Target& target);
    /// To either stream.
    void printed(const QByteArray& text);
    void notStarted(const heapwise::inspector::Failure& failure);
    /// By itself or by a signal (then `code` is its number). `heapLimit`: V8 gave up for want of memory.
    void ended(int code, bool bySignal, bool heapLimit);

private:
    void read(const QByteArray& text);
    void lookForAddress();

    LaunchRequest m_request;
    QProcess m_process;
    QByteArray m_output;
    bool m_ready = false;
};

} // namespace heapwise::inspector

Q_DECLARE_METATYPE(heapwise::inspector::LaunchRequest)
Q_DECLARE_METATYPE(heapwise::inspector::Target)
