#include "ui/views/live/livedata.h"

#include "ui/format.h"

#include <algorithm>
#include <cmath>

namespace heapwise::ui {

namespace {
constexpr std::size_t kMaxEvents = 10'000;
} // namespace

LiveData::LiveData(QObject* parent)
    : QObject(parent)
{}

void LiveData::addLane(int lane, const QString& title)
{
    m_recording.addLane(lane, title.toStdString());
    emit laneAdded(lane, title);
    emit lanesChanged();
}

void LiveData::endLane(int lane)
{
    m_recording.endLane(lane);
    emit laneEnded(lane);
    emit lanesChanged();
}

void LiveData::addSample(const Sample& sample)
{
    if (!m_recording.addSample(sample))
        return;
    emit sampleAdded(sample);
    if (sample.lane == 0)
        emit sampled();
}

void LiveData::addGap(Gap gap)
{
    m_recording.addGap(gap);
    emit gapAdded(gap.from, gap.to);
}

void LiveData::setRecording(Recording recording, std::vector<LiveEvent> events)
{
    m_recording = std::move(recording);
    m_events = std::move(events);
    emit lanesChanged();
    emit eventsChanged();
    emit sampled();
}

void LiveData::addEvent(LiveEvent event)
{
    if (m_events.size() >= kMaxEvents)
        m_events.erase(m_events.begin());
    m_events.push_back(std::move(event));
    emit eventAdded(m_events.back());
    emit eventsChanged();
}

void LiveData::addSnapshot(const inspector::CaptureResult& result, const QString& reason)
{
    LiveEvent event{
        .kind = LiveEvent::Kind::Snapshot, .time = result.time, .text = {}, .detail = {}, .file = result.file};
    event.number = ++m_snapshots;
    event.epoch = result.epoch;
    event.lane = result.request.lane;
    event.heap = result.heapUsed;
    const auto lane = lanes().find(event.lane);
    event.text = event.lane == 0 || lane == lanes().end()
                     ? tr("Snapshot #%1").arg(event.number)
                     : tr("Snapshot #%1 of %2").arg(event.number).arg(QString::fromStdString(lane->second.title));
    event.detail =
        result.request.isClean
            ? tr("clean, paused %1, %2").arg(formatDuration(result.pausedSeconds), formatBytes(quint64(result.bytes)))
            : tr("quick, paused %1, %2").arg(formatDuration(result.pausedSeconds), formatBytes(quint64(result.bytes)));
    if (!reason.isEmpty())
        event.detail = reason + QStringLiteral(", ") + event.detail;
    const auto before = std::find_if(m_events.rbegin(), m_events.rend(), [&](const LiveEvent& other) {
        return other.kind == LiveEvent::Kind::Snapshot && other.lane == event.lane;
    });
    if (before != m_events.rend())
        event.change = event.heap - before->heap;
    addEvent(std::move(event));
}

} // namespace heapwise::ui
