#include "core/inspector/attacher.h"

#include "core/inspector/agent.h"
#include "core/inspector/processlist.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QJsonArray>
#include <QTimer>

namespace heapwise::inspector {

namespace {

constexpr int kBlockedMs = 2000; ///< how long a starting process may block the signal
constexpr int kOpenMs = 3000;    ///< from the signal to the listener
constexpr int kListenerPollMs = 15;
constexpr int kFirstReplyMs = 5000;
constexpr int kAttacherStartedPollMs = 25;
constexpr int kStartedMs = 5000; ///< then it waits for a debugger
constexpr int kWaitingPollMs = 250;
constexpr int kTurnMs = 1000; ///< a turn of the event loop; more means busy
constexpr int kMoveMs = 3000;

} // namespace

Attacher::Attacher(Target target, QObject* parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_proc(m_target.procRoot)
    , m_leftovers(m_target.leftoversFile)
{}

void Attacher::start()
{
    if (m_target.process.isValid())
        findListeners();
    else
        resolveHost();
}

void Attacher::fail(Problem problem, const QString& detail)
{
    if (std::exchange(m_done, true))
        return;
    if (m_connection)
        m_connection->close();
    emit failed({problem, detail});
}

// --- finding ---------------------------------------------------------------------------------------------

void Attacher::findListeners()
{
    const qint64 pid = m_target.process.pid;
    if (!m_proc.isAlive(m_target.process))
        return fail(Problem::ProcessGone);
    if (!m_proc.sharesOurNetwork(pid))
        return fail(Problem::OtherNetwork);
    if (judgeSignal(m_proc, m_target.process) == SignalVerdict::Stopped)
        return fail(Problem::Stopped);
    const auto listeners = m_proc.listeners(pid);
    if (!listeners)
        return fail(Problem::OtherUser);
    for (const auto& listener : *listeners)
        m_oldListeners.insert(listener.inode);
    QStringList arguments = m_proc.commandLine(pid);
    arguments += m_proc.environmentValue(pid, "NODE_OPTIONS").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    m_candidates = likelyInspectors(*listeners, arguments);
    if (m_target.endpoint.port != 0)
        m_candidates = {{0, m_target.endpoint.host, m_target.endpoint.port}};
    else if (m_target.mayOpen || m_target.openedBefore ||
             m_proc.threadNames(pid).contains(QStringLiteral("InspectorIo")))
        addOtherListeners(*listeners);
    probeNext();
}

// An inspector may be anywhere: with consent to more than that, the program's own ports are asked too, once and last.
void Attacher::addOtherListeners(const QList<Listener>& listeners)
{
    for (const auto& listener : listeners) {
        const auto isSame = [&](const Listener& known) { return known.inode == listener.inode; };
        if (listener.isLoopback() && std::none_of(m_candidates.begin(), m_candidates.end(), isSame))
            m_candidates.append(listener);
    }
}

void Attacher::probeNext()
{
    if (m_candidates.isEmpty()) {
        if (m_target.endpoint.port != 0)
            return fail(m_lastRefusal.problem, m_lastRefusal.detail);
        m_step.start();
        return openBySignal();
    }
    const Listener next = m_candidates.takeFirst();
    const QString host = next.isWildcard() ? QStringLiteral("127.0.0.1") : next.address;
    m_probe.ask({host, next.port, {}}, [this](const Probe::Answer& answer) {
        if (!answer.failure)
            return connectTo(answer.endpoint);
        if (answer.failure.problem == Problem::HidesItsId)
            return fail(answer.failure.problem, answer.failure.detail);
        m_lastRefusal = answer.failure;
        probeNext();
    });
}

// --- opening ---------------------------------------------------------------------------------------------

void Attacher::openBySignal()
{
    if (!m_target.mayOpen)
        return fail(Problem::NeedsConsent);
    m_leftovers.add(m_target.process); // before: should we die between the two, it is known
    const SignalVerdict verdict = sendInspectorSignal(m_proc, m_target.process);
    if (verdict == SignalVerdict::OpensInspector) {
        m_openedByUs = true;
        m_step.start();
        return waitForListener();
    }
    m_leftovers.remove(m_target.process);
    if (verdict == SignalVerdict::Blocked && m_step.elapsed() < kBlockedMs)
        QTimer::singleShot(kAttacherStartedPollMs, this, &Attacher::openBySignal);
    else
        fail(verdict == SignalVerdict::Blocked     ? Problem::SignalBlocked
             : verdict == SignalVerdict::WouldKill ? Problem::SignalWouldKill
             : verdict == SignalVerdict::Stopped   ? Problem::Stopped
             : verdict == SignalVerdict::Gone      ? Problem::ProcessGone
                                                   : Problem::OtherUser);
}

QList<Listener> Attacher::freshListeners() const
{
    QList<Listener> fresh = m_proc.listeners(m_target.process.pid).value_or(QList<Listener>());
    fresh.removeIf([this](const Listener& listener) {
        return m_oldListeners.contains(listener.inode) || m_refusedListeners.contains(listener.inode);
    });
    return fresh;
}

void Attacher::waitForListener()
{
    const auto fresh = freshListeners();
    if (!fresh.isEmpty()) {
        const Listener listener = fresh.first();
        m_probe.ask({listener.address, listener.port, {}}, [this, listener](const Probe::Answer& answer) {
            if (!answer.failure)
                return connectTo(answer.endpoint);
            m_refusedListeners.insert(listener.inode);
            waitForListener();
        });
    } else if (!m_proc.isAlive(m_target.process)) {
        m_leftovers.remove(m_target.process);
        fail(Problem::ProcessGone);
    } else if (m_step.elapsed() > (m_moved ? kMoveMs : kOpenMs)) {
        m_leftovers.remove(m_target.process);
        fail(m_moved ? Problem::ConnectionLost : whyNoListener(), QStringLiteral("9229"));
    } else {
        QTimer::singleShot(kListenerPollMs, this, &Attacher::waitForListener);
    }
}

Problem Attacher::whyNoListener() const
{
    return m_proc.isPortTaken(m_target.process.pid, 9229) ? Problem::PortTaken : Problem::OwnHandler;
}

// --- connecting ------------------------------------------------------------------------------------------

// Node refuses every name but localhost in the Host header; an address it takes.
void Attacher::resolveHost()
{
    const QString host = m_target.endpoint.host;
    const auto ask = [this] {
        m_probe.ask(m_target.endpoint, [this](const Probe::Answer& answer) {
            // The id may have been given because the server does not tell it.
            if (!answer.failure || (answer.failure.problem == Problem::HidesItsId && !m_target.endpoint.id.isEmpty()))
                return connectTo(m_target.endpoint.id.isEmpty() ? answer.endpoint : m_target.endpoint);
            fail(answer.failure.problem, answer.failure.detail);
        });
    };
    if (host == QLatin1String("localhost") || !QHostAddress(host).isNull())
        return ask();
    QHostInfo::lookupHost(host, this, [this, ask, host](const QHostInfo& info) {
        if (info.addresses().isEmpty())
            return fail(Problem::HostUnknown, host);
        m_target.endpoint.host = info.addresses().constFirst().toString();
        ask();
    });
}

void Attacher::connectTo(const Endpoint& endpoint)
{
    m_connection = std::make_unique<Connection>();
    connect(m_connection.get(), &Connection::opened, this, &Attacher::subscribe);
    connect(m_connection.get(), &Connection::failed, this,
            [this](const Failure& failure) { fail(failure.problem, failure.detail); });
    connect(m_connection.get(), &Channel::closed, this, [this] {
        if (!m_moved && !m_done)
            fail(m_connection->failure() ? m_connection->failure().problem : Problem::ConnectionLost);
    });
    connect(m_connection.get(), &Channel::event, this, [this](const QByteArray& method) {
        if (method == "NodeRuntime.waitingForDisconnect")
            fail(Problem::ProcessGone);
        else if (method == "NodeRuntime.waitingForDebugger" && !std::exchange(m_saidWaiting, true))
            emit waitingForDebugger();
    });
    m_connection->open(endpoint);
}

void Attacher::subscribe()
{
    m_moved = false;
    m_connection->call(QStringLiteral("NodeRuntime.notifyWhenWaitingForDisconnect"),
                       {{QStringLiteral("enabled"), true}}, kFirstReplyMs, this, [this](const Reply& reply) {
                           if (reply.failure.problem == Problem::Refused)
                               return fail(Problem::TooOld);
                           if (!reply)
                               return fail(reply.failure.problem);
                           m_step.start();
                           waitUntilStarted();
                       });
}

void Attacher::waitUntilStarted()
{
    m_connection->call(QStringLiteral("Runtime.evaluate"),
                       {{QStringLiteral("expression"), readyProbe()},
                        {QStringLiteral("returnByValue"), true},
                        {QStringLiteral("silent"), true}},
                       kFirstReplyMs, this, [this](const Reply& reply) {
                           if (!reply)
                               return fail(reply.failure.problem, reply.failure.detail);
                           judgeStarted(reply.result[QLatin1String("result")][QLatin1String("value")].toArray());
                       });
}

void Attacher::judgeStarted(const QJsonArray& answer)
{
    const double started = answer[0].toDouble(-2);
    if (started > 0) {
        m_version = answer[2].toString().left(50);
        return adoptProcess(answer[1].toInteger());
    }
    // Programs that replace `performance` or `process` cannot be asked: with time they have started.
    if (started == -2 && m_step.elapsed() > kTurnMs)
        return finish();
    if (m_step.elapsed() > kStartedMs && !std::exchange(m_saidWaiting, true))
        emit waitingForDebugger();
    if (m_step.elapsed() > 4 * kAttacherStartedPollMs && started == -1 && !m_saidWaiting)
        m_connection->tell(QStringLiteral("NodeRuntime.enable")); // tells at once, Node 20 and later
    QTimer::singleShot(m_saidWaiting ? kWaitingPollMs : kAttacherStartedPollMs, this, [this] {
        if (!m_done)
            waitUntilStarted();
    });
}

void Attacher::runIfWaiting()
{
    if (m_connection && !m_done)
        m_connection->tell(QStringLiteral("Runtime.runIfWaitingForDebugger"));
}

// A process in a container has another number inside; both are in its status.
void Attacher::adoptProcess(qint64 pid)
{
    if (m_target.process.isValid()) {
        const auto status = m_proc.status(m_target.process.pid);
        // 0: the program hides its process object. The listener is among its own open files all the same.
        if (pid != 0 && status && !status->namespacePids.contains(pid))
            return fail(Problem::AnotherProcess, QString::number(pid));
    } else if (m_target.endpoint.isLoopback()) {
        // A forwarded port answers from another machine: it is ours only if that process listens there.
        const auto listeners = m_proc.listeners(pid).value_or(QList<Listener>());
        for (const auto& listener : listeners)
            if (listener.port == m_target.endpoint.port)
                m_target.process = m_proc.identity(pid).value_or(ProcessIdentity{});
    }
    if (m_openedByUs && !std::exchange(m_triedToMove, true))
        movePort();
    else
        finish();
}

// --- moving away from the usual port ---------------------------------------------------------------------

// Moving takes a turn of the event loop. While the program is busy it stays where it is.
void Attacher::movePort()
{
    const QJsonObject turn{{QStringLiteral("expression"), QStringLiteral("new Promise(done=>setTimeout(done,0))")},
                           {QStringLiteral("awaitPromise"), true},
                           {QStringLiteral("returnByValue"), true},
                           {QStringLiteral("silent"), true}};
    m_connection->call(QStringLiteral("Runtime.evaluate"), turn, kTurnMs, this, [this](const Reply& reply) {
        if (!reply)
            return finish();
        const QJsonObject move{{QStringLiteral("expression"), movePortExpression()},
                               {QStringLiteral("includeCommandLineAPI"), true},
                               {QStringLiteral("silent"), true}};
        m_connection->call(QStringLiteral("Runtime.evaluate"), move, kTurnMs, this, [this](const Reply& moved) {
            if (!moved || moved.result.contains(QLatin1String("exceptionDetails")))
                finish();
            else
                awaitMovedPort();
        });
    });
}

void Attacher::awaitMovedPort()
{
    for (const auto& listener : m_proc.listeners(m_target.process.pid).value_or(QList<Listener>()))
        m_oldListeners.insert(listener.inode);
    m_moved = true;
    m_step.start();
    const auto search = [this] {
        m_connection.release()->deleteLater();
        waitForListener();
    };
    if (!m_connection->isOpen())
        return search();
    connect(m_connection.get(), &Channel::closed, this, search);
    QTimer::singleShot(kMoveMs, m_connection.get(), [this] {
        m_moved = false; // it stays where it is
        finish();
    });
}

void Attacher::finish()
{
    if (std::exchange(m_done, true))
        return;
    m_connection->disconnect(this);
    emit attached();
}

} // namespace heapwise::inspector
