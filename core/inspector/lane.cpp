#include "core/inspector/lane.h"

#include "core/inspector/agent.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>

namespace heapwise::inspector {

namespace {

constexpr int kInstallMs = 5000;
constexpr int kSmallCallMs = 5000;
constexpr int kLeaveMs = 2000;
constexpr int kLaneStartedPollMs = 25;
constexpr int kMaxStartedProbes = 200;

Seconds now()
{
    return double(QDateTime::currentMSecsSinceEpoch()) / 1000;
}

QJsonObject callParams(const QString& objectId, const QString& function)
{
    return {{QStringLiteral("objectId"), objectId},
            {QStringLiteral("functionDeclaration"), function},
            {QStringLiteral("returnByValue"), true},
            {QStringLiteral("silent"), true}};
}

} // namespace

Lane::Lane(LaneId id, QString title, Channel* channel, QObject* parent)
    : QObject(parent)
    , m_id(id)
    , m_title(std::move(title))
    , m_channel(channel)
{}

void Lane::evaluate(const QString& expression, bool byValue, int timeoutMs, Channel::Done done)
{
    m_channel->call(QStringLiteral("Runtime.evaluate"),
                    {{QStringLiteral("expression"), expression},
                     {QStringLiteral("includeCommandLineAPI"), true},
                     {QStringLiteral("objectGroup"), objectGroup()},
                     {QStringLiteral("returnByValue"), byValue},
                     {QStringLiteral("silent"), true}},
                    timeoutMs, this, std::move(done));
}

// Loading modules while Node starts breaks the program; a worker thread is announced before it has started.
void Lane::installOnceStarted()
{
    m_installing = true;
    evaluate(readyProbe(), true, kInstallMs, [this](const Reply& reply) {
        const double started = reply.result[QLatin1String("result")][QLatin1String("value")][0].toDouble(-2);
        if (started > 0 || ++m_startedProbes > kMaxStartedProbes)
            return install();
        QTimer::singleShot(kLaneStartedPollMs, this, &Lane::installOnceStarted);
    });
}

void Lane::install()
{
    m_installing = true;
    evaluate(agentSource(), false, kInstallMs, [this](const Reply& reply) {
        m_installing = false;
        m_agent = reply.result[QLatin1String("result")][QLatin1String("objectId")].toString();
        m_fallback = !reply || reply.result.contains(QLatin1String("exceptionDetails")) || m_agent.isEmpty();
        if (m_canary.isEmpty())
            makeCanary();
        emit ready();
    });
}

// An object of ours whose id tells whether the ids of the last snapshot are still in use.
void Lane::makeCanary()
{
    evaluate(QStringLiteral("({})"), false, kSmallCallMs, [this](const Reply& reply) {
        m_canary = reply.result[QLatin1String("result")][QLatin1String("objectId")].toString();
    });
}

void Lane::poll(double rss)
{
    if (m_polling || m_installing || !m_channel->isOpen())
        return;
    m_polling = true;
    m_asked.start();
    // No time limit: a busy target is not an error, and a second question would only wait behind the first.
    if (m_fallback)
        m_channel->call(QStringLiteral("Runtime.getHeapUsage"), {}, 0, this,
                        [this, rss](const Reply& reply) { takeFallback(reply, rss); });
    else
        m_channel->call(QStringLiteral("Runtime.callFunctionOn"),
                        callParams(m_agent, QStringLiteral("function(){return this.poll()}")), 0, this,
                        [this](const Reply& reply) { takeAnswer(reply); });
}

void Lane::takeAnswer(const Reply& reply)
{
    m_polling = false;
    if (!reply && reply.failure.problem == Problem::ConnectionLost)
        return;
    const QByteArray text = reply.result[QLatin1String("result")][QLatin1String("value")].toString().toUtf8();
    const QJsonObject answer = QJsonDocument::fromJson(text).object();
    auto sample = m_reader.read(answer, now());
    if (!sample) {
        m_fallback = true; // what it runs into, the next one will too
        return;
    }
    sample->lane = m_id;
    emit sampled(*sample, int(m_asked.elapsed()));
    // It was silent for so long that its dead-man switch took it out: put it in again.
    if (!answer[QLatin1String("alive")].toBool())
        install();
}

void Lane::takeFallback(const Reply& reply, double rss)
{
    m_polling = false;
    if (!reply)
        return;
    Sample sample;
    sample.lane = m_id;
    sample.time = now();
    sample.rss = rss;
    sample.heapUsed = reply.result[QLatin1String("usedSize")].toDouble(kNoValue);
    sample.heapTotal = reply.result[QLatin1String("totalSize")].toDouble(kNoValue);
    sample.isFallback = true;
    emit sampled(sample, int(m_asked.elapsed()));
}

void Lane::discardConsole()
{
    m_channel->tell(QStringLiteral("Runtime.discardConsoleEntries"));
}

void Lane::leave(std::function<void()> done)
{
    const auto release = [this, done = std::move(done)](const Reply&) {
        discardConsole();
        m_channel->call(QStringLiteral("Runtime.releaseObjectGroup"), {{QStringLiteral("objectGroup"), objectGroup()}},
                        kLeaveMs, this, [done](const Reply&) { done(); });
    };
    if (m_agent.isEmpty())
        return release({});
    m_channel->call(QStringLiteral("Runtime.callFunctionOn"),
                    callParams(m_agent, QStringLiteral("function(){return this.end()}")), kLeaveMs, this, release);
}

// --- ids -------------------------------------------------------------------------------------------------

void Lane::askCanary(const QObject* context, std::function<void(const QString&)> done)
{
    m_channel->call(QStringLiteral("HeapProfiler.getHeapObjectId"), {{QStringLiteral("objectId"), m_canary}},
                    kSmallCallMs, context, [done = std::move(done)](const Reply& reply) {
                        done(reply.result[QLatin1String("heapSnapshotObjectId")].toString());
                    });
}

// Asking after the snapshot would be useless: the same number is handed out again.
void Lane::checkEpoch(const QObject* context, std::function<void(int)> done)
{
    if (m_canaryId.isEmpty()) {
        m_epoch = m_epoch == 0 ? 1 : m_epoch + 1;
        return done(m_epoch);
    }
    askCanary(context, [this, done = std::move(done)](const QString& id) {
        if (id != m_canaryId)
            ++m_epoch;
        done(m_epoch);
    });
}

void Lane::rememberIds(const QObject* context, std::function<void()> done)
{
    askCanary(context, [this, done = std::move(done)](const QString& id) {
        m_canaryId = id;
        done();
    });
}

} // namespace heapwise::inspector
