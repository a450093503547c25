#include "app/cli/budgets.h"

#include "app/cli/querytext.h"
#include "core/analysis/query/parser.h"
#include "core/report/utf8.h"

#include <algorithm>
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
constexpr Unit kSizes[] = {{"", 1},        {"B", 1},           {"K", 1024},
                           {"KiB", 1024},  {"M", 1024 * 1024}, {"MiB", 1024 * 1024},
                           {"G", 1 << 30}, {"GiB", 1 << 30}};

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
    return {"The option " + std::string(option) + " needs a value such as " + examples + ", not " + quoted(value) +
            "."};
}

} // namespace

bool isBudgetOption(std::string_view name)
{
    return name == "--max-growth" || name == "--max-growth-class" || name == "--forbid";
}

namespace {

/// True where the value of a term begins: what stands before it is the term's operator.
bool isValueAt(const query::Term& term, std::size_t at)
{
    return (term.valueAt.end > term.valueAt.begin && term.valueAt.begin == at) ||
           std::ranges::any_of(term.terms, [at](const query::Term& part) { return isValueAt(part, at); });
}

/// "Timeout", "class:Socket .kHandle=null" and both with ">50" after them: how many there may be.
std::variant<Budget, UsageError> parseForbidden(Budget budget, std::string_view value)
{
    std::string_view condition = value;
    const std::size_t mark = value.rfind('>');
    const std::size_t number = mark == value.npos ? mark : value.find_first_not_of(' ', mark + 1);
    auto parsed = query::parse(value);
    const auto* whole = std::get_if<query::Query>(&parsed);
    const bool hasLimit = number != value.npos && !(whole && isValueAt(whole->root, number));
    if (hasLimit) {
        const auto amount = amountIn(value.substr(number), kCounts);
        if (!amount || amount->isPercent)
            return badValue("--forbid", value, "Session, 'Timeout>50' or 'class:Socket .kHandle=null'");
        budget.limit = amount->limit;
        condition = value.substr(0, mark);
        condition.remove_suffix(condition.size() - 1 - std::min(condition.find_last_not_of(' '), condition.size() - 1));
        parsed = query::parse(condition);
        whole = std::get_if<query::Query>(&parsed);
    }
    if (condition.find_first_not_of(' ') == condition.npos)
        return badValue("--forbid", value, "Session, 'Timeout>50' or 'class:Socket .kHandle=null'");
    budget.pattern = condition;
    if (!whole) {
        const auto& problem = std::get<query::QueryError>(parsed);
        return UsageError{queryErrorText(problem), markedText(condition, problem.at)};
    }
    budget.kind = query::isCondition(whole->root) ? Budget::Kind::Found : Budget::Kind::Count;
    budget.query = *whole;
    return budget;
}

} // namespace

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
    if (name == "--forbid")
        return parseForbidden(std::move(budget), value);
    budget.kind = Budget::Kind::ClassGrowth;
    const std::size_t mark = value.rfind('=');
    budget.pattern = value.substr(0, mark);
    const auto amount = mark == value.npos ? std::nullopt : amountIn(value.substr(mark + 1), kCounts);
    if (budget.pattern.empty() || !amount)
        return badValue(name, value, "Session=0 or 'Session=5%'");
    budget.limit = amount->limit;
    budget.isPercent = amount->isPercent;
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
