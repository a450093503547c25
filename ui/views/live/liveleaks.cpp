// What a LiveDocument does about leaks: verdicts are told, and the steps of the panel are taken.
#include "ui/views/live/livedocument.h"

#include "ui/format.h"
#include "ui/notification.h"
#include "ui/views/live/consent.h"
#include "ui/views/live/leakmonitor.h"
#include "ui/views/live/leakpanel.h"
#include "ui/views/live/leaktext.h"
#include "ui/widgets/messagebar.h"

#include <QDateTime>
#include <QTimer>

#include <cmath>

namespace heapwise::ui {

namespace {

Seconds now()
{
    return double(QDateTime::currentMSecsSinceEpoch()) / 1000;
}

} // namespace

void LiveDocument::connectLeakPanel()
{
    connect(m_leaks, &LeakMonitor::verdictChanged, this, &LiveDocument::verdictChanged);
    connect(m_leaks, &LeakMonitor::collectionWanted, this, [this] {
        if (m_session->state() == inspector::SessionState::Live)
            m_session->collectGarbage();
        else
            m_leaks->collected();
    });
    connect(m_leaks, &LeakMonitor::snapshotWanted, this, &LiveDocument::snapshotByRule);
    connect(m_leakPanel, &LeakPanel::snapshotRequested, this, [this] { takeSnapshot(true); });
    connect(m_leakPanel, &LeakPanel::samplingRequested, this, [this] { sampleFor(120); });
    connect(m_leakPanel, &LeakPanel::probeRequested, this, &LiveDocument::probe);
}

// A message bar, an event, and a notification of the system where the window is not looked at.
void LiveDocument::verdictChanged(Verdict verdict)
{
    const LeakReport& report = m_leaks->report();
    const QString text = LeakText::verdict(verdict);
    m_data->addEvent({.kind = LiveEvent::Kind::Verdict,
                      .time = now(),
                      .text = text,
                      .detail = LeakText::evidence(report),
                      .file = {}});
    if (!report.isAlarm())
        return;
    const QString growth =
        verdict == Verdict::OutsideHeap || report.rule == LeakRule::Simple
            ? QString()
            : tr("%1 per minute after GC.").arg(LeakText::perMinute(report.floor.slope)) + QLatin1Char(' ');
    m_message->showMessage(MessageBar::Tone::Warning, text + QLatin1Char('.'), growth + LeakText::explanation(report));
    if (!isActiveWindow())
        notify(tr("%1: %2").arg(title(), text), growth + LeakText::explanation(report), window());
}

void LiveDocument::probe(bool on)
{
    if (!on)
        return m_leaks->stopProbing();
    auto* consent = new ConsentDialog(
        tr("Probe for a leak?"),
        tr("Garbage is collected every 20 seconds, until enough collections tell how much of the heap is really alive. "
           "Each one pauses the process, for about a second per GiB of heap."),
        tr("Probe"), window());
    connect(consent, &QDialog::accepted, this, [this] { m_leaks->startProbing(); });
    consent->open();
}

// Nobody is there to be asked: without room for it there is none.
void LiveDocument::snapshotByRule(SnapshotTrigger::Reason reason)
{
    if (m_session->state() != inspector::SessionState::Live || m_rulePreflight.isBusy())
        return;
    const double used = m_data->main().latest(Series::HeapUsed);
    m_rulePreflight.start(
        [used, pid = m_target.process.pid, folder = snapshotFolder()](const Progress&) {
            return inspector::checkSnapshot(inspector::ProcFs(), pid, quint64(std::isnan(used) ? 0 : used), folder);
        },
        [this, reason](const inspector::Preflight& check) {
            if (m_session->state() != inspector::SessionState::Live)
                return;
            if (check.verdict == inspector::Preflight::Verdict::Fits) {
                m_captureReason = LeakText::reason(reason);
                return startCapture(true, 0);
            }
            m_leaks->postponeSnapshot(now());
            const QString why = check.verdict == inspector::Preflight::Verdict::LittleDisk
                                    ? tr("too little disk space is free")
                                    : tr("too little memory is free");
            m_data->addEvent({.kind = LiveEvent::Kind::Failed,
                              .time = now(),
                              .text = tr("No snapshot by rule"),
                              .detail = why,
                              .file = {}});
        });
}

void LiveDocument::sampleFor(int seconds)
{
    if (m_sampling)
        return;
    toggleSampling();
    QTimer::singleShot(seconds * 1000, this, [this] {
        if (m_sampling)
            toggleSampling();
    });
}

} // namespace heapwise::ui
