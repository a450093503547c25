#pragma once

#include <QProcess>
#include <QStringList>

#include <memory>

namespace heapwise::test {

/// A Node.js to run tests with.
struct NodeBinary {
    QString path;
    int major = 0;
    QString name; ///< "node 22", for the tag of a test row
};

/// The node on PATH, and those named in HEAPWISE_NODES, separated by colons. One per major version.
const QList<NodeBinary>& nodeBinaries();

/// A Node.js program under test. Its lines of standard input are evaluated, and what they give is printed: that is
/// how a test looks into it without attaching. Killed when this object goes.
class NodeProcess {
public:
    explicit NodeProcess(const NodeBinary& node)
        : m_node(node)
    {}
    ~NodeProcess();
    NodeProcess(const NodeProcess&) = delete;
    NodeProcess& operator=(const NodeProcess&) = delete;

    /// Runs `code` as a CommonJS script, then says "ready". Returns when that was read, or false.
    bool start(const QString& code, const QStringList& options = {});
    /// Any arguments; returns at once when started.
    bool startRaw(const QStringList& arguments, const QProcessEnvironment& environment = {});
    bool waitFor(const QByteArray& text);
    /// Evaluates an expression in the program and returns what it printed, without the line end.
    QByteArray ask(const QByteArray& expression);
    /// Does not wait for an answer.
    void tell(const QByteArray& expression);

    qint64 pid() const { return m_process.processId(); }
    QProcess& process() { return m_process; }
    QByteArray output() const { return m_output; }
    QByteArray errors() { return m_errors += m_process.readAllStandardError(); }
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    int listenerCount() const;
    int threadCount() const;

private:
    NodeBinary m_node;
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errors;
    int m_asked = 0;
};

} // namespace heapwise::test
