#include "core/inspector/sessioncore.h"

#include "core/inspector/preflight.h"
#include "core/inspector/workerchannel.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace heapwise::inspector {

namespace {

constexpr int kSlowIntervalMs = 5000;
constexpr int kLongestIntervalMs = 10'000;
constexpr int kLateMs = 250;    ///< an answer later than that makes the interval longer
constexpr int kGoodReplies = 5; ///< as many in time make it shorter again
constexpr int kBusyMs = 2000;
constexpr int kConsoleMs = 30'000;
constexpr int kGroupMs = 10'000; ///< limits of control groups are changed rarely
constexpr qsizetype kMaxWorkers = 64;
constexpr int kSamplesAtOnce = 3;         ///< fetched by one question, which costs more than they do
constexpr std::size_t kMaxResident = 100; ///< readings of the resident size
constexpr int kTurns = 2;                 ///< ticks in which each worker is asked once
constexpr int kIdleTurns = 5;             ///< the same for one that does nothing
constexpr int kLongestTurnMs = 20'000;    ///< its agent takes silence of 30 s for our end
constexpr std::array kRetryMs = {500, 1000, 2000, 5000, 10'000};

} // namespace

SessionCore::SessionCore(Target target)
    : m_target(std::move(target))
    , m_proc(m_target.procRoot)
    , m_leftovers(m_target.leftoversFile)
    , m_tick(this)
    , m_residentWatch(this)
    , m_busyWatch(this)
    , m_console(this)
    , m_retry(this)
{
    m_openedByUs = m_target.openedBefore;
    m_retry.setSingleShot(true);
    m_busyWatch.setInterval(kLateMs);
    m_console.setInterval(kConsoleMs);
    connect(&m_tick, &QTimer::timeout, this, &SessionCore::tick);
    connect(&m_residentWatch, &QTimer::timeout, this, &SessionCore::readResident);
    connect(&m_busyWatch, &QTimer::timeout, this, &SessionCore::watchBusy);
    connect(&m_retry, &QTimer::timeout, this, &SessionCore::attach);
    connect(&m_console, &QTimer::timeout, this, [this] {
        for (const auto& [id, lane] : m_lanes)
            lane->discardConsole();
    });
}

SessionCore::~SessionCore()
{
    m_capture.reset();
    m_lanes.clear();
    m_workers.clear();
}

void SessionCore::setState(SessionState state, const Failure& why)
{
    if (m_state == state && !why)
        return;
    m_state = state;
    emit stateChanged(state, why);
}

// --- attaching -------------------------------------------------------------------------------------------

void SessionCore::start()
{
    attach();
}

void SessionCore::attach()
{
    if (m_left)
        return;
    m_attacher = std::make_unique<Attacher>(m_target);
    connect(m_attacher.get(), &Attacher::attached, this, &SessionCore::attached);
    connect(m_attacher.get(), &Attacher::failed, this, &SessionCore::attachFailed);
    connect(m_attacher.get(), &Attacher::waitingForDebugger, this,
            [this] { setState(SessionState::WaitingForDebugger); });
    m_attacher->start();
}

void SessionCore::attached()
{
    m_connection = m_attacher->takeConnection();
    m_openedByUs = m_openedByUs || m_attacher->openedInspector();
    m_target.process = m_attacher->process();
    const SessionInfo info{m_target.process, m_attacher->version(), m_connection->endpoint(), m_openedByUs};
    m_attacher.release()->deleteLater();
    m_retries = 0;
    if (m_state == SessionState::Leaving)
        return closeInspectorAndLeave();
    connect(m_connection.get(), &Channel::event, this, &SessionCore::takeEvent);
    connect(m_connection.get(), &Channel::closed, this, &SessionCore::connectionClosed);
    emit described(info);
    auto* main = addLane(0, {}, m_connection.get());
    connect(main, &Lane::ready, this, [this, main] {
        main->disconnect(this);
        connect(main, &Lane::answered, this, &SessionCore::takeAnswer);
        setState(SessionState::Live);
        m_intervalMs = usualInterval();
        startTicking();
        m_busyWatch.start();
        m_console.start();
        m_connection->tell(QStringLiteral("NodeWorker.enable"), {{QStringLiteral("waitForDebuggerOnStart"), false}});
        tick();
    });
    main->install();
}

void SessionCore::attachFailed(const Failure& failure)
{
    m_openedByUs = m_openedByUs || m_attacher->openedInspector();
    m_attacher.release()->deleteLater();
    if (m_state == SessionState::Leaving)
        return finishLeaving();
    if (m_state == SessionState::Lost && failure.problem != Problem::ProcessGone)
        return lost();
    if (m_state == SessionState::Lost)
        return ended(false);
    setState(SessionState::Failed, failure);
}

void SessionCore::runIfWaiting()
{
    if (m_attacher)
        m_attacher->runIfWaiting();
}

// --- what the target says --------------------------------------------------------------------------------

void SessionCore::takeEvent(const QByteArray& method, const QJsonObject& params)
{
    if (method == "NodeRuntime.waitingForDisconnect") {
        // It has finished, and waits for nothing but us: every moment here delays its exit.
        m_wantsToExit = true;
        m_connection->close();
    } else if (method == "NodeWorker.attachedToWorker") {
        addWorker(params);
    } else if (method == "NodeWorker.detachedFromWorker") {
        removeWorker(params[QLatin1String("sessionId")].toString());
    } else if (method == "NodeWorker.receivedMessageFromWorker") {
        const auto worker = m_workers.find(params[QLatin1String("sessionId")].toString());
        if (worker != m_workers.end())
            worker->second.channel->receive(params[QLatin1String("message")].toString().toUtf8());
    }
}

void SessionCore::connectionClosed()
{
    if (m_state == SessionState::Leaving)
        return;
    const Failure why = m_connection->failure();
    dropConnection();
    if (m_wantsToExit)
        return ended(true);
    if (why.problem == Problem::BrokenProtocol)
        return setState(SessionState::Failed, why);
    m_retries = 0;
    lost();
}

void SessionCore::dropConnection()
{
    m_tick.stop();
    m_residentWatch.stop();
    m_busyWatch.stop();
    m_console.stop();
    for (const auto& [id, lane] : m_lanes)
        emit laneRemoved(id);
    // They may be on the stack: the connection says in the middle of its work that it is closed.
    for (auto& [id, lane] : std::exchange(m_lanes, {}))
        lane.release()->deleteLater();
    for (auto& [id, worker] : std::exchange(m_workers, {}))
        worker.channel.release()->deleteLater();
    if (m_connection) {
        m_connection->disconnect(this);
        m_connection->close();
        m_connection.release()->deleteLater();
    }
}

// A process that is gone a moment later has ended. One that lives on may have closed its inspector; nobody opens it
// again without being asked.
void SessionCore::lost()
{
    if (m_target.process.isValid() && !m_proc.isAlive(m_target.process))
        return ended(false);
    m_target.mayOpen = false;
    m_target.openedBefore = m_openedByUs;
    m_target.endpoint.id.clear();
    if (m_target.process.isValid())
        m_target.endpoint.port = 0; // wherever it listens now
    setState(SessionState::Lost, {Problem::ConnectionLost, {}});
    const auto at = std::min(std::size_t(m_retries++), kRetryMs.size() - 1);
    m_retry.start(kRetryMs[at]);
}

void SessionCore::reconnectNow()
{
    if (m_state != SessionState::Lost || m_attacher)
        return;
    m_retry.stop();
    m_target.mayOpen = true; // asked for by the user, who agreed to it once
    attach();
}

void SessionCore::ended(bool byItself)
{
    if (m_target.process.isValid())
        m_leftovers.remove(m_target.process);
    m_left = true;
    m_retry.stop();
    setState(SessionState::Ended, {Problem::ProcessGone, byItself ? QStringLiteral("exit") : QString()});
}

// --- lanes -----------------------------------------------------------------------------------------------

Lane* SessionCore::addLane(LaneId id, const QString& title, Channel* channel)
{
    auto& lane = m_lanes[id];
    lane = std::make_unique<Lane>(id, title, channel);
    emit laneAdded(id, title);
    return lane.get();
}

Lane* SessionCore::lane(LaneId id) const
{
    const auto found = m_lanes.find(id);
    return found == m_lanes.end() ? nullptr : found->second.get();
}

void SessionCore::addWorker(const QJsonObject& params)
{
    const QString session = params[QLatin1String("sessionId")].toString();
    if (session.isEmpty() || m_workers.count(session) || qsizetype(m_workers.size()) >= kMaxWorkers)
        return;
    const QString title = params[QLatin1String("workerInfo")][QLatin1String("title")].toString().left(200);
    Worker& worker = m_workers[session];
    worker.lane = m_nextLane++;
    worker.channel = std::make_unique<WorkerChannel>(m_connection.get(), session);
    auto* lane = addLane(worker.lane, title, worker.channel.get());
    connect(lane, &Lane::answered, this, [this](const auto& samples) { tellSamples(samples); });
    connect(lane, &Lane::ready, this, [this, lane] { lane->poll(question(lane)); }); // its turn may be far away
    lane->installOnceStarted();
}

void SessionCore::removeWorker(const QString& sessionId)
{
    const auto found = m_workers.find(sessionId);
    if (found == m_workers.end())
        return;
    const LaneId id = found->second.lane;
    found->second.channel->end();
    if (auto lane = m_lanes.find(id); lane != m_lanes.end()) {
        lane->second.release()->deleteLater();
        m_lanes.erase(lane);
    }
    found->second.channel.release()->deleteLater();
    m_workers.erase(found);
    emit laneRemoved(id);
}

// --- sampling --------------------------------------------------------------------------------------------

// Read from here, the resident size costs the target nothing.
void SessionCore::readResident()
{
    const auto status = m_target.process.isValid() ? m_proc.status(m_target.process.pid) : std::nullopt;
    if (!status)
        return;
    m_resident.emplace_back(double(QDateTime::currentMSecsSinceEpoch()) / 1000, double(status->residentBytes));
    if (m_resident.size() > kMaxResident)
        m_resident.pop_front();
}

/// The reading nearest to `time`, unless that is another moment altogether.
double SessionCore::residentAt(Seconds time) const
{
    const auto distance = [time](const auto& reading) { return std::abs(reading.first - time); };
    const auto nearest = std::min_element(m_resident.begin(), m_resident.end(),
                                          [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
    if (nearest == m_resident.end() || distance(*nearest) > 1.5 * double(m_intervalMs) / 1000)
        return kNoValue;
    return nearest->second;
}

double SessionCore::groupLimit()
{
    if (m_target.process.isValid() && (!m_groupRead.isValid() || m_groupRead.elapsed() > kGroupMs)) {
        const GroupMemory group = groupMemoryOf(m_proc, m_target.process.pid, m_target.groupRoot);
        m_groupLimit = group.limit > 0 ? double(group.limit) : kNoValue;
        m_groupRead.start();
    }
    return m_groupLimit;
}

int SessionCore::tickMs() const
{
    return std::max(m_intervalMs, std::min(kSamplesAtOnce * m_intervalMs, kLongestIntervalMs));
}

void SessionCore::startTicking()
{
    readResident();
    m_residentWatch.start(m_intervalMs);
    m_tick.start(tickMs());
}

// Workers take turns: what is asked of one passes through the main thread twice, which has its own work to do.
int SessionCore::turnsOf(const Lane& lane) const
{
    if (lane.id() == 0)
        return 1;
    return std::clamp(kLongestTurnMs / tickMs(), 1, lane.isIdle() ? kIdleTurns : kTurns);
}

Lane::Question SessionCore::question(const Lane* lane, bool isFresh) const
{
    return {m_intervalMs, tickMs() * turnsOf(*lane), isFresh, !m_target.process.isValid()};
}

void SessionCore::tick()
{
    if (m_capture && m_state == SessionState::Capturing)
        return;
    int turn = m_turn++;
    for (const auto& [id, lane] : m_lanes)
        if (turn++ % turnsOf(*lane) == 0)
            lane->poll(question(lane.get()));
}

void SessionCore::watchBusy()
{
    const Lane* main = lane(0);
    if (main && m_state == SessionState::Live && main->pollingForMs() > kBusyMs) {
        setState(SessionState::Busy);
        adaptInterval(kBusyMs);
    }
}

void SessionCore::takeAnswer(const std::vector<Sample>& samples, int latencyMs)
{
    tellSamples(samples);
    if (m_state == SessionState::Busy)
        setState(SessionState::Live);
    adaptInterval(latencyMs);
}

void SessionCore::tellSamples(std::vector<Sample> samples)
{
    for (auto& sample : samples) {
        if (std::isnan(sample.rss))
            sample.rss = residentAt(sample.time);
        if (sample.lane == 0)
            sample.groupLimit = groupLimit();
        emit sampled(sample);
    }
}

// A target that is slow to answer is asked less often: twice as long up to 10 s, and back again.
void SessionCore::adaptInterval(int latencyMs)
{
    const int usual = usualInterval();
    int interval = m_intervalMs;
    if (latencyMs > kLateMs) {
        interval = std::min(interval * 2, std::max(usual, kLongestIntervalMs));
        m_goodReplies = 0;
    } else if (++m_goodReplies >= kGoodReplies) {
        interval = std::max(interval / 2, usual);
        m_goodReplies = 0;
    }
    if (interval != m_intervalMs) {
        m_intervalMs = interval;
        startTicking();
    }
}

void SessionCore::setSlow(bool slow)
{
    m_slow = slow;
    setInterval(m_usualMs);
}

void SessionCore::setInterval(int ms)
{
    m_usualMs = ms;
    m_intervalMs = usualInterval();
    if (m_tick.isActive())
        startTicking();
}

int SessionCore::usualInterval() const
{
    return m_slow ? std::max(m_usualMs, kSlowIntervalMs) : m_usualMs;
}

} // namespace heapwise::inspector
