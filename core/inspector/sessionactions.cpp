// What is done with a target, and leaving it.
#include "core/inspector/sessioncore.h"

#include "core/inspector/agent.h"
#include "core/inspector/workerchannel.h"

#include <QFile>
#include <QJsonDocument>

namespace heapwise::inspector {

namespace {

constexpr int kSessionActionsCollectMs = 60'000;
constexpr int kCallMs = 5000;
constexpr int kCloseMs = 1000; ///< for the inspector to close itself

} // namespace

void SessionCore::collectGarbage(LaneId id)
{
    auto* target = lane(id);
    if (!target)
        return emit garbageCollected(id, false);
    target->channel()->call(QStringLiteral("HeapProfiler.collectGarbage"), {}, kSessionActionsCollectMs, target,
                            [this, id, target](const Reply& reply) {
                                emit garbageCollected(id, bool(reply));
                                target->poll(question(target, true));
                            });
}

void SessionCore::capture(const CaptureRequest& request)
{
    auto* target = lane(request.lane);
    if (!target || m_capture) {
        CaptureResult refused;
        refused.request = request;
        refused.failure = {target ? Problem::Refused : Problem::ConnectionLost, {}};
        return emit captureFinished(refused);
    }
    m_capture = std::make_unique<Capture>(request, target);
    m_connection->expectMuchData(true);
    connect(m_capture.get(), &Capture::progressed, this, &SessionCore::captureProgressed);
    connect(m_capture.get(), &Capture::finished, this, [this](const CaptureResult& result) {
        m_capture.release()->deleteLater();
        // What was discarded still comes.
        if (m_connection && result.failure.problem != Problem::Discarded)
            m_connection->expectMuchData(false);
        if (m_state == SessionState::Capturing)
            setState(SessionState::Live);
        emit captureFinished(result);
    });
    setState(SessionState::Capturing);
    m_capture->start();
}

void SessionCore::discardCapture()
{
    if (m_capture)
        m_capture->discard();
}

void SessionCore::startSampling(LaneId id, const SamplingOptions& options)
{
    if (auto* target = lane(id))
        target->channel()->call(QStringLiteral("HeapProfiler.startSampling"),
                                {{QStringLiteral("samplingInterval"), options.intervalBytes},
                                 {QStringLiteral("includeObjectsCollectedByMajorGC"), options.withCollected},
                                 {QStringLiteral("includeObjectsCollectedByMinorGC"), options.withCollected}},
                                kCallMs, this, [this](const Reply& reply) {
                                    if (!reply)
                                        emit samplingFinished({}, reply.failure);
                                });
}

void SessionCore::stopSampling(LaneId id, const QString& path)
{
    auto* target = lane(id);
    if (!target)
        return emit samplingFinished({}, {Problem::ConnectionLost, {}});
    m_connection->expectMuchData(true);
    target->channel()->call(
        QStringLiteral("HeapProfiler.stopSampling"), {}, kSessionActionsCollectMs, this,
        [this, path](const Reply& reply) {
            m_connection->expectMuchData(false);
            if (!reply)
                return emit samplingFinished({}, reply.failure);
            QFile file(path);
            const QByteArray text =
                QJsonDocument(reply.result[QLatin1String("profile")].toObject()).toJson(QJsonDocument::Compact);
            const bool written = file.open(QIODevice::NewOnly | QIODevice::WriteOnly) &&
                                 file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                                 file.write(text) == text.size();
            emit samplingFinished(path, written ? Failure{} : Failure{Problem::CannotWrite, file.errorString()});
        });
}

void SessionCore::lookAt(const LiveObjectRequest& request)
{
    auto* target = lane(request.lane);
    if (!target || m_capture) {
        LiveObject refused;
        refused.request = request;
        refused.failure = {target ? Problem::Refused : Problem::ConnectionLost, {}};
        return emit lookedAt(refused);
    }
    auto* look = new LiveLook(request, target);
    connect(look, &LiveLook::finished, this, &SessionCore::lookedAt);
    look->start();
}

// --- leaving ---------------------------------------------------------------------------------------------

void SessionCore::detach()
{
    if (m_finished)
        return emit finished();
    if (m_state == SessionState::Leaving)
        return;
    const bool wasAttached = m_connection && m_connection->isOpen();
    discardCapture();
    m_retry.stop();
    m_tick.stop();
    m_residentWatch.stop();
    m_busyWatch.stop();
    if (m_state != SessionState::Ended && m_state != SessionState::Failed)
        setState(SessionState::Leaving);
    // Signalled already: what opens then has to be closed again, which takes being attached.
    if (m_attacher && m_attacher->openedInspector())
        return;
    if (wasAttached)
        leaveLanes([this] { closeInspectorAndLeave(); });
    else
        finishLeaving();
}

// Every lane at once; the answers are counted.
void SessionCore::leaveLanes(std::function<void()> done)
{
    auto waiting = std::make_shared<int>(int(m_lanes.size()));
    if (*waiting == 0)
        return done();
    for (const auto& [id, lane] : m_lanes)
        lane->leave([waiting, done] {
            if (--*waiting == 0)
                done();
        });
}

bool SessionCore::othersAreAttached() const
{
    return m_target.process.isValid() && m_proc.connectionsTo(m_target.process.pid, m_connection->endpoint().port) > 1;
}

void SessionCore::closeInspectorAndLeave()
{
    if (!m_connection || !m_connection->isOpen())
        return finishLeaving();
    m_connection->tell(QStringLiteral("NodeWorker.disable"));
    if (!m_openedByUs || othersAreAttached())
        return finishLeaving();
    m_connection->disconnect(this);
    connect(m_connection.get(), &Channel::closed, this, &SessionCore::finishLeaving);
    // A busy program closes it when it comes round to it; waiting for that is no use.
    QTimer::singleShot(kCloseMs, this, &SessionCore::finishLeaving);
    m_connection->tell(QStringLiteral("Runtime.evaluate"),
                       {{QStringLiteral("expression"), closeInspectorExpression()}, {QStringLiteral("silent"), true}});
}

void SessionCore::finishLeaving()
{
    if (std::exchange(m_finished, true))
        return;
    m_left = true;
    if (m_target.process.isValid() && m_openedByUs)
        m_leftovers.remove(m_target.process);
    m_attacher.reset();
    dropConnection();
    if (m_state == SessionState::Leaving)
        setState(SessionState::Detached);
    emit finished();
}

} // namespace heapwise::inspector
