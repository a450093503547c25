#include "core/inspector/lane.h"

#include "core/inspector/agent.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace heapwise::inspector {

namespace {

constexpr int kSmallCallMs = 5000;
constexpr int kLeaveMs = 2000;
constexpr int kLaneStartedPollMs = 25;
constexpr int kMaxStartedProbes = 200;
constexpr int kSilentMs = 2000; ///< without an answer: the target was silent

Seconds now()
{
    return double(QDateTime::currentMSecsSinceEpoch()) / 1000;
}

QJsonObject callParams(const QString& objectId, const QString& function, const QJsonArray& arguments = {})
{
    return {{QStringLiteral("objectId"), objectId},
            {QStringLiteral("functionDeclaration"), function},
            {QStringLiteral("arguments"), arguments},
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

void Lane::install(int limitMs)
{
    m_installing = true;
    m_asked.start();
    evaluate(agentSource(), false, limitMs, [this](const Reply& reply) {
        m_installing = false;
        m_agent = reply.result[QLatin1String("result")][QLatin1String("objectId")].toString();
        // Without an answer it is busy, which is no reason never to try again.
        m_fallback = reply ? m_agent.isEmpty() || reply.result.contains(QLatin1String("exceptionDetails"))
                           : reply.failure.problem == Problem::Refused;
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

void Lane::poll(const Question& question)
{
    if (m_polling || m_installing || !m_channel->isOpen())
        return;
    // No time limit: a busy target is not an error, and a second question would only wait behind the first.
    if (m_agent.isEmpty() && !m_fallback)
        return install(0);
    m_polling = true;
    m_question = question;
    m_asked.start();
    if (m_fallback)
        m_channel->call(QStringLiteral("Runtime.getHeapUsage"), {}, 0, this,
                        [this](const Reply& reply) { takeFallback(reply); });
    else
        ask();
}

void Lane::ask()
{
    const QJsonArray arguments{QJsonObject{{QStringLiteral("value"), m_question.everyMs}},
                               QJsonObject{{QStringLiteral("value"), m_question.askedEveryMs}},
                               QJsonObject{{QStringLiteral("value"), m_question.isFresh}},
                               QJsonObject{{QStringLiteral("value"), m_question.wantsRss}}};
    m_channel->call(QStringLiteral("Runtime.callFunctionOn"),
                    callParams(m_agent, QStringLiteral("function(...how){return this.poll(...how)}"), arguments), 0,
                    this, [this](const Reply& reply) { takeAnswer(reply); });
}

void Lane::takeAnswer(const Reply& reply)
{
    const QByteArray text = reply.result[QLatin1String("result")][QLatin1String("value")].toString().toUtf8();
    const QJsonObject answer = QJsonDocument::fromJson(text).object();
    if (answer[QLatin1String("starting")].toBool()) {
        QTimer::singleShot(kLaneStartedPollMs, this, &Lane::ask);
        return;
    }
    m_polling = false;
    m_isIdle = answer[QLatin1String("isIdle")].toBool();
    if (!reply && reply.failure.problem == Problem::ConnectionLost)
        return;
    const auto samples = m_reader.read(answer, now());
    if (samples.empty()) {
        m_fallback = true; // what it runs into, the next one will too
        return;
    }
    // It was silent for so long that its dead-man switch took it out: put it in again.
    if (!answer[QLatin1String("alive")].toBool())
        install();
    tell(samples);
}

void Lane::tell(std::vector<Sample> samples)
{
    const int latencyMs = int(m_asked.elapsed());
    const int expectedMs = m_question.askedEveryMs;
    const double limit = 2 * double(std::max(expectedMs, std::exchange(m_expectedMs, expectedMs))) / 1000 + 0.5;
    for (auto& sample : samples) {
        sample.lane = m_id;
        if (const double elapsed = sample.time - m_told; elapsed > limit || sample.silence > 0)
            sample.silence = elapsed; // blocked, or not even asked: a snapshot, or a lost connection
        m_told = sample.time;
    }
    if (latencyMs > kSilentMs)
        samples.back().silence = double(latencyMs) / 1000;
    emit answered(samples, latencyMs);
}

void Lane::takeFallback(const Reply& reply)
{
    m_polling = false;
    if (!reply)
        return;
    Sample sample;
    sample.time = now();
    sample.heapUsed = reply.result[QLatin1String("usedSize")].toDouble(kNoValue);
    sample.heapTotal = reply.result[QLatin1String("totalSize")].toDouble(kNoValue);
    sample.isFallback = true;
    tell({sample});
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
