#include "core/timeline/decimate.h"

#include <algorithm>
#include <cmath>

namespace heapwise {

namespace {

/// The rows between two times and one more at either end.
RowRange rowsDrawn(const Timeline& timeline, Seconds from, Seconds to)
{
    RowRange range = timeline.rowsBetween(from, to);
    range.begin -= range.begin > 0 ? 1 : 0;
    range.end += range.end < timeline.rows() ? 1 : 0;
    return range;
}

/// Cuts rows into the stretches that fall on one pixel column.
class PixelColumns {
public:
    PixelColumns(const Timeline& timeline, Seconds from, Seconds to, int pixels)
        : m_timeline(timeline)
        , m_from(from)
        , m_scale(to > from ? double(std::max(pixels, 1)) / (to - from) : 0)
    {}

    /// End of the stretch that begins at `row`. Logarithmic: a day has a hundred rows to a pixel.
    std::size_t endOf(std::size_t row, std::size_t end) const
    {
        if (m_scale == 0)
            return end;
        const auto times = m_timeline.times();
        const double column = std::floor((times[row] - m_from) * m_scale);
        const Seconds next = m_from + (column + 1) / m_scale;
        const auto first = times.begin() + std::ptrdiff_t(row);
        return std::size_t(std::lower_bound(first + 1, times.begin() + std::ptrdiff_t(end), next) - times.begin());
    }

private:
    const Timeline& m_timeline;
    Seconds m_from;
    double m_scale;
};

struct Extremes {
    std::size_t low = SIZE_MAX; ///< rows; SIZE_MAX when nothing was measured
    std::size_t high = SIZE_MAX;
};

template <typename ValueAt>
Extremes extremesOf(RowRange rows, ValueAt&& valueAt)
{
    Extremes found;
    double low = 0, high = 0;
    for (std::size_t row = rows.begin; row < rows.end; ++row) {
        const double value = valueAt(row);
        if (std::isnan(value))
            continue;
        if (found.low == SIZE_MAX || value < low)
            found.low = row, low = value;
        if (found.high == SIZE_MAX || value > high)
            found.high = row, high = value;
    }
    return found;
}

} // namespace

bool hasGapBetween(const Timeline& timeline, Seconds before, Seconds after)
{
    const auto& gaps = timeline.gaps();
    const auto next =
        std::lower_bound(gaps.begin(), gaps.end(), before, [](const Gap& gap, Seconds time) { return gap.to <= time; });
    return next != gaps.end() && next->from < after;
}

std::vector<PlotPoint> decimate(const Timeline& timeline, SeriesId series, Seconds from, Seconds to, int pixels)
{
    std::vector<PlotPoint> points;
    const RowRange range = rowsDrawn(timeline, from, to);
    const PixelColumns columns(timeline, from, to, pixels);
    const auto values = timeline.values(series);
    const auto add = [&](std::size_t row) {
        const Seconds time = timeline.time(row);
        if (!points.empty() && hasGapBetween(timeline, points.back().time, time))
            points.push_back({points.back().time, kNoValue});
        points.push_back({time, values[row]});
    };
    for (std::size_t row = range.begin; row < range.end;) {
        const std::size_t end = columns.endOf(row, range.end);
        const Extremes found = extremesOf({row, end}, [&](std::size_t at) { return values[at]; });
        if (found.low == SIZE_MAX) {
            add(row);
        } else {
            add(std::min(found.low, found.high));
            if (found.low != found.high)
                add(std::max(found.low, found.high));
        }
        row = end;
    }
    return points;
}

std::vector<std::size_t> decimateStack(const Timeline& timeline, const std::vector<SeriesId>& series, Seconds from,
                                       Seconds to, int pixels)
{
    std::vector<std::size_t> rows;
    const RowRange range = rowsDrawn(timeline, from, to);
    const PixelColumns columns(timeline, from, to, pixels);
    const auto sumAt = [&](std::size_t row) {
        double sum = 0;
        for (const SeriesId id : series) {
            const double value = timeline.value(id, row);
            sum += std::isnan(value) ? 0 : value; // a space that did not exist yet is empty
        }
        return sum;
    };
    for (std::size_t row = range.begin; row < range.end;) {
        const std::size_t end = columns.endOf(row, range.end);
        const Extremes found = extremesOf({row, end}, sumAt);
        rows.push_back(std::min(found.low, found.high));
        if (found.low != found.high)
            rows.push_back(std::max(found.low, found.high));
        row = end;
    }
    return rows;
}

} // namespace heapwise
