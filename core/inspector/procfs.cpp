#include "core/inspector/procfs.h"

#include "core/inspector/procsockets.h"

#include <QDir>
#include <QFile>
#include <QSet>

#include <algorithm>
#include <array>

#include <unistd.h>

namespace heapwise::inspector {

namespace {

constexpr qint64 kMaxFile = 1 << 20;
constexpr int kMaxThreads = 4096;
constexpr int kMaxOpenFiles = 100'000;

QByteArray readAll(const QString& path, qint64 limit = kMaxFile)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ? file.read(limit) : QByteArray();
}

/// What a link says, word for word: QFile would make an absolute path of "socket:[123]".
QString linkText(const QString& path)
{
    std::array<char, 4096> text;
    const auto length = ::readlink(QFile::encodeName(path).constData(), text.data(), text.size());
    return length > 0 ? QFile::decodeName(QByteArray(text.data(), length)) : QString();
}

/// The rest of the line that begins with `key`.
QByteArray fieldOf(const QByteArray& text, const QByteArray& key)
{
    qsizetype at = text.startsWith(key) ? 0 : text.indexOf('\n' + key);
    if (at < 0)
        return {};
    at += key.size() + (at > 0 ? 1 : 0);
    const qsizetype end = text.indexOf('\n', at);
    return text.mid(at, end < 0 ? -1 : end - at).trimmed();
}

} // namespace

bool Listener::isLoopback() const
{
    return address.startsWith(QLatin1String("127.")) || address == QLatin1String("::1");
}

bool Listener::isWildcard() const
{
    return address == QLatin1String("0.0.0.0") || address == QLatin1String("::");
}

ProcFs::ProcFs(QString root)
    : m_root(std::move(root))
{}

QString ProcFs::path(qint64 pid, const char* name) const
{
    return m_root + QLatin1Char('/') + QString::number(pid) + QLatin1Char('/') + QLatin1String(name);
}

QList<qint64> ProcFs::processIds() const
{
    QList<qint64> pids;
    for (const auto& name : QDir(m_root).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Unsorted)) {
        bool isNumber = false;
        const qint64 pid = name.toLongLong(&isNumber);
        if (isNumber && pid > 0)
            pids.append(pid);
    }
    return pids;
}

std::optional<ProcStatus> ProcFs::status(qint64 pid) const
{
    const QByteArray text = readAll(path(pid, "status"));
    if (text.isEmpty())
        return std::nullopt;
    ProcStatus status;
    status.uid = fieldOf(text, "Uid:").simplified().split(' ').value(0).toUInt();
    for (const auto& number : fieldOf(text, "NSpid:").simplified().split(' '))
        if (!number.isEmpty())
            status.namespacePids.append(number.toLongLong());
    if (status.namespacePids.isEmpty())
        status.namespacePids.append(pid);
    status.caughtSignals = fieldOf(text, "SigCgt:").toULongLong(nullptr, 16);
    status.blockedSignals = fieldOf(text, "SigBlk:").toULongLong(nullptr, 16);
    status.residentBytes = fieldOf(text, "VmRSS:").simplified().split(' ').value(0).toULongLong() * 1024;
    return status;
}

// The name in brackets may hold anything, blanks and brackets too: the fields begin after the last bracket.
std::optional<ProcStat> ProcFs::stat(qint64 pid) const
{
    const QByteArray text = readAll(path(pid, "stat"));
    const qsizetype bracket = text.lastIndexOf(')');
    const QList<QByteArray> fields = text.mid(bracket + 1).simplified().split(' ');
    if (bracket < 0 || fields.size() < 20)
        return std::nullopt;
    ProcStat stat;
    stat.state = fields[0].isEmpty() ? '?' : fields[0][0];
    stat.cpuTicks = fields[11].toULongLong() + fields[12].toULongLong();
    stat.startTime = fields[19].toULongLong();
    return stat;
}

std::optional<ProcessIdentity> ProcFs::identity(qint64 pid) const
{
    const auto fields = stat(pid);
    if (!fields || fields->state == 'Z' || fields->state == 'X')
        return std::nullopt;
    return ProcessIdentity{pid, fields->startTime};
}

bool ProcFs::isAlive(const ProcessIdentity& process) const
{
    const auto now = identity(process.pid);
    return now && *now == process;
}

QString ProcFs::command(qint64 pid) const
{
    return QString::fromUtf8(readAll(path(pid, "comm"), 64)).trimmed();
}

QStringList ProcFs::commandLine(qint64 pid) const
{
    QByteArray text = readAll(path(pid, "cmdline"), 64 * 1024);
    while (text.endsWith('\0')) // process.title pads with them
        text.chop(1);
    QStringList words;
    if (!text.isEmpty())
        for (const auto& word : text.split('\0'))
            words.append(QString::fromUtf8(word));
    return words;
}

QString ProcFs::executable(qint64 pid) const
{
    QString target = linkText(path(pid, "exe"));
    if (target.endsWith(QLatin1String(" (deleted)")))
        target.chop(10);
    return target;
}

QString ProcFs::workingDirectory(qint64 pid) const
{
    return linkText(path(pid, "cwd"));
}

QString ProcFs::fileOf(qint64 pid, const QString& file) const
{
    const QString itsRoot = path(pid, "root");
    return QFile::exists(itsRoot) ? itsRoot + file : file;
}

QString ProcFs::environmentValue(qint64 pid, const QByteArray& name) const
{
    for (const auto& entry : readAll(path(pid, "environ")).split('\0'))
        if (entry.startsWith(name + '='))
            return QString::fromUtf8(entry.mid(name.size() + 1));
    return {};
}

QStringList ProcFs::threadNames(qint64 pid) const
{
    QStringList names;
    const QString folder = path(pid, "task");
    for (const auto& thread : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Unsorted)) {
        if (names.size() >= kMaxThreads)
            break;
        names.append(
            QString::fromUtf8(readAll(folder + QLatin1Char('/') + thread + QLatin1String("/comm"), 64)).trimmed());
    }
    return names;
}

QByteArray ProcFs::memoryMaps(qint64 pid) const
{
    return readAll(path(pid, "maps"), 8 * kMaxFile);
}

std::optional<QList<Listener>> ProcFs::listeners(qint64 pid) const
{
    const QString folder = path(pid, "fd");
    if (::access(QFile::encodeName(folder).constData(), R_OK | X_OK) != 0)
        return std::nullopt;
    QSet<quint64> own;
    for (const auto& file : QDir(folder).entryList(QDir::Files | QDir::System | QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString target = linkText(folder + QLatin1Char('/') + file);
        if (target.startsWith(QLatin1String("socket:[")) && own.size() < kMaxOpenFiles)
            own.insert(target.mid(8, target.size() - 9).toULongLong());
    }
    QList<Listener> found;
    for (const auto& row : sockets(pid))
        if (row.isListening() && own.contains(row.inode))
            found.append({row.inode, row.localAddress, row.localPort});
    return found;
}

QList<SocketRow> ProcFs::sockets(qint64 pid) const
{
    return parseSocketTable(readAll(path(pid, "net/tcp"), 16 * kMaxFile)) +
           parseSocketTable(readAll(path(pid, "net/tcp6"), 16 * kMaxFile));
}

int ProcFs::connectionsTo(qint64 pid, quint16 port) const
{
    const auto rows = sockets(pid);
    return int(std::count_if(rows.begin(), rows.end(),
                             [port](const SocketRow& row) { return row.isEstablished() && row.localPort == port; }));
}

bool ProcFs::isPortTaken(qint64 pid, quint16 port) const
{
    const auto rows = sockets(pid);
    return std::any_of(rows.begin(), rows.end(),
                       [port](const SocketRow& row) { return row.isListening() && row.localPort == port; });
}

bool ProcFs::sharesOurNetwork(qint64 pid) const
{
    const QString itsNetwork = linkText(path(pid, "ns/net"));
    const QString ours = linkText(m_root + QLatin1String("/self/ns/net"));
    return itsNetwork.isEmpty() || ours.isEmpty() || itsNetwork == ours;
}

double ProcFs::uptimeSeconds() const
{
    return readAll(m_root + QLatin1String("/uptime"), 256).split(' ').value(0).toDouble();
}

quint64 ProcFs::availableMemory() const
{
    const QByteArray field = fieldOf(readAll(m_root + QLatin1String("/meminfo")), "MemAvailable:");
    return field.split(' ').value(0).toULongLong() * 1024;
}

} // namespace heapwise::inspector
