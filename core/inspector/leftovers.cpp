#include "core/inspector/leftovers.h"

#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

#include <unistd.h>

namespace heapwise::inspector {

namespace {

constexpr int kMaxEntries = 1000;
constexpr int kLockMs = 2000;

ProcessIdentity ourselves()
{
    return ProcFs().identity(::getpid()).value_or(ProcessIdentity{});
}

} // namespace

QString Leftovers::usualFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
           QStringLiteral("/opened-inspectors");
}

// One line per process: pid, start time, and the same of who opened it.
QList<Leftovers::Entry> Leftovers::read() const
{
    QList<Entry> entries;
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return entries;
    for (const auto& line : file.read(1 << 20).split('\n')) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() != 4 || entries.size() >= kMaxEntries)
            continue;
        const Entry entry{{fields[0].toLongLong(), fields[1].toULongLong()},
                          {fields[2].toLongLong(), fields[3].toULongLong()}};
        if (entry.process.isValid())
            entries.append(entry);
    }
    return entries;
}

void Leftovers::write(const QList<Entry>& entries) const
{
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    for (const auto& entry : entries)
        file.write(QStringLiteral("%1 %2 %3 %4\n")
                       .arg(entry.process.pid)
                       .arg(entry.process.startTime)
                       .arg(entry.owner.pid)
                       .arg(entry.owner.startTime)
                       .toLatin1());
    file.commit();
}

template <typename Change>
void Leftovers::update(Change&& change)
{
    if (m_file.isEmpty())
        return;
    QDir().mkpath(QFileInfo(m_file).path());
    QLockFile lock(m_file + QStringLiteral(".lock"));
    if (!lock.tryLock(kLockMs))
        return;
    QList<Entry> entries = read();
    change(entries);
    write(entries);
}

void Leftovers::add(const ProcessIdentity& process)
{
    update([&](QList<Entry>& entries) { entries.append({process, ourselves()}); });
}

void Leftovers::remove(const ProcessIdentity& process)
{
    update(
        [&](QList<Entry>& entries) { entries.removeIf([&](const Entry& entry) { return entry.process == process; }); });
}

QList<ProcessIdentity> Leftovers::stillOpen(const ProcFs& proc)
{
    QList<ProcessIdentity> open;
    if (!QFileInfo::exists(m_file))
        return open;
    update([&](QList<Entry>& entries) {
        entries.removeIf([&](const Entry& entry) {
            const auto listeners = proc.listeners(entry.process.pid);
            return !proc.isAlive(entry.process) || !listeners || listeners->isEmpty();
        });
        for (const auto& entry : entries)
            if (!proc.isAlive(entry.owner))
                open.append(entry.process);
    });
    return open;
}

} // namespace heapwise::inspector
