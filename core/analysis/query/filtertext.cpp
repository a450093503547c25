#include "core/analysis/query/filtertext.h"

#include "core/analysis/query/parser.h"

#include <algorithm>

namespace heapwise::query {

namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// True for "retained>" and the like anywhere in the text.
bool mentionsField(std::string_view text)
{
    constexpr std::string_view kOperators = ":=<>!~";
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && isLetter(text[end]))
            ++end;
        const bool isWhole = at == 0 || kOperators.find(text[at - 1]) == kOperators.npos;
        if (end > at && end < text.size() && isWhole && kOperators.find(text[end]) != kOperators.npos &&
            findField(text.substr(at, end - at)))
            return true;
        at = std::max(end, at + 1);
    }
    return false;
}

bool hasField(const Term& term)
{
    return term.kind == Term::Kind::Field || std::ranges::any_of(term.terms, hasField);
}

bool isMoreThanWords(const Term& root, PlainWords words)
{
    if (words == PlainWords::Objects || words == PlainWords::Texts || words == PlainWords::Paths)
        return words == PlainWords::Objects || hasField(root);
    return root.kind != Term::Kind::Name && (root.kind != Term::Kind::And || isCondition(root));
}

bool isMistake(std::string_view text, const QueryError& error, PlainWords words)
{
    const bool isNearField = error.code == QueryError::Code::UnknownField && !error.suggestion.empty();
    return words == PlainWords::Objects || mentionsField(text) || (words == PlainWords::Classes && isNearField);
}

/// "jwt size>1K" among strings: the text, and no class of that name.
void takeNamesAsTexts(Term& term)
{
    if (term.kind == Term::Kind::Name) {
        term.kind = Term::Kind::Field;
        term.field = FieldId::Text;
        term.valueAt = term.at;
    }
    std::ranges::for_each(term.terms, takeNamesAsTexts);
}

} // namespace

std::optional<std::variant<Query, QueryError>> queryInFilter(std::string_view text, PlainWords words)
{
    auto parsed = parse(text);
    if (const auto* error = std::get_if<QueryError>(&parsed)) {
        if (!isMistake(text, *error, words))
            return std::nullopt;
        return parsed;
    }
    Query& query = std::get<Query>(parsed);
    if (query.isEmpty() || !isMoreThanWords(query.root, words))
        return std::nullopt;
    if (words == PlainWords::Texts)
        takeNamesAsTexts(query.root);
    return parsed;
}

std::string filterText(std::string_view query, PlainWords words)
{
    // True of all that is found: objects without a size are not, as long as nobody asks for them.
    constexpr const char* kAnyObject = " size>0";
    return std::string(query) + (queryInFilter(query, words) ? "" : kAnyObject);
}

} // namespace heapwise::query
