#include "app/cli/budgets.h"

#include "core/report/utf8.h"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

namespace heapwise::cli {

namespace {

struct Amount {
    std::uint64_t limit = 0;
    bool isPercent = false;
};

struct Unit {
    std::string_view name;
    double factor;
};
constexpr Unit kPercent = {"%", 100}; ///< in hundredths
constexpr Unit kCounts[] = {{"", 1}};
constexpr Unit kSizes[] = {{"", 1},          {"B", 1},          {"K", 1024},       {"KiB", 1024},
                           {"M", 1024 * 1024}, {"MiB", 1024 * 1024}, {"G", 1 << 30}, {"GiB", 1 << 30}};

/// A number without a sign and the unit after it, with or without a space.
std::optional<Amount> amountIn(std::string_view text, std::span<const Unit> units)
{
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    if (end == 0 || text.substr(0, end).find_first_of("0123456789") == text.npos)
        return std::nullopt;
    const double number = std::strtod(std::string(text.substr(0, end)).c_str(), nullptr);
    std::string_view unit = text.substr(end);
    unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
    const auto scaled = [&](const Unit& u, bool isPercent) -> std::optional<Amount> {
        const double limit = std::floor(number * u.factor + 0.5);
        if (!(limit < 1e18))
            return std::nullopt;
        return Amount{std::uint64_t(limit), isPercent};
    };
    if (unit == kPercent.name)
        return scaled(kPercent, true);
    for (const Unit& known : units)
        if (unit == known.name)
            return scaled(known, false);
    return std::nullopt;
}

UsageError badValue(std::string_view option, std::string_view value, const char* examples)
{
    return {"The option " + std::string(option) + " needs a value such as " + examples + ", not " + quoted(value) + "."};
}

} // namespace

bool isBudgetOption(std::string_view name)
{
    return name == "--max-growth" || name == "--max-growth-class" || name == "--forbid";
}

std::variant<Budget, UsageError> parseBudget(std::string_view name, std::string_view value)
{
    Budget budget;
    budget.text = std::string(name) + " " + std::string(value);
    if (name == "--max-growth") {
        const auto amount = amountIn(value, kSizes);
        if (!amount)
            return badValue(name, value, "5% or 10MiB");
        budget.limit = amount->limit;
        budget.isPercent = amount->isPercent;
        return budget;
    }
    const bool isForbidden = name == "--forbid";
    budget.kind = isForbidden ? Budget::Kind::Count : Budget::Kind::ClassGrowth;
    const std::size_t mark = value.rfind(isForbidden ? '>' : '=');
    budget.pattern = value.substr(0, mark);
    const auto amount = mark == value.npos ? std::nullopt : amountIn(value.substr(mark + 1), kCounts);
    const bool isComplete = amount ? !(isForbidden && amount->isPercent) : isForbidden && mark == value.npos;
    if (budget.pattern.empty() || !isComplete)
        return badValue(name, value, isForbidden ? "Session or 'Timeout>50'" : "Session=0 or 'Session=5%'");
    if (amount) {
        budget.limit = amount->limit;
        budget.isPercent = amount->isPercent;
    }
    return budget;
}

bool isLike(std::string_view name, std::string_view pattern)
{
    // Greedy: after a star, the last one seen takes one more character whenever the rest does not fit.
    std::size_t n = 0, p = 0, star = pattern.npos, resume = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = n;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star != pattern.npos) {
            p = star + 1;
            n = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == pattern.npos;
}

} // namespace heapwise::cli
