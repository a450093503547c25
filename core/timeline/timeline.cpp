#include "core/timeline/timeline.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace heapwise {

namespace {

/// Smallest and largest of the values that were measured; both kNoValue when none was.
std::pair<double, double> extremes(std::span<const double> values)
{
    double low = kNoValue, high = kNoValue;
    for (const double value : values) {
        low = std::fmin(low, value); // of a number and NaN, fmin gives the number
        high = std::fmax(high, value);
    }
    return {low, high};
}

} // namespace

Timeline::Timeline(std::size_t maxRows)
    : m_maxRows(std::max(maxRows, 4 * kThinning))
{}

SeriesId Timeline::series(std::string_view name)
{
    const auto known = std::find(m_names.begin(), m_names.end(), name);
    if (known != m_names.end())
        return SeriesId{std::uint32_t(known - m_names.begin())};
    m_names.emplace_back(name);
    m_columns.emplace_back(m_times.size(), kNoValue);
    return SeriesId{std::uint32_t(m_names.size() - 1)};
}

bool Timeline::append(Seconds time)
{
    if (!std::isfinite(time) || (!m_times.empty() && time <= m_times.back()))
        return false;
    if (m_times.size() >= m_maxRows)
        thin();
    m_times.push_back(time);
    for (auto& column : m_columns)
        column.push_back(kNoValue);
    return true;
}

void Timeline::set(SeriesId id, double value)
{
    assert(!m_times.empty() && id.value < m_columns.size());
    m_columns[id.value].back() = value;
}

void Timeline::addGap(Gap gap)
{
    if (!(gap.to > gap.from))
        return;
    if (m_gaps.size() >= kMaxGaps)
        m_gaps.erase(m_gaps.begin(), m_gaps.begin() + kMaxGaps / 2);
    // Kept in the order of time, although one may be told late.
    const auto place =
        std::upper_bound(m_gaps.begin(), m_gaps.end(), gap, [](const Gap& a, const Gap& b) { return a.to < b.to; });
    m_gaps.insert(place, gap);
}

// 1. The older half of the rows is cut into stretches of kThinning.
// 2. Each stretch becomes two rows, at its first and its last time: the smallest values, then the largest. A
//    stretch that was thinned before loses no extreme: the smallest of smallest is the smallest.
// 3. The other half moves down unchanged.
void Timeline::thin()
{
    const std::size_t stretches = m_times.size() / 2 / kThinning;
    const std::size_t old = stretches * kThinning;
    for (auto& column : m_columns) {
        for (std::size_t i = 0; i < stretches; ++i) {
            const auto [low, high] = extremes(std::span(column).subspan(i * kThinning, kThinning));
            column[2 * i] = low;
            column[2 * i + 1] = high;
        }
        column.erase(column.begin() + std::ptrdiff_t(2 * stretches), column.begin() + std::ptrdiff_t(old));
    }
    for (std::size_t i = 0; i < stretches; ++i) {
        m_times[2 * i] = m_times[i * kThinning];
        m_times[2 * i + 1] = m_times[(i + 1) * kThinning - 1];
    }
    m_times.erase(m_times.begin() + std::ptrdiff_t(2 * stretches), m_times.begin() + std::ptrdiff_t(old));
    m_thinned = 2 * stretches;
}

RowRange Timeline::rowsBetween(Seconds from, Seconds to) const
{
    const auto begin = std::lower_bound(m_times.begin(), m_times.end(), from);
    const auto end = std::upper_bound(begin, m_times.end(), to);
    return {std::size_t(begin - m_times.begin()), std::size_t(end - m_times.begin())};
}

std::size_t Timeline::nearestRow(Seconds time) const
{
    const auto after = std::lower_bound(m_times.begin(), m_times.end(), time);
    if (after == m_times.begin())
        return 0; // also when there are no rows: rows() is 0
    const auto row = std::size_t(after - m_times.begin());
    if (after == m_times.end())
        return row - 1;
    return *after - time < time - *(after - 1) ? row : row - 1;
}

SeriesRange Timeline::summary(SeriesId id, RowRange range) const
{
    SeriesRange result;
    for (std::size_t row = range.begin; row < range.end; ++row) {
        const double value = m_columns[id.value][row];
        if (std::isnan(value))
            continue;
        if (std::isnan(result.first))
            result.first = value;
        result.last = value;
        result.minimum = std::fmin(result.minimum, value);
        result.maximum = std::fmax(result.maximum, value);
    }
    return result;
}

} // namespace heapwise
