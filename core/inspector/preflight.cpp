#include "core/inspector/preflight.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>

namespace heapwise::inspector {

namespace {

constexpr double kObjectsPerByte = 30'000.0 / (1 << 20);
constexpr double kSecondsPerObjectLow = 2.4e-6;
constexpr double kSecondsPerObjectHigh = 6e-6; ///< on a loaded machine
constexpr quint64 kMemoryFactor = 8;
constexpr quint64 kMemoryFactorAsked = 10; ///< with a reserve
constexpr quint64 kDiskFactor = 2;
constexpr quint64 kDiskReserve = 512ull << 20;
constexpr quint64 kNoLimit = 1ull << 60; ///< version 1 writes a number near 2^63

quint64 readNumber(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const quint64 number = file.read(64).trimmed().toULongLong(); // "max" is 0
    return number < kNoLimit ? number : 0;
}

/// Path of the group for version 2 (line "0::/path") or for the memory controller of version 1.
QString groupPath(const QByteArray& groups, bool version2)
{
    for (const auto& line : groups.split('\n')) {
        const QList<QByteArray> fields = line.split(':');
        if (fields.size() < 3)
            continue;
        const bool fits = version2 ? fields[0] == "0" && fields[1].isEmpty() : fields[1].split(',').contains("memory");
        if (fits)
            return QString::fromUtf8(line.mid(fields[0].size() + fields[1].size() + 2));
    }
    return {};
}

/// From the group up to the root: the limit that leaves least.
GroupMemory tightest(const QString& root, QString group, const QString& limitFile, const QString& usedFile)
{
    GroupMemory found;
    for (;;) {
        const QString folder = QDir::cleanPath(root + group);
        const GroupMemory here{readNumber(folder + QLatin1Char('/') + limitFile),
                               readNumber(folder + QLatin1Char('/') + usedFile)};
        if (here.limit > 0 && (found.limit == 0 || here.limit - std::min(here.used, here.limit) <
                                                       found.limit - std::min(found.used, found.limit)))
            found = here;
        if (group.isEmpty() || group == QLatin1String("/"))
            return found;
        group = group.left(std::max<qsizetype>(group.lastIndexOf(QLatin1Char('/')), 0));
    }
}

} // namespace

GroupMemory groupMemoryOf(const ProcFs& proc, qint64 pid, const QString& groupRoot)
{
    QFile file(proc.root() + QLatin1Char('/') + QString::number(pid) + QStringLiteral("/cgroup"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray groups = file.read(64 * 1024);
    if (const QString old = groupPath(groups, false); !old.isEmpty())
        return tightest(groupRoot + QStringLiteral("/memory"), old, QStringLiteral("memory.limit_in_bytes"),
                        QStringLiteral("memory.usage_in_bytes"));
    return tightest(groupRoot, groupPath(groups, true), QStringLiteral("memory.max"), QStringLiteral("memory.current"));
}

Preflight checkSnapshot(const ProcFs& proc, qint64 pid, quint64 heapBytes, const QString& folder,
                        const QString& groupRoot)
{
    Preflight check;
    check.heapBytes = heapBytes;
    check.pauseSecondsFrom = double(heapBytes) * kObjectsPerByte * kSecondsPerObjectLow;
    check.pauseSecondsTo = double(heapBytes) * kObjectsPerByte * kSecondsPerObjectHigh;
    check.memoryNeeded = heapBytes * kMemoryFactor;
    check.diskNeeded = heapBytes * kDiskFactor;
    if (pid > 0) {
        check.memoryFree = proc.availableMemory();
        const GroupMemory group = groupMemoryOf(proc, pid, groupRoot);
        const quint64 left = group.limit - std::min(group.used, group.limit);
        check.isGroupLimit = group.limit > 0 && left < check.memoryFree;
        check.memoryFree = check.isGroupLimit ? left : check.memoryFree;
    }
    QString there = folder;
    while (!there.isEmpty() && !QFileInfo::exists(there) && there != QLatin1String("/"))
        there = QFileInfo(there).path();
    check.diskFree = quint64(std::max<qint64>(QStorageInfo(there).bytesAvailable(), 0));
    if (check.diskFree > 0 && check.diskFree < check.diskNeeded + kDiskReserve)
        check.verdict = Preflight::Verdict::LittleDisk;
    const bool limited = check.memoryFree > 0 || check.isGroupLimit;
    if (pid > 0 && limited && check.memoryFree < heapBytes * kMemoryFactorAsked)
        check.verdict = Preflight::Verdict::LittleMemory;
    return check;
}

} // namespace heapwise::inspector
