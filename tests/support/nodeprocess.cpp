#include "tests/support/nodeprocess.h"

#include <QDir>
#include <QElapsedTimer>
#include <QStandardPaths>

#include "core/inspector/procfs.h"

namespace heapwise::test {

namespace {

constexpr int kLimitMs = 60'000;

/// Reads lines of standard input and evaluates them in the scope of the script.
const char* const kAnswers = R"js(
;process.stdin.setEncoding('utf8');
let __rest = '';
process.stdin.on('data', text => {
  __rest += text;
  for (let end; (end = __rest.indexOf('\n')) >= 0;) {
    const line = __rest.slice(0, end);
    __rest = __rest.slice(end + 1);
    const [, id, code] = /^(\d+) (.*)$/.exec(line);
    let answer;
    try { answer = String(eval(code)); } catch (error) { answer = 'ERROR ' + error; }
    process.stdout.write(`answer ${id} ${answer}\n`);
  }
});
process.stdout.write('ready\n');
)js";

int majorOf(const QString& path)
{
    QProcess node;
    node.start(path, {QStringLiteral("--version")});
    if (!node.waitForFinished(kLimitMs))
        return 0;
    return node.readAllStandardOutput().mid(1).split('.').value(0).toInt();
}

QList<NodeBinary> findBinaries()
{
    QStringList paths{QStandardPaths::findExecutable(QStringLiteral("node"))};
    paths += qEnvironmentVariable("HEAPWISE_NODES").split(QLatin1Char(':'), Qt::SkipEmptyParts);
    QList<NodeBinary> found;
    for (const auto& path : paths) {
        const int major = path.isEmpty() ? 0 : majorOf(path);
        const auto same = [&](const NodeBinary& node) { return node.major == major; };
        if (major > 0 && std::none_of(found.begin(), found.end(), same))
            found.append({path, major, QStringLiteral("node %1").arg(major)});
    }
    return found;
}

} // namespace

const QList<NodeBinary>& nodeBinaries()
{
    static const QList<NodeBinary> binaries = findBinaries();
    return binaries;
}

NodeProcess::~NodeProcess()
{
    m_process.disconnect();
    m_process.kill();
    m_process.waitForFinished(kLimitMs);
}

bool NodeProcess::start(const QString& code, const QStringList& options)
{
    // A port of its own for SIGUSR1: tests run beside each other.
    const QStringList all = options.isEmpty() ? QStringList{QStringLiteral("--inspect-port=0")} : options;
    return startRaw(all + QStringList{QStringLiteral("-e"), code + QString::fromLatin1(kAnswers)}) &&
           waitFor("ready\n");
}

bool NodeProcess::startRaw(const QStringList& arguments, const QProcessEnvironment& environment)
{
    if (!environment.isEmpty())
        m_process.setProcessEnvironment(environment);
    m_process.start(m_node.path, arguments);
    return m_process.waitForStarted(kLimitMs);
}

bool NodeProcess::waitFor(const QByteArray& text)
{
    QElapsedTimer clock;
    clock.start();
    while (!m_output.contains(text)) {
        if (clock.elapsed() > kLimitMs || (m_process.state() == QProcess::NotRunning && !m_process.bytesAvailable()))
            return false;
        m_process.waitForReadyRead(100);
        m_output += m_process.readAllStandardOutput();
    }
    return true;
}

void NodeProcess::tell(const QByteArray& expression)
{
    m_process.write(QByteArray::number(++m_asked) + ' ' + expression + '\n');
    m_process.waitForBytesWritten(kLimitMs);
}

QByteArray NodeProcess::ask(const QByteArray& expression)
{
    tell(expression);
    const QByteArray mark = "answer " + QByteArray::number(m_asked) + ' ';
    if (!waitFor(mark))
        return "NO ANSWER";
    const qsizetype begin = m_output.indexOf(mark) + mark.size();
    while (m_output.indexOf('\n', begin) < 0 && m_process.waitForReadyRead(kLimitMs))
        m_output += m_process.readAllStandardOutput();
    return m_output.mid(begin, m_output.indexOf('\n', begin) - begin);
}

int NodeProcess::listenerCount() const
{
    const auto listeners = inspector::ProcFs().listeners(pid());
    return listeners ? int(listeners->size()) : -1;
}

int NodeProcess::threadCount() const
{
    return int(QDir(QStringLiteral("/proc/%1/task").arg(pid())).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size());
}

} // namespace heapwise::test
