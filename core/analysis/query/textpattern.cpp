#include "core/analysis/query/textpattern.h"

#include <re2/re2.h>

#include <cstring>

namespace heapwise::query {

namespace {

constexpr std::int64_t kMemoryOfExpression = 8 << 20; ///< larger ones are refused, and states beyond it forgotten

std::shared_ptr<const re2::RE2> compiled(const std::string& expression)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kMemoryOfExpression);
    return std::make_shared<const re2::RE2>(expression, options);
}

/// Where a run of components may begin and end.
std::string between(std::string expression, TextPattern::Extent extent)
{
    switch (extent) {
    case TextPattern::Extent::Whole:
        return "\\A(?:" + std::move(expression) + ")\\z";
    case TextPattern::Extent::Components:
        return "(?:\\A|/)(?:" + std::move(expression) + ")(?:\\z|/)";
    case TextPattern::Extent::Part:
        break;
    }
    return expression;
}

} // namespace

TextPattern TextPattern::literal(std::string_view text, Extent extent, Case sensitivity)
{
    TextPattern pattern;
    if (sensitivity == Case::Exact && extent != Extent::Components) {
        pattern.m_kind = extent == Extent::Whole ? Kind::Whole : Kind::Part;
        pattern.m_text = text;
        return pattern;
    }
    pattern.m_kind = Kind::Expression;
    const std::string flags = sensitivity == Case::Ignored ? "(?is)" : "(?s)";
    pattern.m_expression = compiled(flags + between(re2::RE2::QuoteMeta({text.data(), text.size()}), extent));
    return pattern;
}

TextPattern TextPattern::wildcard(std::string_view text, Extent extent)
{
    std::string expression;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t star = std::min(text.find('*', at), text.size());
        expression += re2::RE2::QuoteMeta({text.data() + at, star - at});
        if (star < text.size() && !expression.ends_with(".*"))
            expression += ".*";
        at = star + 1;
    }
    TextPattern pattern;
    pattern.m_kind = Kind::Expression;
    pattern.m_expression = compiled("(?is)" + between(std::move(expression), extent));
    return pattern;
}

std::variant<TextPattern, std::string> TextPattern::regex(std::string_view expression, Case sensitivity)
{
    TextPattern pattern;
    pattern.m_kind = Kind::Expression;
    pattern.m_expression = compiled((sensitivity == Case::Ignored ? "(?i)" : "") + std::string(expression));
    if (!pattern.m_expression->ok())
        return pattern.m_expression->error();
    return pattern;
}

bool TextPattern::matches(std::string_view text) const
{
    switch (m_kind) {
    case Kind::Everything:
        return true;
    case Kind::Whole:
        return text == m_text;
    case Kind::Part: // linear, which std::string_view::find() is not
        return m_text.empty() || memmem(text.data(), text.size(), m_text.data(), m_text.size()) != nullptr;
    case Kind::Expression:
        return re2::RE2::PartialMatch({text.data(), text.size()}, *m_expression);
    }
    return true;
}

} // namespace heapwise::query
