#pragma once

#include "core/timeline/timeline.h"

#include <span>

namespace heapwise {

/// What can be said about how a series of measurements rises or falls. Slopes are per second.
///
/// The slope is that of Theil and Sen, the median of the slopes between all pairs, which up to 29 % of outliers do not
/// move; its 95 % interval is Sen's, from the variance of Kendall's S. Whether there is a trend at all is the test of
/// Mann and Kendall, two-sided, with correction for ties and continuity. (P. K. Sen, Estimates of the regression
/// coefficient based on Kendall's tau, JASA 63, 1968; H. B. Mann, Nonparametric tests against trend, 1945.)
struct Trend {
    std::size_t points = 0;
    double slope = kNoValue;
    double low = kNoValue; ///< of the 95 % interval
    double high = kNoValue;
    double middle = kNoValue; ///< value of the line at time 0 of `origin`
    Seconds origin = 0;
    double pValue = 1;   ///< how likely such an order is without a trend
    double rSquared = 0; ///< how much of the variance a straight line explains

    bool isKnown() const { return points >= 3; }
    bool includesZero() const { return !(low > 0 || high < 0); }
    double at(Seconds time) const { return middle + slope * (time - origin); }
};

/// Values and times of the same length, in the order of time. Fewer than 3 points say nothing. Quadratic in the
/// points: meant for up to a few hundred.
Trend trendOf(std::span<const Seconds> times, std::span<const double> values);

} // namespace heapwise
