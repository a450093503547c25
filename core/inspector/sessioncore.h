#pragma once

#include "core/inspector/attacher.h"
#include "core/inspector/capture.h"
#include "core/inspector/liveobject.h"
#include "core/inspector/session.h"

#include <deque>
#include <map>

namespace heapwise::inspector {

class WorkerChannel;

/// The part of a Session that works, in the session's own thread: owns the connection and everything on it.
class SessionCore : public QObject {
    Q_OBJECT
public:
    explicit SessionCore(Target target);
    ~SessionCore() override;

    void start();
    void detach();
    void collectGarbage(LaneId lane);
    void capture(const CaptureRequest& request);
    void discardCapture();
    void startSampling(LaneId lane, const SamplingOptions& options);
    void stopSampling(LaneId lane, const QString& file);
    void lookAt(const LiveObjectRequest& request);
    void runIfWaiting();
    void reconnectNow();
    void setSlow(bool slow);
    void setInterval(int ms);

signals:
    void stateChanged(heapwise::inspector::SessionState state, const heapwise::inspector::Failure& why);
    void described(const heapwise::inspector::SessionInfo& info);
    void laneAdded(int lane, const QString& title);
    void laneRemoved(int lane);
    void sampled(const heapwise::Sample& sample);
    void garbageCollected(int lane, bool ok);
    void captureProgressed(const heapwise::inspector::CaptureProgress& progress);
    void captureFinished(const heapwise::inspector::CaptureResult& result);
    void samplingFinished(const QString& file, const heapwise::inspector::Failure& failure);
    void lookedAt(const heapwise::inspector::LiveObject& object);
    void finished();

private:
    void setState(SessionState state, const Failure& why = {});
    void attach();
    void attached();
    void attachFailed(const Failure& failure);
    void takeEvent(const QByteArray& method, const QJsonObject& params);
    void connectionClosed();
    void lost();
    void ended(bool byItself);
    void addWorker(const QJsonObject& params);
    void removeWorker(const QString& sessionId);
    Lane* addLane(LaneId id, const QString& title, Channel* channel);
    Lane* lane(LaneId id) const;
    void tick();
    int turnsOf(const Lane& lane) const;
    void watchBusy();
    int tickMs() const;
    void startTicking();
    Lane::Question question(const Lane* lane, bool isFresh = false) const;
    void takeAnswer(const std::vector<Sample>& samples, int latencyMs);
    void tellSamples(std::vector<Sample> samples);
    int usualInterval() const;
    void adaptInterval(int latencyMs);
    void leaveLanes(std::function<void()> done);
    void closeInspectorAndLeave();
    void finishLeaving();
    bool othersAreAttached() const;
    void readResident();
    double residentAt(Seconds time) const;
    double groupLimit();
    void dropConnection();

    struct Worker {
        LaneId lane = 0;
        std::unique_ptr<WorkerChannel> channel;
    };

    Target m_target;
    ProcFs m_proc;
    Leftovers m_leftovers;
    SessionState m_state = SessionState::Attaching;
    std::unique_ptr<Attacher> m_attacher;
    std::unique_ptr<Connection> m_connection;
    std::map<LaneId, std::unique_ptr<Lane>> m_lanes;
    std::map<QString, Worker> m_workers; ///< by session id
    std::unique_ptr<Capture> m_capture;
    QTimer m_tick;
    QTimer m_residentWatch;
    QTimer m_busyWatch;
    QTimer m_console;
    QTimer m_retry;
    std::deque<std::pair<Seconds, double>> m_resident; ///< bytes, as they were read
    QElapsedTimer m_groupRead;
    double m_groupLimit = kNoValue;
    int m_retries = 0;
    int m_usualMs = 1000;    ///< between samples, as asked for
    int m_intervalMs = 1000; ///< as the target bears it
    int m_goodReplies = 0;
    int m_turn = 0; ///< of the workers
    int m_nextLane = 1;
    bool m_slow = false;
    bool m_openedByUs = false;
    bool m_wantsToExit = false;
    bool m_left = false; ///< nothing is tried any more
    bool m_finished = false;
};

} // namespace heapwise::inspector
