#include "core/inspector/capture.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace heapwise::inspector {

namespace {

constexpr int kCaptureCollectMs = 60'000;
constexpr int kFinalizerMs = 100;    ///< callbacks of finalizers run in a task of their own
constexpr double kWorthwhile = 0.99; ///< another round while it frees more than 1 %
constexpr qint64 kStalledMs = 120'000;
constexpr int kTellMs = 200;
constexpr qint64 kBytesPerObject = 60; ///< measured: 58 to 63
constexpr double kBuildingShare = 0.65;
constexpr qint64 kReserveBytes = 256 << 20; ///< of disk, to be left for others
constexpr qint64 kCheckDiskEvery = 64 << 20;

/// A new file of one's own, that nobody else may read. Not QFile::open: it would follow a link put there.
bool createPrivate(QFile& file, const QString& path)
{
    const int handle =
        ::open(QFile::encodeName(path).constData(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (handle < 0)
        return false;
    if (file.open(handle, QIODevice::WriteOnly, QFileDevice::AutoCloseHandle))
        return true;
    ::close(handle);
    return false;
}

} // namespace

Capture::Capture(CaptureRequest request, Lane* lane, QObject* parent)
    : QObject(parent)
    , m_request(std::move(request))
    , m_lane(lane)
{
    m_result.request = m_request;
    m_watch.setInterval(kTellMs);
    connect(&m_watch, &QTimer::timeout, this, &Capture::tell);
}

void Capture::start()
{
    QDir().mkpath(QFileInfo(m_request.path).path());
    if (QFileInfo::exists(m_request.path) || !createPrivate(m_file, partPath(m_request.path)))
        return finish({Problem::CannotWrite, qt_error_string(QFileInfo::exists(m_request.path) ? EEXIST : errno)});
    m_result.file = partPath(m_request.path);
    m_lastSign.start();
    m_watch.start();
    connect(m_lane->channel(), &Channel::event, this, &Capture::takeEvent);
    connect(m_lane->channel(), &Channel::chunk, this, &Capture::write);
    connect(m_lane->channel(), &Channel::closed, this, [this] { finish({Problem::ConnectionLost, {}}); });
    m_lane->discardConsole(); // or what was logged would be in it, held by the console
    if (m_request.isClean)
        collect(0, std::numeric_limits<double>::infinity());
    else
        measure(kMaxRounds, 0);
}

void Capture::discard()
{
    finish({Problem::Discarded, {}});
}

// --- collecting ------------------------------------------------------------------------------------------

// Each round frees one more link of a chain of finalizers, until a round frees nothing worth while.
void Capture::collect(int round, double usedBefore)
{
    m_lane->channel()->call(QStringLiteral("HeapProfiler.collectGarbage"), {}, kCaptureCollectMs, this,
                            [this, round, usedBefore](const Reply& reply) {
                                if (m_finished)
                                    return;
                                m_lastSign.restart();
                                if (reply.failure.problem == Problem::NoAnswer)
                                    return finish(reply.failure);
                                QTimer::singleShot(kFinalizerMs, this,
                                                   [this, round, usedBefore] { measure(round + 1, usedBefore); });
                            });
}

void Capture::measure(int round, double usedBefore)
{
    m_lane->channel()->call(QStringLiteral("Runtime.getHeapUsage"), {}, kCaptureCollectMs, this,
                            [this, round, usedBefore](const Reply& reply) {
                                if (m_finished)
                                    return;
                                const double used = reply.result[QLatin1String("usedSize")].toDouble(kNoValue);
                                m_result.heapUsed = used;
                                if (m_request.isClean && round < kMaxRounds && used < usedBefore * kWorthwhile)
                                    return collect(round, used);
                                m_lane->checkEpoch(this, [this](int epoch) {
                                    m_result.epoch = epoch;
                                    takeSnapshot();
                                });
                            });
}

// --- streaming -------------------------------------------------------------------------------------------

void Capture::takeSnapshot()
{
    if (m_finished)
        return;
    m_result.time = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
    m_progress.phase = CaptureProgress::Phase::Building;
    m_clock.start();
    m_lane->channel()->call(QStringLiteral("HeapProfiler.takeHeapSnapshot"), {{QStringLiteral("reportProgress"), true}},
                            0, this, [this](const Reply& reply) { complete(reply); });
}

void Capture::takeEvent(const QByteArray& method, const QJsonObject& params)
{
    if (method != "HeapProfiler.reportHeapSnapshotProgress" || m_finished)
        return;
    m_lastSign.restart();
    const double done = params[QLatin1String("done")].toDouble(), total = params[QLatin1String("total")].toDouble();
    if (!(total > 0) || total > 1e10)
        return;
    m_objects = qint64(total);
    m_progress.bytesExpected = m_objects * kBytesPerObject;
    m_progress.fraction = kBuildingShare * std::clamp(done / total, 0.0, 1.0);
}

void Capture::write(const QByteArray& piece)
{
    if (m_finished || m_progress.phase < CaptureProgress::Phase::Building)
        return;
    m_lastSign.restart();
    if (m_progress.phase == CaptureProgress::Phase::Building) {
        m_progress.phase = CaptureProgress::Phase::Writing;
        m_firstChunkMs = m_clock.elapsed();
    }
    const qint64 before = m_progress.bytesWritten;
    if (m_file.write(piece) != piece.size())
        return finish(
            {m_file.error() == QFile::ResourceError ? Problem::DiskFull : Problem::CannotWrite, m_file.errorString()});
    m_progress.bytesWritten += piece.size();
    if (before / kCheckDiskEvery != m_progress.bytesWritten / kCheckDiskEvery &&
        QStorageInfo(QFileInfo(m_request.path).path()).bytesAvailable() < kReserveBytes)
        finish({Problem::DiskFull, {}});
}

void Capture::complete(const Reply& reply)
{
    if (m_finished)
        return;
    if (!reply)
        return finish(reply.failure);
    m_result.pausedSeconds = double(m_clock.elapsed()) / 1000;
    m_progress.phase = CaptureProgress::Phase::Finishing;
    m_lane->rememberIds(this, [this] {
        if (m_finished)
            return;
        const bool flushed = m_file.flush();
        m_file.close();
        if (!flushed || m_file.error() != QFile::NoError)
            return finish({Problem::CannotWrite, m_file.errorString()});
        if (!QFile::rename(partPath(m_request.path), m_request.path))
            return finish({Problem::CannotWrite, qt_error_string(errno)});
        m_result.file = m_request.path;
        finish({});
    });
}

void Capture::finish(Failure failure)
{
    if (std::exchange(m_finished, true))
        return;
    m_watch.stop();
    disconnect(m_lane->channel(), nullptr, this, nullptr);
    m_file.close();
    m_result.failure = failure;
    m_result.bytes = m_progress.bytesWritten;
    // What the user does not want, and what nothing can be read from, is not left lying about.
    if (failure && !m_result.file.isEmpty() && (failure.problem == Problem::Discarded || m_result.bytes == 0)) {
        QFile::remove(m_result.file);
        m_result.file.clear();
    }
    emit finished(m_result);
}

void Capture::tell()
{
    m_progress.isStalled = m_lastSign.elapsed() > kStalledMs;
    if (m_progress.phase == CaptureProgress::Phase::Writing) {
        const qint64 ms = std::max<qint64>(m_clock.elapsed() - m_firstChunkMs, 1);
        m_progress.bytesPerSecond = double(m_progress.bytesWritten) * 1000 / double(ms);
        if (m_progress.bytesExpected > 0)
            m_progress.fraction =
                kBuildingShare + (1 - kBuildingShare) *
                                     std::min(1.0, double(m_progress.bytesWritten) / double(m_progress.bytesExpected));
    }
    emit progressed(m_progress);
}

} // namespace heapwise::inspector
