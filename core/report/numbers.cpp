#include "core/report/numbers.h"

#include "core/heap/distances.h"

#include <cmath>
#include <iterator>

namespace heapwise {

namespace {

/// One or two decimals, rounded half up, always with a point: printf would follow the locale.
std::string decimalText(double value, int decimals)
{
    const double scale = decimals == 1 ? 10 : 100;
    const auto scaled = std::uint64_t(std::floor(value * scale + 0.5));
    std::string fraction = std::to_string(scaled % std::uint64_t(scale));
    fraction.insert(0, std::size_t(decimals) - fraction.size(), '0');
    return countText(scaled / std::uint64_t(scale)) + "." + fraction;
}

} // namespace

std::string bytesText(Size bytes)
{
    struct Unit {
        const char* name;
        int decimals;
    };
    constexpr Unit kUnits[] = {{"KiB", 1}, {"MiB", 1}, {"GiB", 2}, {"TiB", 2}, {"PiB", 2}, {"EiB", 2}};
    if (bytes < 1000)
        return std::to_string(bytes) + " B";
    double value = double(bytes) / 1024;
    const Unit* unit = kUnits;
    // What would be rounded up to 1,000 belongs to the next unit already.
    const auto limit = [&unit] { return unit->decimals == 1 ? 999.95 : 999.995; };
    for (; value >= limit() && std::next(unit) != std::end(kUnits); ++unit)
        value /= 1024;
    return decimalText(value, unit->decimals) + " " + unit->name;
}

std::string countText(std::uint64_t count)
{
    std::string text = std::to_string(count);
    for (auto at = std::ptrdiff_t(text.size()) - 3; at > 0; at -= 3)
        text.insert(std::size_t(at), 1, ',');
    return text;
}

std::string changeText(std::int64_t change, const std::string& text)
{
    return change == 0 ? "0" : (change < 0 ? "−" : "+") + text;
}

std::string shareText(Size part, Size whole)
{
    if (whole == 0)
        return "–";
    const double percent = 100.0 * double(part) / double(whole);
    if (part > 0 && percent < 0.1)
        return "<0.1 %";
    return decimalText(percent, 1) + " %";
}

std::string distanceText(std::int32_t distance)
{
    return Distances::isFinite(distance) ? countText(std::uint64_t(distance)) : "–";
}

} // namespace heapwise
