#pragma once

#include "core/base/id.h"

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heapwise {

/// Seconds since the Unix epoch.
using Seconds = double;

/// A value that was not measured.
inline constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

/// A position in the list of series of a Timeline.
using SeriesId = Id<struct SeriesTag>;

/// A stretch of time in which nothing could be measured. Drawn as such, never interpolated.
struct Gap {
    Seconds from = 0;
    Seconds to = 0;
};

/// What a range of rows says about one series.
struct SeriesRange {
    double first = kNoValue;
    double last = kNoValue;
    double minimum = kNoValue;
    double maximum = kNoValue;

    double change() const { return last - first; }
};

/// Rows [begin, end).
struct RowRange {
    std::size_t begin = 0;
    std::size_t end = 0;

    std::size_t size() const { return end - begin; }
    bool isEmpty() const { return begin >= end; }
};

/// Measurements over time: one row per sample, one column per series, in the order of time.
///
/// Memory is bounded. When the rows reach the limit, the older half is thinned: ten neighbouring rows become two,
/// the smallest and the largest value of each series in that stretch. The default holds a day at one sample per
/// second in full detail. 8 bytes per value.
class Timeline {
public:
    static constexpr std::size_t kDefaultRows = 100'000;
    static constexpr std::size_t kThinning = 10;
    static constexpr std::size_t kMaxGaps = 10'000;

    explicit Timeline(std::size_t maxRows = kDefaultRows);

    /// The series of that name; made when it is new, with no values before now.
    SeriesId series(std::string_view name);
    std::size_t seriesCount() const { return m_names.size(); }
    const std::string& name(SeriesId id) const { return m_names[id.value]; }

    /// Begins a row with no values. False, and nothing done, when `time` is no number or not after the last row: a
    /// clock set back must not mix the past with the present.
    bool append(Seconds time);
    /// Sets a value of the last row.
    void set(SeriesId id, double value);
    void addGap(Gap gap);

    std::size_t rows() const { return m_times.size(); }
    bool isEmpty() const { return m_times.empty(); }
    Seconds time(std::size_t row) const { return m_times[row]; }
    Seconds firstTime() const { return m_times.empty() ? 0 : m_times.front(); }
    Seconds lastTime() const { return m_times.empty() ? 0 : m_times.back(); }
    double value(SeriesId id, std::size_t row) const { return m_columns[id.value][row]; }
    std::span<const Seconds> times() const { return m_times; }
    std::span<const double> values(SeriesId id) const { return m_columns[id.value]; }
    const std::vector<Gap>& gaps() const { return m_gaps; }
    /// Rows before it are thinned.
    std::size_t fullDetailFrom() const { return m_thinned; }

    /// Rows with from <= time <= to. Logarithmic.
    RowRange rowsBetween(Seconds from, Seconds to) const;
    /// The row nearest in time; rows() when there is none. Logarithmic.
    std::size_t nearestRow(Seconds time) const;
    /// Linear in the rows.
    SeriesRange summary(SeriesId id, RowRange range) const;

private:
    void thin();

    std::size_t m_maxRows;
    std::size_t m_thinned = 0;
    std::vector<std::string> m_names;
    std::vector<Seconds> m_times;
    std::vector<std::vector<double>> m_columns;
    std::vector<Gap> m_gaps;
};

} // namespace heapwise
