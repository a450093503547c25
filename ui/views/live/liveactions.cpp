// What can be done with the process of a LiveDocument: snapshots, garbage collection, sampling, marks.
#include "ui/views/live/livedocument.h"

#include "ui/format.h"
#include "ui/livesnapshots.h"
#include "ui/settings/settings.h"
#include "ui/theme/fonts.h"
#include "ui/views/live/consent.h"
#include "ui/views/live/leakmonitor.h"
#include "ui/views/live/leakpanel.h"
#include "ui/views/live/liveobjectdialog.h"
#include "ui/views/live/livetext.h"
#include "ui/views/live/sessionrecorder.h"
#include "ui/views/live/timelineplot.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"

#include <QActionGroup>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>

#include <cmath>

namespace heapwise::ui {

using inspector::CaptureProgress;
using inspector::Preflight;
using inspector::Problem;

namespace {

Seconds now()
{
    return double(QDateTime::currentMSecsSinceEpoch()) / 1000;
}

} // namespace

bool LiveDocument::mustConfirm(quint64 heapBytes)
{
    return heapBytes >= settings::kConfirmFrom.value();
}

QString LiveDocument::usualSnapshotFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/snapshots");
}

QString LiveDocument::snapshotFolder()
{
    const QString chosen = settings::kSnapshotFolder.value();
    return chosen.isEmpty() ? usualSnapshotFolder() : chosen;
}

QString LiveDocument::nextFile(const QString& folder, const QString& suffix) const
{
    static const QRegularExpression unsafe(QStringLiteral("[^A-Za-z0-9._-]+"));
    QString name = m_name.left(60);
    name.replace(unsafe, QStringLiteral("-"));
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    return QStringLiteral("%1/%2-%3-%4.%5").arg(folder, name).arg(m_target.process.pid).arg(stamp, suffix);
}

void LiveDocument::forceGc()
{
    m_gc->setEnabled(false);
    m_session->collectGarbage();
}

void LiveDocument::addMark()
{
    m_data->addEvent({.kind = LiveEvent::Kind::Mark,
                      .time = now(),
                      .text = tr("Mark"),
                      .detail = {},
                      .heap = m_data->isEmpty() ? kNoValue : m_data->main().latest(Series::HeapUsed),
                      .file = {}});
}

// --- snapshots -------------------------------------------------------------------------------------------

void LiveDocument::takeSnapshot(bool clean, int lane)
{
    if (m_session->isAttached() && !m_data->isEmpty())
        checkAndCapture(clean, lane);
}

// What it will take is looked up first: a process that runs out of memory in the middle of it is a process killed.
void LiveDocument::checkAndCapture(bool clean, int lane)
{
    const auto found = m_data->lanes().find(lane);
    if (found == m_data->lanes().end() || found->second.ended)
        return;
    const double used = found->second.latest(Series::HeapUsed);
    m_preflight.start(
        [used, pid = m_target.process.pid, folder = snapshotFolder()](const Progress&) {
            return inspector::checkSnapshot(inspector::ProcFs(), pid, quint64(std::isnan(used) ? 0 : used), folder);
        },
        [this, clean, lane](const Preflight& check) {
            const bool fits = check.verdict == Preflight::Verdict::Fits;
            if (fits && m_agreed && !mustConfirm(check.heapBytes))
                return startCapture(clean, lane);
            QString text =
                tr("The process stands still meanwhile: %1 to %2, estimated for %3 of heap. It needs about %4 more "
                   "memory, and "
                   "the file about %5. A snapshot holds every string of the program, passwords among them; the file "
                   "can be read "
                   "by you alone.")
                    .arg(formatDuration(check.pauseSecondsFrom), formatDuration(check.pauseSecondsTo),
                         formatBytes(check.heapBytes), formatBytes(check.memoryNeeded), formatBytes(check.diskNeeded));
            if (check.verdict == Preflight::Verdict::LittleMemory)
                text += QStringLiteral("\n\n") +
                        (check.isGroupLimit ? tr("Only %1 are left in its control group: the process may be killed.")
                                            : tr("Only %1 are free: the process may be killed."))
                            .arg(formatBytes(check.memoryFree));
            if (check.verdict == Preflight::Verdict::LittleDisk)
                text += QStringLiteral("\n\n") +
                        tr("Only %1 are free on the disk of %2.").arg(formatBytes(check.diskFree), snapshotFolder());
            auto* consent =
                new ConsentDialog(fits ? tr("Take a snapshot?") : tr("There is too little room for a snapshot"), text,
                                  fits ? tr("Take it") : tr("Take it all the same"), window());
            if (!fits) // Enter does not do it
                consent->findChild<QPushButton*>(QStringLiteral("consentYes"))->setDefault(false);
            connect(consent, &QDialog::accepted, this, [this, clean, lane, fits] {
                m_agreed = m_agreed || fits;
                startCapture(clean, lane);
            });
            consent->open();
        });
}

void LiveDocument::startCapture(bool clean, int lane)
{
    m_captureText->setText(clean ? tr("Collecting garbage") : tr("Snapshot"));
    m_session->capture({lane, nextFile(snapshotFolder(), QStringLiteral("heapsnapshot")), clean});
}

// Each worker thread has a heap of its own.
void LiveDocument::fillSnapshotMenu(QMenu& menu)
{
    menu.clear();
    menu.addAction(tr("Clean snapshot"), this, [this] { takeSnapshot(true); });
    menu.addAction(tr("Quick snapshot, garbage included"), this, [this] { takeSnapshot(false); });
    for (const auto& [id, lane] : m_data->lanes()) {
        if (id == 0 || lane.ended)
            continue;
        QString title = QString::fromStdString(lane.title);
        title.replace(QLatin1Char('&'), QLatin1String("&&"));
        menu.addAction(tr("Clean snapshot of %1").arg(title), this,
                       [this, worker = id] { takeSnapshot(true, worker); });
    }
}

void LiveDocument::captureProgressed(const CaptureProgress& progress)
{
    if (progress.isStalled)
        m_captureText->setText(tr("Nothing came for two minutes. It may still go on."));
    else if (progress.phase == CaptureProgress::Phase::Collecting)
        m_captureText->setText(tr("Collecting garbage"));
    else if (progress.phase == CaptureProgress::Phase::Building)
        m_captureText->setText(tr("Reading the heap, %1").arg(formatWholePercent(progress.fraction)));
    else
        m_captureText->setText(tr("Writing, %1 of about %2, %3/s")
                                   .arg(formatBytes(quint64(progress.bytesWritten)),
                                        formatBytes(quint64(progress.bytesExpected)),
                                        formatBytes(quint64(progress.bytesPerSecond))));
}

void LiveDocument::captureFinished(const inspector::CaptureResult& result)
{
    showState();
    const QString reason = std::exchange(m_captureReason, {});
    if (!result.failure) {
        m_data->addSnapshot(result, reason);
        if (result.request.lane == 0)
            m_leaks->snapshotTaken(now(), result.heapUsed, !reason.isEmpty());
        if (result.pausedSeconds > 2)
            m_data->addGap({result.time, result.time + result.pausedSeconds});
        makeLookable(result);
        emit snapshotTaken(result.file);
        return;
    }
    m_leaks->postponeSnapshot(now());
    if (result.failure.problem == Problem::Discarded)
        return;
    QString text = LiveText::problem(result.failure);
    if (!result.file.isEmpty())
        text += QLatin1Char(' ') +
                tr("%1 of the snapshot were kept in %2.").arg(formatBytes(quint64(result.bytes)), result.file);
    m_message->showMessage(MessageBar::Tone::Error, tr("No snapshot."), text);
    m_data->addEvent({.kind = LiveEvent::Kind::Failed,
                      .time = now(),
                      .text = tr("Snapshot failed"),
                      .detail = text,
                      .file = result.file});
}

/// Objects of the snapshot can be looked at in the process while it is attached.
void LiveDocument::makeLookable(const inspector::CaptureResult& result)
{
    const auto look = [this, lane = result.request.lane, epoch = result.epoch](quint64 id, QWidget* window) {
        const auto& lanes = m_data->lanes();
        const auto known = lanes.find(lane);
        const double heap = known == lanes.end() ? 0 : known->second.latest(Series::HeapUsed);
        auto* dialog = new LiveObjectDialog(m_session, {lane, epoch, id}, std::isnan(heap) ? 0 : heap, window);
        dialog->open();
    };
    LiveSnapshots::instance().add(
        result.file, this, [this] { return m_session->isAttached(); }, look);
}

// --- the session on disk ----------------------------------------------------------------------------------

// From the first time it is attached; attached again, it goes on in the same file.
void LiveDocument::beginRecording(const inspector::SessionInfo& info)
{
    if (m_recorder->isRecording())
        return;
    connect(m_recorder, &SessionRecorder::failed, this, [this] {
        m_message->showMessage(
            MessageBar::Tone::Warning, {},
            tr("The session is no longer kept on disk: writing to %1 failed.").arg(m_recorder->path()));
    });
    connect(m_recorder, &SessionRecorder::saved, this, [this](const QString& path, const QString& whyNot) {
        if (whyNot.isEmpty())
            m_message->showMessage(MessageBar::Tone::Info, {}, tr("The session so far was saved as %1.").arg(path));
        else
            m_message->showMessage(MessageBar::Tone::Error, tr("The session was not saved."), whyNot);
    });
    const Seconds begin = now();
    m_sessionId = SessionRecorder::idOf(info.process.pid, begin);
    m_recorder->begin({begin, m_name.toStdString(), info.process.pid, info.version.toStdString(),
                       info.endpoint.address().toStdString()},
                      nextFile(SessionRecorder::folder(), QStringLiteral("heapwise-session")));
}

void LiveDocument::saveSession()
{
    auto* dialog = new QFileDialog(this, tr("Save the session"),
                                   QDir::homePath() + QLatin1Char('/') + QFileInfo(m_recorder->path()).fileName(),
                                   tr("Sessions (*.heapwise-session)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("heapwise-session"));
    connect(dialog, &QFileDialog::fileSelected, m_recorder, &SessionRecorder::saveAs);
    dialog->open();
}

// --- allocation sampling ---------------------------------------------------------------------------------

void LiveDocument::toggleSampling()
{
    if (m_sampling) {
        QDir().mkpath(snapshotFolder());
        m_session->stopSampling(0, nextFile(snapshotFolder(), QStringLiteral("heapprofile")));
    } else {
        m_session->startSampling(0, m_samplingOptions);
        m_data->addEvent({.kind = LiveEvent::Kind::Sampling,
                          .time = now(),
                          .text = tr("Sampling"),
                          .detail = tr("one sample per %1 allocated").arg(formatBytes(m_samplingOptions.intervalBytes)),
                          .file = {}});
    }
    m_sampling = !m_sampling;
    m_sample->setText(m_sampling ? tr("Stop sampling") : tr("Sample allocations"));
}

namespace {

/// One of several values, ticked when it is `chosen`.
template <typename T>
void addChoices(QMenu& menu, T& chosen, const QList<QPair<QString, T>>& choices)
{
    auto* group = new QActionGroup(&menu);
    for (const auto& [text, value] : choices) {
        auto* action = menu.addAction(text, &menu, [&chosen, value = value] { chosen = value; });
        action->setActionGroup(group);
        action->setCheckable(true);
        action->setChecked(value == chosen);
    }
}

} // namespace

/// For the next time it is started.
void LiveDocument::fillSamplingMenu(QMenu& menu)
{
    menu.clear();
    QList<QPair<QString, int>> intervals;
    for (const int bytes : {8 * 1024, 32 * 1024, 128 * 1024, 512 * 1024})
        intervals.append({tr("One sample per %1").arg(formatBytes(quint64(bytes))), bytes});
    addChoices(menu, m_samplingOptions.intervalBytes, intervals);
    menu.addSeparator();
    addChoices<int>(menu, m_samplingSeconds,
                    {{tr("Until it is stopped"), 0}, {tr("For 30 s"), 30}, {tr("For 2 min"), 120}});
    menu.addSeparator();
    auto* collected = menu.addAction(tr("With what is collected meanwhile (Node.js 20 and later)"), &menu,
                                     [this](bool on) { m_samplingOptions.withCollected = on; });
    collected->setCheckable(true);
    collected->setChecked(m_samplingOptions.withCollected);
}

void LiveDocument::samplingFinished(const QString& file, const inspector::Failure& failure)
{
    m_sampling = false;
    m_sample->setText(tr("Sample allocations"));
    if (failure) {
        m_message->showMessage(MessageBar::Tone::Error, tr("No allocation profile."), LiveText::problem(failure));
        return;
    }
    m_message->showMessage(MessageBar::Tone::Info, {},
                           tr("The allocation profile is in %1. Chrome DevTools opens it (Memory > Load).").arg(file));
    m_data->addEvent({.kind = LiveEvent::Kind::Sampling,
                      .time = now(),
                      .text = tr("Sampling stopped"),
                      .detail = file,
                      .file = file});
}

} // namespace heapwise::ui
