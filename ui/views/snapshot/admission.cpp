#include "ui/views/snapshot/admission.h"

#include <QDateTime>

#include "core/base/memory.h"
#include "core/snapshot/peek.h"
#include "ui/indexsettings.h"

namespace heapwise::ui {

namespace {

constexpr int kLookForGrowthMs = 250;
constexpr int kLookForChangesMs = 2000;
constexpr qint64 kNoGrowthMs = 1000; ///< a file that is being written grows within it
constexpr qint64 kEndOfGrowthMs = 2000;
constexpr qint64 kStillEmptyMs = 10'000; ///< Node.js makes the file, and then its snapshot, before it writes

} // namespace

Admission::Admission(QObject* parent)
    : QObject(parent)
{
    connect(&m_watch, &FileWatch::looked, this, &Admission::looked);
}

void Admission::ask(const QString& path)
{
    stop();
    auto work = [path, cache = IndexCache(indexOptions())](const Progress&) {
        Answer answer{stateOfFile(path)};
        if (cache.has(path.toStdString()))
            return answer; // takes no memory of its own
        // What is wrong with the file is told by reading it.
        if (const auto promise = peekSnapshot(path.toStdString())) {
            answer.needed = promise->memoryNeeded();
            answer.free = availableMemory();
        }
        return answer;
    };
    m_asking.start(std::move(work), [this](const Answer& answer) {
        m_asked = answer.state;
        if (answer.free > 0 && answer.needed > answer.free)
            emit needsMemory(answer.needed, answer.free);
        else
            emit admitted();
    });
}

void Admission::askForMore(const QString& path, quint64 bytes)
{
    stop();
    m_last = m_asked;
    m_last.bytes = bytes;
    m_isGrowing = false;
    m_quiet.start();
    m_watching = Watching::Growth;
    m_watch.start(path, kLookForGrowthMs);
}

void Admission::keepWatching(const QString& path)
{
    m_watching = Watching::Changes;
    m_watch.start(path, kLookForChangesMs);
}

void Admission::stop()
{
    m_asking.drop();
    m_watch.stop();
    m_watching = Watching::Nothing;
}

void Admission::looked(const FileState& now)
{
    if (m_watching == Watching::Growth) {
        lookedForGrowth(now);
    } else if (m_watching == Watching::Changes && now.exists && !(now == m_asked)) { // one that is gone is still open
        const bool isShorter = now.bytes < m_asked.bytes;
        stop();
        emit changedOnDisk(isShorter);
    }
}

void Admission::lookedForGrowth(const FileState& now)
{
    if (now.bytes != m_last.bytes) {
        m_last = now;
        m_isGrowing = true;
        m_quiet.start();
    }
    const qint64 age = QDateTime::currentMSecsSinceEpoch() - now.modifiedMs;
    const bool isYoung = now.exists && now.bytes == 0 && age < kStillEmptyMs;
    if (m_isGrowing && m_quiet.elapsed() >= kEndOfGrowthMs) {
        stop();
        emit grown();
    } else if (m_isGrowing || isYoung) {
        emit stillWritten(now.bytes);
    } else if (!now.exists || age > kStillEmptyMs || m_quiet.elapsed() >= kNoGrowthMs) {
        stop();
        emit ended();
    }
}

} // namespace heapwise::ui
