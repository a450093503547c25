#include "core/analysis/query/amounts.h"

#include "core/analysis/query/words.h"

#include <charconv>

namespace heapwise::query {

namespace {

struct Amount {
    double value = 0;
    bool isPercent = false;
};

struct Unit {
    std::string_view name;
    double factor;
};
constexpr double kKibi = 1024;
constexpr Unit kUnits[] = {{"", 1}, {"B", 1}, {"K", kKibi}, {"M", kKibi* kKibi}, {"G", kKibi* kKibi* kKibi}};

std::optional<double> factorOf(std::string_view unit)
{
    for (const Unit& known : kUnits)
        if (equalsIgnoringCase(unit, known.name) ||
            (known.factor > 1 && (equalsIgnoringCase(unit, std::string(known.name) + "B") ||
                                  equalsIgnoringCase(unit, std::string(known.name) + "iB"))))
            return known.factor;
    return std::nullopt;
}

std::optional<Amount> amountIn(std::string_view text, Units units)
{
    Amount amount;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), amount.value);
    const bool isFinite = amount.value - amount.value == 0;
    if (problem != std::errc() || !isFinite)
        return std::nullopt;
    const std::string_view unit = text.substr(std::size_t(end - text.data()));
    if (units == Units::None)
        return unit.empty() ? std::optional(amount) : std::nullopt;
    if (amount.value < 0)
        return std::nullopt;
    amount.isPercent = unit == "%";
    const auto factor = amount.isPercent ? std::optional(1.0) : factorOf(unit);
    if (!factor)
        return std::nullopt;
    amount.value *= *factor;
    return amount;
}

std::optional<Bounds> rangeIn(std::string_view text, std::size_t dots, Units units)
{
    const auto least = amountIn(text.substr(0, dots), units), most = amountIn(text.substr(dots + 2), units);
    if (!least || !most || least->isPercent != most->isPercent)
        return std::nullopt;
    Bounds bounds;
    bounds.least = least->value;
    bounds.most = most->value;
    bounds.isPercent = least->isPercent;
    return bounds;
}

} // namespace

std::optional<Bounds> boundsIn(std::string_view text, Operator how, Units units)
{
    const bool isExact = how == Operator::Equal || how == Operator::Unequal || how == Operator::Is;
    if (const std::size_t dots = text.find(".."); isExact && dots != text.npos)
        return rangeIn(text, dots, units);
    const auto amount = amountIn(text, units);
    if (!amount || how == Operator::Like || how == Operator::None)
        return std::nullopt;
    Bounds bounds;
    bounds.isPercent = amount->isPercent;
    if (how != Operator::Less && how != Operator::AtMost)
        bounds.least = amount->value;
    if (how != Operator::Greater && how != Operator::AtLeast)
        bounds.most = amount->value;
    bounds.isLeastOpen = how == Operator::Greater;
    bounds.isMostOpen = how == Operator::Less;
    return bounds;
}

} // namespace heapwise::query
