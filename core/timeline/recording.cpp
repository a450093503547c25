#include "core/timeline/recording.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace heapwise {

namespace {
constexpr double kSmoothing = 0.1; ///< weight of a new cost

constexpr std::array kFields = {&Sample::rss,      &Sample::heapTotal,       &Sample::heapUsed,
                                &Sample::external, &Sample::arrayBuffers,    &Sample::heapLimit,
                                &Sample::cpuShare, &Sample::loopUtilization, &Sample::groupLimit};
} // namespace

RecordedLane::RecordedLane()
{
    for (const char* name :
         {"rss", "heapTotal", "heapUsed", "external", "arrayBuffers", "limit", "cpu", "loop", "groupLimit"})
        timeline.series(name);
}

double RecordedLane::latest(Series series) const
{
    return timeline.isEmpty() ? kNoValue : timeline.value(id(series), timeline.rows() - 1);
}

bool RecordedLane::add(const Sample& sample)
{
    const Seconds before = timeline.lastTime();
    if (!timeline.append(sample.time))
        return false;
    if (sample.silence > 0)
        timeline.addGap({std::max(before, sample.time - sample.silence), sample.time});
    for (std::size_t i = 0; i < kFields.size(); ++i)
        timeline.set(SeriesId{std::uint32_t(i)}, sample.*kFields[i]);
    for (const auto& [name, used] : sample.spaces)
        addSpace(name, used);
    for (const auto& event : sample.collections)
        collections.add(event);
    return true;
}

void RecordedLane::addSpace(const std::string& name, double used)
{
    const auto known =
        std::find_if(spaces.begin(), spaces.end(), [&](SeriesId space) { return timeline.name(space) == name; });
    if (known != spaces.end())
        return timeline.set(*known, used);
    if (spaces.size() >= kMaxSpaces)
        return; // V8 has a dozen; names from elsewhere are not to fill the memory
    spaces.push_back(timeline.series(name));
    timeline.set(spaces.back(), used);
}

Sample RecordedLane::sampleAt(std::size_t row) const
{
    Sample sample;
    sample.time = timeline.time(row);
    for (std::size_t i = 0; i < kFields.size(); ++i)
        sample.*kFields[i] = timeline.value(SeriesId{std::uint32_t(i)}, row);
    for (const SeriesId space : spaces)
        if (const double used = timeline.value(space, row); !std::isnan(used))
            sample.spaces.emplace_back(timeline.name(space), used);
    return sample;
}

Recording::Recording()
{
    m_lanes[0];
}

void Recording::addLane(int lane, std::string title)
{
    if (m_lanes.size() >= kMaxLanes && m_lanes.find(lane) == m_lanes.end()) {
        const auto ended =
            std::find_if(m_lanes.begin(), m_lanes.end(), [](const auto& entry) { return entry.second.ended; });
        if (ended == m_lanes.end())
            return;
        m_lanes.erase(ended);
    }
    auto& entry = m_lanes[lane];
    entry.title = std::move(title);
    entry.ended = false;
}

void Recording::endLane(int lane)
{
    if (const auto found = m_lanes.find(lane); found != m_lanes.end() && lane != 0)
        found->second.ended = true;
}

bool Recording::addSample(const Sample& sample)
{
    const auto found = m_lanes.find(sample.lane);
    if (found == m_lanes.end() || !found->second.add(sample))
        return false;
    if (sample.lane == 0 && !std::isnan(sample.costShare))
        m_cost = std::isnan(m_cost) ? sample.costShare : m_cost + kSmoothing * (sample.costShare - m_cost);
    return true;
}

void Recording::addGap(Gap gap)
{
    m_lanes.at(0).timeline.addGap(gap);
}

} // namespace heapwise
