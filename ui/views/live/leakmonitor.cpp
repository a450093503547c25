#include "ui/views/live/leakmonitor.h"

#include "ui/views/live/livedata.h"

#include <algorithm>

namespace heapwise::ui {

namespace {
constexpr int kProbeMs = 20'000;
constexpr qint64 kRest = 4; ///< times as long as a collection took
} // namespace

LeakMonitor::LeakMonitor(LiveData* data, QObject* parent)
    : QObject(parent)
    , m_simple({.rule = LeakRule::Simple})
{
    m_probe.setSingleShot(true);
    connect(&m_probe, &QTimer::timeout, this, &LeakMonitor::wantCollection);
    connect(data, &LiveData::sampleAdded, this, &LeakMonitor::take);
}

void LeakMonitor::setRule(LeakRule rule, double ratio)
{
    m_rule = rule;
    if (rule == LeakRule::Simple && ratio != m_simple.options().ratio) {
        LeakOptions options = m_simple.options();
        options.ratio = ratio;
        m_simple = LeakDetector(options);
    }
    tell();
}

void LeakMonitor::setPatience(double seconds)
{
    LeakOptions options = m_floor.options();
    options.patience = seconds;
    m_floor = LeakDetector(options);
}

void LeakMonitor::setDetectors(LeakDetector floor, LeakDetector simple)
{
    m_floor = std::move(floor);
    m_simple = std::move(simple);
    m_told = report().verdict; // long ago
    emit reported();
}

void LeakMonitor::setRules(const SnapshotRules& rules)
{
    m_trigger.setRules(rules);
    emit reported();
}

void LeakMonitor::snapshotTaken(Seconds time, double heap, bool byRule)
{
    m_trigger.snapshotTaken(time, heap, byRule);
    m_floor.forgetOutside();
    emit reported();
}

void LeakMonitor::startProbing()
{
    const std::size_t needed = m_floor.options().collections, seen = m_floor.report().collections;
    startProbing(kProbeMs, seen < needed ? needed : seen + needed); // asked for again, to be sure
}

void LeakMonitor::startProbing(int everyMs, std::size_t until)
{
    m_probeMs = everyMs;
    m_probeUntil = until;
    m_isProbing = true;
    wantCollection();
    emit reported();
}

void LeakMonitor::wantCollection()
{
    m_probe.stop();
    m_wanted.start();
    emit collectionWanted();
}

void LeakMonitor::collected()
{
    if (m_isProbing && !m_probe.isActive())
        m_probe.start(int(std::max<qint64>(m_probeMs, kRest * m_wanted.elapsed())));
}

void LeakMonitor::stopProbing()
{
    m_isProbing = false;
    m_probe.stop();
    emit reported();
}

void LeakMonitor::take(const Sample& sample)
{
    if (sample.lane != 0)
        return;
    m_floor.addSample(sample);
    m_simple.addSample(sample);
    if (m_isProbing && m_floor.report().collections >= m_probeUntil)
        stopProbing();
    tell();
    const auto floors = m_floor.floorBytes();
    const auto reason = m_trigger.rules().any()
                            ? m_trigger.check(sample.time, floors.empty() ? kNoValue : floors.back(), sample.heapLimit)
                            : SnapshotTrigger::Reason::None;
    if (reason != SnapshotTrigger::Reason::None)
        emit snapshotWanted(reason);
}

void LeakMonitor::tell()
{
    emit reported();
    if (const Verdict verdict = report().verdict; verdict != m_told) {
        m_told = verdict;
        emit verdictChanged(verdict);
    }
}

} // namespace heapwise::ui
