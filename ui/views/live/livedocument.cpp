#include "ui/views/live/livedocument.h"

#include "ui/format.h"
#include "ui/settings/settings.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/views/live/leakmonitor.h"
#include "ui/views/live/leakpanel.h"
#include "ui/views/live/livetext.h"
#include "ui/views/live/overviewstrip.h"
#include "ui/views/live/restartwatch.h"
#include "ui/views/live/sessionrecorder.h"
#include "ui/views/live/timelineplot.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QDateTime>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace heapwise::ui {

using inspector::Problem;
using inspector::SessionState;

namespace {

constexpr int kShortestIntervalMs = 100, kLongestIntervalMs = 60'000;

/// A session that nobody looks at any more leaves by itself, and is then gone. Waiting for a busy process would hold
/// up the window.
void leaveBehind(inspector::Session* session)
{
    session->disconnect();
    session->setParent(QCoreApplication::instance());
    const auto end = [session](SessionState state) {
        if (state == SessionState::Detached || state == SessionState::Ended || state == SessionState::Failed)
            session->deleteLater();
    };
    QObject::connect(session, &inspector::Session::stateChanged, session, end);
    // Nothing runs after the program's last event but destructors, which wait for it.
    QObject::connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, session,
                     [session] { delete session; });
    end(session->state());
    session->detach();
}

} // namespace

LiveDocument::LiveDocument(const inspector::Target& target, const QString& name, QWidget* parent)
    : TimelineDocument(parent)
    , m_target(target)
    , m_name(name)
    , m_session(new inspector::Session(target, this))
    , m_recorder(new SessionRecorder(m_data, this))
    , m_restart(new RestartWatch(this))
{
    setObjectName(QStringLiteral("liveDocument"));
    auto* column = createColumn();
    createHeader(*column);
    createControls(*column);
    createBody(*column);
    connectSession();
    connectLeakPanel();
    connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, this, [this] {
        m_quitting = true;
        m_session->detach();
    });
    showState();
    applyInterval();
    settings::kSampleInterval.follow(this, [this] { applyInterval(); });
    m_session->start();
}

LiveDocument::~LiveDocument()
{
    if (m_quitting)
        delete m_session;
    else
        leaveBehind(m_session);
}

void LiveDocument::applyInterval()
{
    m_session->setInterval(sampleIntervalMs());
}

int LiveDocument::sampleIntervalMs()
{
    return std::clamp(settings::kSampleInterval.value(), kShortestIntervalMs, kLongestIntervalMs);
}

void LiveDocument::setLauncher(inspector::Launcher* launcher)
{
    launcher->setParent(this);
    connect(launcher, &inspector::Launcher::ended, this, [this](int code, bool bySignal, bool heapLimit) {
        const QString how = heapLimit  ? tr("The program reached its heap limit and was ended by V8.")
                            : bySignal ? tr("The program was ended by signal %1.").arg(code)
                                       : tr("The program exited with code %1.").arg(code);
        m_message->showMessage(heapLimit ? MessageBar::Tone::Error : MessageBar::Tone::Info, {}, how);
        m_data->addEvent({.kind = LiveEvent::Kind::State,
                          .time = double(QDateTime::currentMSecsSinceEpoch()) / 1000,
                          .text = tr("Program ended"),
                          .detail = how,
                          .file = {}});
    });
}

void LiveDocument::connectSession()
{
    connect(m_session, &inspector::Session::stateChanged, this, &LiveDocument::stateChanged);
    connect(m_restart, &RestartWatch::restarted, this, &LiveDocument::offerToFollow);
    connect(m_session, &inspector::Session::described, this, [this](const inspector::SessionInfo& info) {
        m_target.process = info.process;
        m_restart->remember(info.process);
        beginRecording(info);
        m_data->addEvent({.kind = LiveEvent::Kind::Attached,
                          .time = double(QDateTime::currentMSecsSinceEpoch()) / 1000,
                          .text = tr("Attached"),
                          .detail = info.openedInspector ? tr("inspector opened at %1").arg(info.endpoint.address())
                                                         : tr("at %1").arg(info.endpoint.address()),
                          .file = {}});
        showState();
    });
    connect(m_session, &inspector::Session::laneAdded, m_data, &LiveData::addLane);
    connect(m_session, &inspector::Session::laneRemoved, m_data, &LiveData::endLane);
    connect(m_session, &inspector::Session::sampled, m_data, &LiveData::addSample);
    connect(m_session, &inspector::Session::captureProgressed, this, &LiveDocument::captureProgressed);
    connect(m_session, &inspector::Session::captureFinished, this, &LiveDocument::captureFinished);
    connect(m_session, &inspector::Session::samplingFinished, this, &LiveDocument::samplingFinished);
    connect(m_session, &inspector::Session::garbageCollected, this, [this](int, bool ok) {
        m_leaks->collected();
        m_gc->setEnabled(m_session->isAttached());
        if (!ok && m_session->isAttached())
            m_message->showMessage(MessageBar::Tone::Warning, {},
                                   tr("The process did not come round to collecting garbage: it is busy."));
    });
    connect(m_data, &LiveData::lanesChanged, this, &LiveDocument::showState);
    connect(m_data, &LiveData::eventsChanged, m_plot, &TimelinePlot::refresh);
    connect(m_data, &LiveData::sampled, this, [this] {
        if (isVisible() && m_follow->isChecked())
            m_plot->refresh();
        m_overview->update();
        emit changed();
    });
}

// --- state -----------------------------------------------------------------------------------------------

void LiveDocument::stateChanged(SessionState state)
{
    const bool isOver = state == SessionState::Ended || state == SessionState::Failed || state == SessionState::Lost;
    const QString why = LiveText::problem(m_session->failure());
    if (state == SessionState::WaitingForDebugger)
        m_message->showMessage(MessageBar::Tone::Info, {}, tr("The program waits for a debugger before it starts."),
                               tr("Start it"));
    else if (state == SessionState::Busy)
        m_message->showMessage(
            MessageBar::Tone::Info, {},
            tr("The process is busy and does not answer. Nothing is wrong; recording goes on when it does."));
    else if (state == SessionState::Lost)
        m_message->showMessage(MessageBar::Tone::Warning, {}, why, tr("Reconnect"));
    else if (isOver)
        m_message->showMessage(state == SessionState::Failed ? MessageBar::Tone::Error : MessageBar::Tone::Info, {},
                               why);
    else
        m_message->hide();
    if (isOver)
        m_data->addEvent({.kind = LiveEvent::Kind::State,
                          .time = double(QDateTime::currentMSecsSinceEpoch()) / 1000,
                          .text = LiveText::state(state),
                          .detail = why,
                          .file = {}});
    if (state == SessionState::Live)
        m_leaks->collected(); // what was asked for over a lost connection is not answered any more
    if (state == SessionState::Ended)
        m_restart->start();
    showState();
}

void LiveDocument::offerToFollow(const inspector::ProcessIdentity& process)
{
    m_successor = process;
    m_message->showMessage(MessageBar::Tone::Info, {},
                           tr("%1 was started again, as process %2.").arg(m_name).arg(process.pid), tr("Watch it"));
}

void LiveDocument::answerMessage()
{
    if (m_session->state() == SessionState::WaitingForDebugger)
        m_session->runIfWaiting();
    else if (m_successor.isValid())
        emit attachRequested(m_successor.pid);
    else
        m_session->reconnectNow();
}

void LiveDocument::showState()
{
    const auto& info = m_session->info();
    const SessionState state = m_session->state();
    const bool attached = m_session->isAttached();
    m_stateLabel->setText(QStringLiteral("● ") + LiveText::state(state));
    m_stateLabel->setToken(attached                        ? Token::Success
                           : state == SessionState::Failed ? Token::Error
                                                           : Token::TextSecondary);
    QStringList facts;
    if (info.process.isValid())
        facts.append(tr("pid %1").arg(info.process.pid));
    if (!info.version.isEmpty())
        facts.append(tr("Node %1").arg(info.version));
    if (info.endpoint.port != 0)
        facts.append(info.endpoint.address());
    m_factsLabel->setText(facts.join(QStringLiteral(" · ")));
    const int workers = int(std::count_if(m_data->lanes().begin(), m_data->lanes().end(),
                                          [](const auto& lane) { return lane.first != 0 && !lane.second.ended; }));
    m_threads->setText(workers == 0   ? tr("Main thread")
                       : workers == 1 ? tr("Main thread + 1 worker")
                                      : tr("Main thread + %1 workers").arg(workers));
    const bool capturing = state == SessionState::Capturing;
    m_snapshot->setEnabled(attached && !capturing);
    m_snapshotMenu->setEnabled(attached && !capturing);
    m_gc->setEnabled(attached && !capturing);
    m_sample->setEnabled(attached && !capturing);
    m_mark->setEnabled(attached);
    m_save->setEnabled(m_recorder->isRecording());
    m_leakPanel->setLive(attached && !capturing);
    m_discard->setVisible(capturing);
    m_captureText->setVisible(capturing);
    m_detach->setEnabled(attached || state == SessionState::Attaching || state == SessionState::Lost ||
                         state == SessionState::WaitingForDebugger);
    emit changed();
}

QString LiveDocument::title() const
{
    return m_target.process.isValid() ? QStringLiteral("%1 %2").arg(m_name).arg(m_target.process.pid) : m_name;
}

Token LiveDocument::iconColor() const
{
    return m_session->isAttached() ? Token::Success : Token::TextTertiary;
}

QString LiveDocument::stateText() const
{
    if (!m_session->isAttached())
        return LiveText::state(m_session->state());
    return tr("Attached %1").arg(formatDuration(m_data->end() - m_data->begin()));
}

QString LiveDocument::stateIcon() const
{
    return hasError() ? QStringLiteral("error") : QStringLiteral("pulse");
}

bool LiveDocument::hasError() const
{
    return m_session->state() == SessionState::Failed;
}

QString LiveDocument::selectionText() const
{
    if (m_data->isEmpty())
        return {};
    const RecordedLane& main = m_data->main();
    QString text = tr("heapUsed %1 MiB · rss %2 MiB")
                       .arg(QLocale().toString(main.latest(Series::HeapUsed) / (1 << 20), 'f', 1),
                            QLocale().toString(main.latest(Series::Rss) / (1 << 20), 'f', 1));
    if (!std::isnan(m_data->costShare()))
        text += QStringLiteral(" · ") +
                tr("sampling code takes %1 % of its thread").arg(QLocale().toString(m_data->costShare() * 100, 'f', 3));
    return text;
}

QList<Crumb> LiveDocument::crumbs() const
{
    return {};
}

void LiveDocument::showEvent(QShowEvent* event)
{
    TimelineDocument::showEvent(event);
    m_session->setSlow(false);
    m_plot->refresh();
}

void LiveDocument::hideEvent(QHideEvent* event)
{
    TimelineDocument::hideEvent(event);
    m_session->setSlow(true);
}

} // namespace heapwise::ui
