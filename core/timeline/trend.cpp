#include "core/timeline/trend.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace heapwise {

namespace {

constexpr double kZ95 = 1.959963984540054; ///< 97.5 % point of the normal distribution

double median(std::vector<double>& values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

std::vector<double> sortedSlopes(std::span<const Seconds> times, std::span<const double> values)
{
    std::vector<double> slopes;
    slopes.reserve(values.size() * (values.size() - 1) / 2);
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = i + 1; j < values.size(); ++j)
            if (times[j] > times[i])
                slopes.push_back((values[j] - values[i]) / (times[j] - times[i]));
    std::sort(slopes.begin(), slopes.end());
    return slopes;
}

/// Kendall's S: pairs that rise minus pairs that fall.
double risesMinusFalls(std::span<const double> values)
{
    double s = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = i + 1; j < values.size(); ++j)
            s += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0;
    return s;
}

/// Variance of S without a trend; equal values make it smaller.
double varianceOfS(std::span<const double> values)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const auto term = [](double n) { return n * (n - 1) * (2 * n + 5); };
    double sum = term(double(values.size()));
    for (auto run = sorted.begin(); run != sorted.end();) {
        const auto end = std::upper_bound(run, sorted.end(), *run);
        sum -= term(double(end - run));
        run = end;
    }
    return sum / 18;
}

double squaredCorrelation(std::span<const Seconds> times, std::span<const double> values)
{
    const double n = double(values.size());
    double meanTime = 0, meanValue = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        meanTime += (times[i] - times[0]) / n;
        meanValue += (values[i] - values[0]) / n;
    }
    double tt = 0, vv = 0, tv = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double t = times[i] - times[0] - meanTime, v = values[i] - values[0] - meanValue;
        tt += t * t;
        vv += v * v;
        tv += t * v;
    }
    return tt > 0 && vv > 0 ? tv * tv / (tt * vv) : 0;
}

double medianOfRest(std::span<const Seconds> times, std::span<const double> values, double slope)
{
    std::vector<double> rest;
    rest.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        rest.push_back(values[i] - slope * (times[i] - times[0]));
    return median(rest);
}

} // namespace

Trend trendOf(std::span<const Seconds> times, std::span<const double> values)
{
    assert(times.size() == values.size());
    Trend trend;
    std::vector<double> slopes = sortedSlopes(times, values);
    if (values.size() < 3 || slopes.empty())
        return trend;
    trend.points = values.size();
    trend.origin = times[0];
    const double s = risesMinusFalls(values), deviation = std::sqrt(std::max(varianceOfS(values), 0.0));
    if (deviation > 0 && s != 0)
        trend.pValue = std::erfc((std::abs(s) - 1) / deviation / std::sqrt(2.0));
    // The interval reaches from the slope at one rank to that at another, as many ranks apart as S varies.
    const double pairs = double(slopes.size()), reach = kZ95 * deviation;
    const auto rank = [&](double at) { return std::size_t(std::clamp(std::nearbyint(at), 0.0, pairs - 1)); };
    trend.low = slopes[rank(std::nearbyint((pairs - reach) / 2) - 1)];
    trend.high = slopes[rank((pairs + reach) / 2)];
    trend.slope = median(slopes);
    trend.middle = medianOfRest(times, values, trend.slope);
    trend.rSquared = squaredCorrelation(times, values);
    return trend;
}

} // namespace heapwise
