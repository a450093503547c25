#include "app/cli/watch/watcher.h"

#include "app/cli/run.h"
#include "core/inspector/endpoint.h"
#include "core/inspector/preflight.h"

#include <QDateTime>
#include <QDir>

#include <cmath>
#include <cstdio>

namespace heapwise::cli {

using inspector::SessionState;

namespace {

Seconds now()
{
    return double(QDateTime::currentMSecsSinceEpoch()) / 1000;
}

int exitCodeOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Stable:
    case Verdict::WarmingUp:
        return ExitOk;
    case Verdict::LeakPossible:
        return 3;
    case Verdict::LeakLikely:
        return 4;
    case Verdict::OutsideHeap:
        return 5;
    case Verdict::NotEnoughData:
        return 6;
    }
    return ExitOk;
}

} // namespace

Watcher::Watcher(WatchOptions options)
    : m_options(std::move(options))
    , m_output(m_options.json)
    , m_detector(m_options.rule)
    , m_trigger(m_options.snapshots)
{
    connect(&m_signals, &SignalNotifier::interrupted, this, [this] { stop(QStringLiteral("Interrupted.")); });
    m_duration.setSingleShot(true);
    connect(&m_duration, &QTimer::timeout, this, [this] { stop(QStringLiteral("The time is over.")); });
}

Watcher::~Watcher() = default;

void Watcher::start()
{
    if (!m_options.snapshotFolder.empty() && !QDir().mkpath(QString::fromStdString(m_options.snapshotFolder)))
        return fail(
            QStringLiteral("The folder %1 cannot be made.").arg(QString::fromStdString(m_options.snapshotFolder)));
    if (!serveMetrics())
        return;
    if (m_options.duration > 0)
        m_duration.start(int(std::min(m_options.duration * 1000, 2e9)));
    if (!m_options.program.empty())
        return launch();
    inspector::Target target;
    target.mayOpen = m_options.mayOpen;
    target.leftoversFile = inspector::Leftovers::usualFile();
    if (m_options.pid > 0) {
        const auto process = inspector::ProcFs().identity(m_options.pid);
        if (!process)
            return fail(problemText({inspector::Problem::ProcessGone, {}}));
        target.process = *process;
    } else {
        const auto endpoint = inspector::parseEndpoint(QString::fromStdString(m_options.address));
        if (!endpoint)
            return fail(QStringLiteral("%1 is not an address such as 127.0.0.1:9229.")
                            .arg(QString::fromStdString(m_options.address)));
        target.endpoint = *endpoint;
    }
    attach(target);
}

bool Watcher::serveMetrics()
{
    if (m_options.prometheus.empty())
        return true;
    m_server = std::make_unique<MetricsServer>([this] {
        const bool isUp = m_session && m_session->isAttached();
        const QString version = m_session ? m_session->info().version : QString();
        return QByteArray::fromStdString(m_metrics.text(m_detector.report(), version.toStdString(), isUp));
    });
    const QString address = QString::fromStdString(m_options.prometheus);
    const QString why = m_server->listen(address);
    if (!why.isEmpty()) {
        fail(QStringLiteral("Metrics cannot be served at %1: %2.").arg(address, why));
        return false;
    }
    m_output.note(now(), QStringLiteral("metrics"),
                  QStringLiteral("Metrics are served at port %1.").arg(m_server->port()));
    return true;
}

void Watcher::launch()
{
    inspector::LaunchRequest request;
    request.program = QString::fromStdString(m_options.program.front());
    for (std::size_t i = 1; i < m_options.program.size(); ++i)
        request.arguments.append(QString::fromStdString(m_options.program[i]));
    m_launcher = std::make_unique<inspector::Launcher>(request);
    connect(m_launcher.get(), &inspector::Launcher::printed, this,
            [](const QByteArray& text) { std::fwrite(text.constData(), 1, std::size_t(text.size()), stderr); });
    connect(m_launcher.get(), &inspector::Launcher::ready, this, &Watcher::attach);
    connect(m_launcher.get(), &inspector::Launcher::notStarted, this,
            [this](const inspector::Failure& failure) { fail(problemText(failure)); });
    connect(m_launcher.get(), &inspector::Launcher::ended, this, [this](int code, bool bySignal, bool heapLimit) {
        stop(heapLimit  ? QStringLiteral("The program reached its heap limit.")
             : bySignal ? QStringLiteral("The program was ended by signal %1.").arg(code)
                        : QStringLiteral("The program exited with code %1.").arg(code));
    });
    m_launcher->start();
}

void Watcher::attach(inspector::Target target)
{
    m_session = std::make_unique<inspector::Session>(target);
    m_session->setInterval(int(m_options.interval * 1000));
    connect(m_session.get(), &inspector::Session::stateChanged, this, &Watcher::stateChanged);
    connect(m_session.get(), &inspector::Session::sampled, this, &Watcher::take);
    connect(m_session.get(), &inspector::Session::captureFinished, this, &Watcher::captured);
    connect(m_session.get(), &inspector::Session::described, this, [this](const inspector::SessionInfo& info) {
        m_output.attached(info.process.pid, info.version, info.endpoint.address());
    });
    m_session->start();
}

void Watcher::stateChanged(SessionState state)
{
    switch (state) {
    case SessionState::Failed:
        return fail(problemText(m_session->failure()));
    case SessionState::WaitingForDebugger:
        return m_session->runIfWaiting();
    case SessionState::Lost:
        return m_output.note(now(), QStringLiteral("lost"),
                             QStringLiteral("The connection broke; it is looked for again."));
    case SessionState::Ended:
        if (m_why.isEmpty())
            m_why = QStringLiteral("The process ended.");
        // Of a program of ours more is known in a moment: how it ended.
        return m_launcher ? void() : finish();
    case SessionState::Detached:
        return finish();
    default:
        return;
    }
}

void Watcher::take(const Sample& sample)
{
    if (!m_why.isEmpty())
        return;
    if (sample.lane == 0) {
        m_metrics.add(sample);
        m_detector.addSample(sample);
    }
    m_output.sampled(sample, m_detector.report());
    if (m_output.isBroken())
        return stop(QStringLiteral("Nobody reads the output any more."));
    if (sample.lane != 0)
        return;
    if (const Verdict verdict = m_detector.report().verdict; verdict != m_told) {
        m_told = verdict;
        m_output.judged(sample.time, m_detector.report());
    }
    considerSnapshot(sample);
}

void Watcher::considerSnapshot(const Sample& sample)
{
    if (m_options.snapshotFolder.empty() || !m_snapshotReason.isEmpty() || m_session->state() != SessionState::Live)
        return;
    const auto floors = m_detector.floorBytes();
    switch (m_trigger.check(sample.time, floors.empty() ? kNoValue : floors.back(), sample.heapLimit)) {
    case SnapshotTrigger::Reason::None:
        return;
    case SnapshotTrigger::Reason::Growth:
        return takeSnapshot(QStringLiteral("the heap has grown"));
    case SnapshotTrigger::Reason::Limit:
        return takeSnapshot(QStringLiteral("the heap nears its limit"));
    case SnapshotTrigger::Reason::Time:
        return takeSnapshot(QStringLiteral("it was time for one"));
    }
}

void Watcher::takeSnapshot(const QString& reason)
{
    const QString folder = QString::fromStdString(m_options.snapshotFolder);
    const qint64 pid = m_session->info().process.pid;
    const auto floors = m_detector.floorBytes();
    const double heap = floors.empty() ? 0 : floors.back();
    const auto check = inspector::checkSnapshot(inspector::ProcFs(), pid, quint64(std::isnan(heap) ? 0 : heap), folder);
    if (check.verdict != inspector::Preflight::Verdict::Fits) {
        m_trigger.postpone(now());
        return m_output.note(
            now(), QStringLiteral("no-room"),
            check.verdict == inspector::Preflight::Verdict::LittleDisk
                ? QStringLiteral("No snapshot, although %1: the disk of %2 is nearly full.").arg(reason, folder)
                : QStringLiteral("No snapshot, although %1: too little memory is free.").arg(reason));
    }
    m_snapshotReason = reason;
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    m_session->capture({0, QStringLiteral("%1/node-%2-%3.heapsnapshot").arg(folder).arg(pid).arg(stamp), true});
}

void Watcher::captured(const inspector::CaptureResult& result)
{
    m_output.captured(result, m_snapshotReason);
    m_snapshotReason.clear();
    if (result.failure)
        return m_trigger.postpone(now());
    m_trigger.snapshotTaken(now(), result.heapUsed, true);
    m_detector.forgetOutside();
}

// --- the end ---------------------------------------------------------------------------------------------

void Watcher::stop(const QString& why)
{
    const bool isOver =
        m_session && (m_session->state() == SessionState::Ended || m_session->state() == SessionState::Detached);
    m_why = why;
    if (!m_session || isOver)
        return finish();
    m_session->detach();
}

void Watcher::fail(const QString& sentence)
{
    if (m_exitCode >= 0)
        return;
    m_exitCode = ExitBadInput;
    std::fprintf(stderr, "heapwise-cli: %s\n", qPrintable(sentence));
    emit finished();
}

void Watcher::finish()
{
    if (m_exitCode >= 0)
        return;
    m_exitCode = exitCodeOf(m_detector.report().verdict);
    m_output.ended(now(), m_detector.report(), m_why, m_exitCode);
    emit finished();
}

} // namespace heapwise::cli
