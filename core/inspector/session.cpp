#include "core/inspector/session.h"

#include "core/inspector/sessioncore.h"

#include <QDeadlineTimer>

namespace heapwise::inspector {

namespace {
constexpr int kGoodbyeMs = 3000;
} // namespace

Session::Session(const Target& target, QObject* parent)
    : QObject(parent)
    , m_core(new SessionCore(target))
{
    qRegisterMetaType<Failure>();
    qRegisterMetaType<Sample>();
    qRegisterMetaType<SessionState>();
    qRegisterMetaType<SessionInfo>();
    qRegisterMetaType<CaptureProgress>();
    qRegisterMetaType<CaptureResult>();
    qRegisterMetaType<LiveObject>();
    m_thread.setObjectName(QStringLiteral("inspector"));
    m_core->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_core, &QObject::deleteLater);
    connect(m_core, &SessionCore::stateChanged, this, [this](SessionState state, const Failure& why) {
        m_state = state;
        m_failure = why;
        emit stateChanged(state);
    });
    connect(m_core, &SessionCore::described, this, [this](const SessionInfo& info) {
        m_info = info;
        emit described(info);
    });
    connect(m_core, &SessionCore::laneAdded, this, &Session::laneAdded);
    connect(m_core, &SessionCore::laneRemoved, this, &Session::laneRemoved);
    connect(m_core, &SessionCore::sampled, this, &Session::sampled);
    connect(m_core, &SessionCore::garbageCollected, this, &Session::garbageCollected);
    connect(m_core, &SessionCore::captureProgressed, this, &Session::captureProgressed);
    connect(m_core, &SessionCore::captureFinished, this, &Session::captureFinished);
    connect(m_core, &SessionCore::samplingFinished, this, &Session::samplingFinished);
    connect(m_core, &SessionCore::lookedAt, this, &Session::lookedAt);
    m_thread.start();
}

Session::~Session()
{
    m_core->disconnect(this);
    // Directly, in its own thread: nobody runs an event loop here any more.
    connect(
        m_core, &SessionCore::finished, m_core, [this] { m_thread.quit(); }, Qt::DirectConnection);
    detach();
    if (!m_thread.wait(QDeadlineTimer(kGoodbyeMs))) {
        m_thread.quit();
        m_thread.wait();
    }
}

template <typename Work>
void Session::post(Work&& work)
{
    QMetaObject::invokeMethod(
        m_core, [core = m_core, work = std::forward<Work>(work)] { work(*core); }, Qt::QueuedConnection);
}

void Session::start()
{
    post([](SessionCore& core) { core.start(); });
}

void Session::detach()
{
    post([](SessionCore& core) { core.detach(); });
}

void Session::collectGarbage(LaneId lane)
{
    post([lane](SessionCore& core) { core.collectGarbage(lane); });
}

void Session::capture(const CaptureRequest& request)
{
    post([request](SessionCore& core) { core.capture(request); });
}

void Session::discardCapture()
{
    post([](SessionCore& core) { core.discardCapture(); });
}

void Session::startSampling(LaneId lane, const SamplingOptions& options)
{
    post([=](SessionCore& core) { core.startSampling(lane, options); });
}

void Session::stopSampling(LaneId lane, const QString& file)
{
    post([=](SessionCore& core) { core.stopSampling(lane, file); });
}

void Session::lookAt(const LiveObjectRequest& request)
{
    post([request](SessionCore& core) { core.lookAt(request); });
}

void Session::runIfWaiting()
{
    post([](SessionCore& core) { core.runIfWaiting(); });
}

void Session::reconnectNow()
{
    post([](SessionCore& core) { core.reconnectNow(); });
}

void Session::setSlow(bool slow)
{
    post([slow](SessionCore& core) { core.setSlow(slow); });
}

void Session::setInterval(int ms)
{
    post([ms](SessionCore& core) { core.setInterval(ms); });
}

} // namespace heapwise::inspector
