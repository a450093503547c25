#include "core/inspector/processlist.h"

#include "core/inspector/processname.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace heapwise::inspector {

namespace {

constexpr int kOldestSupported = 18;
constexpr quint16 kFirstUsualPort = 9229;
constexpr quint16 kLastUsualPort = 9299;        ///< a cluster counts up from 9229
constexpr qint64 kSmallestRuntime = 30'000'000; ///< bytes; a renamed or single executable Node is larger

QString userName(uint uid)
{
    struct ::passwd entry {};
    struct ::passwd* found = nullptr;
    QByteArray buffer(16 * 1024, '\0');
    if (::getpwuid_r(uid, &entry, buffer.data(), std::size_t(buffer.size()), &found) == 0 && found)
        return QString::fromLocal8Bit(found->pw_name);
    return QString::number(uid);
}

bool isNodeName(const QString& name)
{
    return name == QLatin1String("node") || name == QLatin1String("nodejs") || name == QLatin1String("MainThread") ||
           name == QLatin1String("node-MainThread");
}

bool isLarge(const QString& program)
{
    struct ::stat about {};
    return ::stat(QFile::encodeName(program).constData(), &about) == 0 && about.st_size >= kSmallestRuntime;
}

std::optional<Runtime> otherRuntime(const QString& program, const QString& command)
{
    const QString name = program.isEmpty() ? command : QFileInfo(program).fileName();
    if (name == QLatin1String("bun") || name == QLatin1String("bun.exe"))
        return Runtime::Bun;
    if (name == QLatin1String("deno"))
        return Runtime::Deno;
    return std::nullopt;
}

/// Helper processes of Electron are Node programs by their bytes, but run no Node.
bool isElectronHelper(const QStringList& arguments)
{
    return std::any_of(arguments.begin(), arguments.end(),
                       [](const QString& word) { return word.startsWith(QLatin1String("--type=")); });
}

QList<quint16> namedPorts(const QStringList& arguments)
{
    static const QRegularExpression option(
        QStringLiteral("^--(?:inspect(?:-brk|-wait|-port)?|debug-port)(?:=(?:\\S*:)?(\\d+))?$"));
    QList<quint16> ports;
    for (const auto& word : arguments)
        if (const auto match = option.match(word); match.hasMatch() && !match.captured(1).isEmpty())
            ports.append(match.captured(1).toUShort());
    return ports;
}

} // namespace

QList<Listener> likelyInspectors(const QList<Listener>& listeners, const QStringList& arguments)
{
    const QList<quint16> named = namedPorts(arguments);
    const auto rank = [&](const Listener& listener) {
        if (const auto at = named.indexOf(listener.port); at >= 0)
            return int(at);
        return listener.port >= kFirstUsualPort && listener.port <= kLastUsualPort ? int(listener.port) : -1;
    };
    QList<Listener> likely;
    // With --inspect=0 the system chose the port: any of them may be it.
    const bool anyPort = named.contains(0);
    std::copy_if(listeners.begin(), listeners.end(), std::back_inserter(likely),
                 [&](const Listener& listener) { return anyPort || rank(listener) >= 0; });
    std::stable_sort(likely.begin(), likely.end(), [&](const Listener& a, const Listener& b) {
        const int ra = rank(a), rb = rank(b);
        return (ra < 0 ? 1 << 20 : ra) < (rb < 0 ? 1 << 20 : rb);
    });
    return likely;
}

ProcessScanner::ProcessScanner(ProcFs proc)
    : m_proc(std::move(proc))
{}

ProcessScanner::Known ProcessScanner::look(const ProcessIdentity& identity)
{
    Known known{identity, false, {}, m_proc.commandLine(identity.pid)};
    const qint64 pid = identity.pid;
    ProcessInfo& info = known.info;
    info.identity = identity;
    const QString program = m_proc.executable(pid), command = m_proc.command(pid);
    const bool sounds = isNodeName(command) || isNodeName(QFileInfo(program).fileName());
    if (const auto other = otherRuntime(program, command)) {
        known.isJavaScript = true;
        info.runtime = *other;
    } else if (sounds || isLarge(m_proc.executableLink(pid))) {
        info.version = m_binaries.versionOf(m_proc, pid);
        const bool named =
            sounds && (program.isEmpty() || QFileInfo(program).fileName().startsWith(QLatin1String("node")));
        known.isJavaScript = (!info.version.isEmpty() || named) && !isElectronHelper(known.arguments);
    }
    if (!known.isJavaScript)
        return known;
    info.directory = m_proc.workingDirectory(pid);
    const ProcessName name = nameProcess(m_proc, pid, known.arguments, info.directory);
    info.name = name.name;
    info.commandLine = name.command;
    info.isTool = name.isTool;
    known.arguments += m_proc.environmentValue(pid, "NODE_OPTIONS").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return known;
}

std::optional<Listener> ProcessScanner::inspectorOf(qint64 pid, const QStringList& arguments) const
{
    const auto listeners = m_proc.listeners(pid);
    if (!listeners)
        return std::nullopt;
    auto likely = likelyInspectors(*listeners, arguments);
    // Node 24 and later say by a thread that the inspector is open; it may be at any port, then.
    const bool hasThread = m_proc.threadNames(pid).contains(QStringLiteral("InspectorIo"));
    if (likely.isEmpty() && hasThread)
        likely = *listeners;
    return likely.isEmpty() ? std::nullopt : std::optional(likely.first());
}

void ProcessScanner::refresh(ProcessInfo& info, const QStringList& arguments) const
{
    const qint64 pid = info.identity.pid;
    const auto status = m_proc.status(pid);
    if (!status)
        return;
    info.residentBytes = status->residentBytes;
    info.uptimeSeconds =
        std::max(0.0, m_proc.uptimeSeconds() - double(info.identity.startTime) / double(::sysconf(_SC_CLK_TCK)));
    const int major = info.version.section(QLatin1Char('.'), 0, 0).toInt();
    const SignalVerdict verdict = judgeSignal(m_proc, info.identity);
    info.inspector = {};
    if (verdict == SignalVerdict::OtherUser) {
        info.user = userName(status->uid);
        info.access = Access::OtherUser;
    } else if (info.runtime != Runtime::Node) {
        info.access = Access::NotSupported;
    } else if (major > 0 && major < kOldestSupported) {
        info.access = Access::TooOld;
    } else if (verdict == SignalVerdict::Stopped) {
        info.access = Access::Stopped;
    } else if (!m_proc.sharesOurNetwork(pid)) {
        info.access = Access::OtherNetwork;
    } else if (const auto inspector = inspectorOf(pid, arguments)) {
        info.access = Access::Open;
        info.inspector = *inspector;
    } else {
        info.access = verdict == SignalVerdict::OpensInspector ? Access::OpensOnSignal
                      : verdict == SignalVerdict::Blocked      ? Access::StartingUp
                                                               : Access::WouldKill;
    }
}

QList<ProcessInfo> ProcessScanner::scan()
{
    const QMutexLocker lock(&m_mutex);
    QHash<qint64, Known> still;
    QList<ProcessInfo> found;
    for (const qint64 pid : m_proc.processIds()) {
        const auto identity = m_proc.identity(pid);
        if (!identity || pid == ::getpid())
            continue;
        auto known = m_known.find(pid);
        // A process that has just been forked is still its parent's program: look again while it is young.
        const bool isYoung =
            m_proc.uptimeSeconds() * double(::sysconf(_SC_CLK_TCK)) < double(identity->startTime) + 500;
        Known entry = known != m_known.end() && known->identity == *identity && !isYoung ? *known : look(*identity);
        if (entry.isJavaScript) {
            refresh(entry.info, entry.arguments);
            found.append(entry.info);
        }
        still.insert(pid, entry);
    }
    m_known = still;
    std::sort(found.begin(), found.end(),
              [](const ProcessInfo& a, const ProcessInfo& b) { return a.identity.startTime > b.identity.startTime; });
    return found;
}

} // namespace heapwise::inspector
