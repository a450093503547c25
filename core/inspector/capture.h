#pragma once

#include "core/inspector/lane.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

namespace heapwise::inspector {

/// How a snapshot is taken.
struct CaptureRequest {
    LaneId lane = 0;
    QString path;        ///< of the finished file; it must not exist yet
    bool isClean = true; ///< collect garbage first, as often as it takes for finalizers to have run
};

struct CaptureProgress {
    enum class Phase { Collecting, Building, Writing, Finishing };
    Phase phase = Phase::Collecting;
    double fraction = 0; ///< of everything; the second half of it is an estimate
    qint64 bytesWritten = 0;
    qint64 bytesExpected = 0; ///< estimated from the number of objects; 0 when not known yet
    double bytesPerSecond = 0;
    bool isStalled = false; ///< nothing came for 2 minutes
};

struct CaptureResult {
    CaptureRequest request;
    Failure failure;
    QString file; ///< the snapshot, or what there is of it; empty when nothing was written
    qint64 bytes = 0;
    int epoch = 0;              ///< ids of objects mean the same in snapshots of one epoch of one lane
    double heapUsed = kNoValue; ///< before it, after collecting
    double pausedSeconds = 0;   ///< how long the target stood still, as seen from here
    Seconds time = 0;
};

/// Takes one snapshot: collects garbage if asked to, then streams the file to disk, readable by its owner alone. It
/// is called NAME.part until it is complete. A running snapshot cannot be stopped in the target; discarding it
/// throws away the rest.
class Capture : public QObject {
    Q_OBJECT
public:
    Capture(CaptureRequest request, Lane* lane, QObject* parent = nullptr);

    void start();
    void discard();

    static QString partPath(const QString& path) { return path + QStringLiteral(".part"); }

signals:
    void progressed(const heapwise::inspector::CaptureProgress& progress);
    void finished(const heapwise::inspector::CaptureResult& result);

private:
    void collect(int round, double usedBefore);
    void measure(int round, double usedBefore);
    void takeSnapshot();
    void takeEvent(const QByteArray& method, const QJsonObject& params);
    void write(const QByteArray& piece);
    void complete(const Reply& reply);
    void finish(Failure failure);
    void tell();

    static constexpr int kMaxRounds = 4;

    CaptureRequest m_request;
    Lane* m_lane;
    QFile m_file;
    CaptureProgress m_progress;
    CaptureResult m_result;
    QElapsedTimer m_clock;    ///< since the snapshot was asked for
    QElapsedTimer m_lastSign; ///< of life
    QTimer m_watch;
    qint64 m_objects = 0;
    qint64 m_firstChunkMs = 0;
    bool m_finished = false;
};

} // namespace heapwise::inspector

Q_DECLARE_METATYPE(heapwise::inspector::CaptureProgress)
Q_DECLARE_METATYPE(heapwise::inspector::CaptureResult)
