#include "core/timeline/leakverdict.h"

#include <algorithm>
#include <cmath>

namespace heapwise {

namespace {

constexpr double kVerdictMiB = 1024 * 1024;
constexpr double kLevel = 0.25;
constexpr std::size_t kManyValues = 16; ///< of which two thirds can show a trend
constexpr double kLeastR2 =
    0.3; ///< a rise of less than the scatter; tested once a second, some trend turns up in any noise

double medianOf(std::span<const double> values)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
}

bool isTrend(const Trend& trend)
{
    return !trend.includesZero() && trend.pValue < 0.05 && trend.rSquared >= kLeastR2;
}

} // namespace

bool isLevellingOff(std::span<const Seconds> times, std::span<const double> values, const Trend& trend)
{
    if (values.size() < 8 || !(trend.slope > 0))
        return false;
    const std::size_t third = values.size() / 3;
    if (values.size() >= kManyValues && !isTrend(trendOf(times.subspan(third), values.subspan(third))))
        return true;
    const double first = medianOf(values.first(third));
    const double middle = medianOf(values.subspan(third, values.size() - 2 * third));
    const double last = medianOf(values.last(third));
    const bool thirdsClose = last - middle < kLevel * (middle - first);
    const std::size_t recent = std::max<std::size_t>(third, 4);
    return thirdsClose && trendOf(times.last(recent), values.last(recent)).slope < kLevel * trend.slope;
}

bool isNegligible(const Trend& trend, double seconds, double bytes)
{
    return trend.slope * seconds < std::max(0.005 * bytes, kVerdictMiB / 4);
}

bool isSteep(const Trend& trend, double bytes)
{
    const double perMinute = trend.slope * 60;
    return perMinute > kVerdictMiB || perMinute > 0.005 * bytes;
}

bool isStraight(const Trend& trend)
{
    return trend.slope > 0 && trend.pValue < 0.01 && trend.rSquared >= 0.8;
}

Verdict verdictOnFloors(std::span<const Seconds> times, std::span<const double> floors, const Trend& trend,
                        double seconds, const LeakOptions& options)
{
    if (!trend.isKnown() || trend.slope <= 0 || isNegligible(trend, seconds, floors.back()))
        return Verdict::Stable;
    if (isLevellingOff(times, floors, trend))
        return Verdict::WarmingUp;
    if (!isTrend(trend))
        return Verdict::Stable;
    const bool longEnough = seconds >= options.patience * LeakOptions::kSureAfter;
    return longEnough && isStraight(trend) && isSteep(trend, floors.back()) ? Verdict::LeakLikely
                                                                            : Verdict::LeakPossible;
}

} // namespace heapwise
