#pragma once

#include "core/inspector/attacher.h"
#include "core/inspector/capture.h"
#include "core/inspector/liveobject.h"
#include "core/inspector/sample.h"

#include <QThread>

namespace heapwise::inspector {

enum class SessionState {
    Attaching,
    WaitingForDebugger, ///< --inspect-brk or --inspect-wait: runIfWaiting() lets it go
    Live,
    Busy, ///< no answer for 2 s: its event loop or a native call is at work. Nothing is wrong.
    Capturing,
    Leaving,
    Detached, ///< at our wish
    Ended,    ///< the process is gone
    Lost,     ///< the connection broke; it is being looked for again
    Failed,   ///< attaching did not work
};

/// What is recorded of allocations.
struct SamplingOptions {
    int intervalBytes = 512 * 1024; ///< on average one sample per so much; 8 KiB take tens of per cent of a busy thread
    bool withCollected = false;     ///< keeps samples of what was collected, without bound; Node 20 and later
};

/// What is known about the target once attached.
struct SessionInfo {
    ProcessIdentity process; ///< invalid for a target of another machine
    QString version;         ///< "v22.11.0"
    Endpoint endpoint;
    bool openedInspector = false; ///< it is closed again when leaving
};

/// Watching one process. Lives in the thread that made it; connection and parsing have a thread of their own, so that
/// nothing a target sends can hold up the window. Destroying it leaves the target as it was found, waiting for that
/// no longer than 3 s.
class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(const Target& target, QObject* parent = nullptr);
    ~Session() override;

    void start();
    /// Takes out what was put in, and closes the inspector if we opened it and nobody else uses it.
    void detach();
    SessionState state() const { return m_state; }
    const Failure& failure() const { return m_failure; }
    const SessionInfo& info() const { return m_info; }
    bool isAttached() const
    {
        return m_state == SessionState::Live || m_state == SessionState::Busy || m_state == SessionState::Capturing;
    }

    void collectGarbage(LaneId lane = 0);
    /// One at a time; captureFinished() follows.
    void capture(const CaptureRequest& request);
    /// The target goes on with it all the same: it cannot be stopped there.
    void discardCapture();
    /// Samples allocations; stopSampling() writes what is still alive of them as .heapprofile.
    void startSampling(LaneId lane, const SamplingOptions& options);
    void stopSampling(LaneId lane, const QString& file);
    /// Whether an object of a snapshot is still there, and what is in it; lookedAt() follows. The process stands still
    /// meanwhile, see lookSeconds().
    void lookAt(const LiveObjectRequest& request);
    void runIfWaiting();
    void reconnectNow();
    /// One sample per 5 s at most while nobody looks.
    void setSlow(bool slow);
    /// Between samples, when the target answers well; a second by default.
    void setInterval(int ms);

signals:
    void stateChanged(heapwise::inspector::SessionState state);
    void described(const heapwise::inspector::SessionInfo& info);
    void laneAdded(int lane, const QString& title);
    void laneRemoved(int lane);
    void sampled(const heapwise::Sample& sample);
    void garbageCollected(int lane, bool ok);
    void captureProgressed(const heapwise::inspector::CaptureProgress& progress);
    void captureFinished(const heapwise::inspector::CaptureResult& result);
    void samplingFinished(const QString& file, const heapwise::inspector::Failure& failure);
    void lookedAt(const heapwise::inspector::LiveObject& object);

private:
    template <typename Work>
    void post(Work&& work);

    QThread m_thread;
    class SessionCore* m_core;
    SessionState m_state = SessionState::Attaching;
    Failure m_failure;
    SessionInfo m_info;
};

} // namespace heapwise::inspector

Q_DECLARE_METATYPE(heapwise::inspector::SessionState)
Q_DECLARE_METATYPE(heapwise::inspector::SessionInfo)
