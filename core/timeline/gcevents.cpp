#include "core/timeline/gcevents.h"

#include <algorithm>
#include <cmath>

namespace heapwise {

namespace {

bool isEarlier(const GcEvent& a, const GcEvent& b)
{
    return a.time < b.time;
}

void addTo(GcTotals& totals, const GcEvent& event)
{
    totals.major += event.isMajor() ? 1 : 0;
    totals.minor += event.isMinor() ? 1 : 0;
    totals.marking += !event.isMajor() && !event.isMinor() ? 1 : 0;
    totals.pause += event.pause;
    totals.longest = std::max(totals.longest, event.pause);
}

/// Which bar of a pixel column an event is drawn as.
std::size_t barOf(const GcEvent& event)
{
    return event.isMajor() ? 0 : event.isMinor() ? 1 : 2;
}

} // namespace

GcKind gcKindFromNumber(int number)
{
    switch (number) {
    case 1:
    case 2:
    case 4:
    case 8:
    case 16:
        return GcKind(number);
    default:
        return GcKind::Unknown;
    }
}

void GcEvents::add(const GcEvent& event)
{
    if (!std::isfinite(event.time) || !std::isfinite(event.pause) || event.pause < 0)
        return;
    if (m_events.size() >= m_limit)
        makeRoom();
    m_events.insert(std::upper_bound(m_events.begin(), m_events.end(), event, isEarlier), event);
    addTo(m_totals, event);
}

void GcEvents::makeRoom()
{
    const std::size_t before = m_events.size();
    const auto middle = m_events.begin() + std::ptrdiff_t(before / 2);
    m_events.erase(std::remove_if(m_events.begin(), middle, [](const GcEvent& e) { return !e.isMajor(); }), middle);
    if (m_events.size() > m_limit * 3 / 4)
        m_events.erase(m_events.begin(), m_events.begin() + std::ptrdiff_t(m_limit / 4));
    m_dropped += before - m_events.size();
}

RowRange GcEvents::between(Seconds from, Seconds to) const
{
    const auto begin = std::lower_bound(m_events.begin(), m_events.end(), GcEvent{.time = from}, isEarlier);
    const auto end = std::upper_bound(begin, m_events.end(), GcEvent{.time = to}, isEarlier);
    return {std::size_t(begin - m_events.begin()), std::size_t(end - m_events.begin())};
}

GcTotals GcEvents::totals(RowRange range) const
{
    GcTotals totals;
    for (std::size_t i = range.begin; i < range.end; ++i)
        addTo(totals, m_events[i]);
    return totals;
}

std::vector<GcEvent> longestPerPixel(const GcEvents& events, Seconds from, Seconds to, int pixels)
{
    std::vector<GcEvent> bars;
    if (!(to > from))
        return bars;
    const double scale = double(std::max(pixels, 1)) / (to - from);
    const RowRange range = events.between(from, to);
    double column = -1;
    std::array<std::size_t, 3> barAt{};
    for (std::size_t i = range.begin; i < range.end; ++i) {
        const GcEvent& event = events.all()[i];
        if (const double at = std::floor((event.time - from) * scale); at != column) {
            column = at;
            barAt.fill(SIZE_MAX);
        }
        std::size_t& bar = barAt[barOf(event)];
        if (bar == SIZE_MAX) {
            bar = bars.size();
            bars.push_back(event);
        } else if (event.pause > bars[bar].pause) {
            bars[bar] = event;
        }
    }
    return bars;
}

} // namespace heapwise
