#include "ui/views/live/livedata.h"

#include "ui/format.h"

#include <algorithm>
#include <cmath>

namespace heapwise::ui {

namespace {
constexpr std::size_t kMaxEvents = 10'000;
constexpr std::size_t kMaxLanes = 64;
constexpr double kSmoothing = 0.1; ///< weight of a new cost
} // namespace

LiveLane::LiveLane()
{
    for (const char* name : {"rss", "heapTotal", "heapUsed", "external", "arrayBuffers", "limit", "cpu", "loop"})
        timeline.series(name);
}

double LiveLane::latest(Series series) const
{
    return timeline.isEmpty() ? kNoValue : timeline.value(id(series), timeline.rows() - 1);
}

LiveData::LiveData(QObject* parent)
    : QObject(parent)
{
    m_lanes[0];
}

void LiveData::addLane(int lane, const QString& title)
{
    // Room is made by lanes that ended, the oldest first.
    if (m_lanes.size() >= kMaxLanes && m_lanes.find(lane) == m_lanes.end()) {
        const auto ended = std::find_if(m_lanes.begin(), m_lanes.end(), [](const auto& entry) { return entry.second.ended; });
        if (ended == m_lanes.end())
            return;
        m_lanes.erase(ended);
    }
    auto& entry = m_lanes[lane]; // attached again: the same timeline goes on
    entry.title = title;
    entry.ended = false;
    emit lanesChanged();
}

void LiveData::endLane(int lane)
{
    if (const auto found = m_lanes.find(lane); found != m_lanes.end() && lane != 0) {
        found->second.ended = true;
        emit lanesChanged();
    }
}

void LiveData::addSample(const inspector::Sample& sample)
{
    const auto found = m_lanes.find(sample.lane);
    if (found == m_lanes.end())
        return;
    LiveLane& lane = found->second;
    const Seconds before = lane.timeline.lastTime();
    if (!lane.timeline.append(sample.time))
        return;
    if (sample.silence > 0)
        lane.timeline.addGap({std::max(before, sample.time - sample.silence), sample.time});
    const double values[] = {sample.rss, sample.heapTotal, sample.heapUsed, sample.external,
                             sample.arrayBuffers, sample.heapLimit, sample.cpuShare, sample.loopUtilization};
    for (std::uint32_t i = 0; i < std::size(values); ++i)
        lane.timeline.set(SeriesId{i}, values[i]);
    for (const auto& [name, used] : sample.spaces) {
        const SeriesId id = lane.timeline.series(name.toStdString());
        if (std::find(lane.spaces.begin(), lane.spaces.end(), id) == lane.spaces.end())
            lane.spaces.push_back(id);
        lane.timeline.set(id, used);
    }
    for (const auto& event : sample.collections)
        lane.collections.add(event);
    if (sample.lane == 0 && !std::isnan(sample.costShare))
        m_cost = std::isnan(m_cost) ? sample.costShare : m_cost + kSmoothing * (sample.costShare - m_cost);
    if (sample.lane == 0)
        emit sampled();
}

void LiveData::addGap(Gap gap)
{
    if (const auto found = m_lanes.find(0); found != m_lanes.end())
        found->second.timeline.addGap(gap);
}

void LiveData::addEvent(LiveEvent event)
{
    if (m_events.size() >= kMaxEvents)
        m_events.erase(m_events.begin());
    m_events.push_back(std::move(event));
    emit eventsChanged();
}

void LiveData::addSnapshot(const inspector::CaptureResult& result)
{
    LiveEvent event{.kind = LiveEvent::Kind::Snapshot, .time = result.time, .text = {}, .detail = {}, .file = result.file};
    event.number = ++m_snapshots;
    event.epoch = result.epoch;
    event.lane = result.request.lane;
    event.heap = result.heapUsed;
    const auto lane = m_lanes.find(event.lane);
    event.text = event.lane == 0 || lane == m_lanes.end() ? tr("Snapshot #%1").arg(event.number) : tr("Snapshot #%1 of %2").arg(event.number).arg(lane->second.title);
    event.detail = result.request.isClean ? tr("clean, paused %1, %2").arg(formatDuration(result.pausedSeconds), formatBytes(quint64(result.bytes)))
                                          : tr("quick, paused %1, %2").arg(formatDuration(result.pausedSeconds), formatBytes(quint64(result.bytes)));
    const auto before = std::find_if(m_events.rbegin(), m_events.rend(), [&](const LiveEvent& other) {
        return other.kind == LiveEvent::Kind::Snapshot && other.lane == event.lane;
    });
    if (before != m_events.rend())
        event.change = event.heap - before->heap;
    addEvent(std::move(event));
}

} // namespace heapwise::ui
