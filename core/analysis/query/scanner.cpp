#include "core/analysis/query/scanner.h"

#include "core/analysis/query/words.h"

#include <charconv>

namespace heapwise::query {

namespace {

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool isBoundary(char c)
{
    return isSpace(c) || c == '(' || c == ')';
}

} // namespace

bool Scanner::isAtBoundary() const
{
    return isAtEnd() || isBoundary(peek());
}

void Scanner::skipSpace()
{
    while (!isAtEnd() && isSpace(peek()))
        ++m_at;
}

bool Scanner::takeCharacter(char c)
{
    if (isAtEnd() || peek() != c)
        return false;
    ++m_at;
    return true;
}

bool Scanner::takeKeyword(std::string_view word)
{
    const std::size_t end = m_at + word.size();
    const bool isWord = equalsIgnoringCase(m_text.substr(m_at, word.size()), word);
    if (!isWord || (end < m_text.size() && !isBoundary(m_text[end])))
        return false;
    m_at = end;
    return true;
}

bool Scanner::isOperatorAt(std::size_t at) const
{
    if (at >= m_text.size())
        return false;
    const char c = m_text[at];
    return c == ':' || c == '=' || c == '~' || c == '<' || c == '>' ||
           (c == '!' && at + 1 < m_text.size() && m_text[at + 1] == '=');
}

Operator Scanner::takeOperator()
{
    std::size_t at = m_at;
    while (at < m_text.size() && isSpace(m_text[at]))
        ++at;
    if (!isOperatorAt(at))
        return Operator::None;
    const char c = m_text[at++];
    const bool isLong = at < m_text.size() && m_text[at] == '=' && (c == '<' || c == '>' || c == '!');
    m_at = at + isLong;
    skipSpace();
    switch (c) {
    case '=':
        return Operator::Equal;
    case '!':
        return Operator::Unequal;
    case '~':
        return Operator::Like;
    case '<':
        return isLong ? Operator::AtMost : Operator::Less;
    case '>':
        return isLong ? Operator::AtLeast : Operator::Greater;
    default:
        return Operator::Is;
    }
}

template <typename Ends>
Token Scanner::takeWord(Ends&& ends)
{
    Token token;
    token.at.begin = position();
    while (!isAtBoundary() && peek() != '"' && !ends(m_at))
        ++m_at;
    token.at.end = position();
    token.text = m_text.substr(token.at.begin, token.at.end - token.at.begin);
    return token;
}

Token Scanner::takeHead()
{
    return takeWord([&](std::size_t at) { return isOperatorAt(at); });
}

Token Scanner::takeName()
{
    if (peek() == '"')
        return takeQuoted();
    return takeWord([&](std::size_t at) { return isOperatorAt(at) || m_text[at] == '.' || m_text[at] == '['; });
}

Token Scanner::takeValue(bool mayBePath)
{
    if (peek() == '"')
        return takeQuoted();
    if (peek() == '/') {
        std::size_t end = endOfRegex();
        while (end < m_text.size() && m_text[end] >= 'a' && m_text[end] <= 'z')
            ++end;
        const bool isWhole = end != std::string_view::npos && (end >= m_text.size() || isBoundary(m_text[end]));
        if (isWhole || !mayBePath)
            return takeRegex();
    }
    return takeWord([](std::size_t) { return false; });
}

std::optional<std::uint32_t> Scanner::takeNumber()
{
    std::uint32_t number = 0;
    const char* const begin = m_text.data() + m_at;
    const auto [end, problem] = std::from_chars(begin, m_text.data() + m_text.size(), number);
    if (problem != std::errc() || number == UINT32_MAX)
        return std::nullopt;
    m_at += std::size_t(end - begin);
    return number;
}

Token Scanner::takeQuoted()
{
    Token token;
    token.kind = Token::Kind::Quoted;
    token.at.begin = position();
    ++m_at;
    while (!isAtEnd() && peek() != '"') {
        if (peek() == '\\' && (peek(1) == '"' || peek(1) == '\\'))
            ++m_at;
        token.text += m_text[m_at++];
    }
    if (!takeCharacter('"'))
        fail(QueryError::Code::UnclosedQuote, {token.at.begin, position()});
    token.at.end = position();
    return token;
}

/// After the closing slash; npos where there is none. As in JavaScript, square brackets may hold a slash.
std::size_t Scanner::endOfRegex() const
{
    bool isInSet = false;
    for (std::size_t at = m_at + 1; at < m_text.size(); ++at) {
        const char c = m_text[at];
        if (c == '\\')
            ++at;
        else if (c == '[')
            isInSet = true;
        else if (c == ']')
            isInSet = false;
        else if (c == '/' && !isInSet)
            return at + 1;
    }
    return std::string_view::npos;
}

Token Scanner::takeRegex()
{
    Token token;
    token.kind = Token::Kind::Regex;
    token.at.begin = position();
    const std::size_t end = endOfRegex();
    if (end == std::string_view::npos) {
        fail(QueryError::Code::UnclosedRegex, {token.at.begin, std::uint32_t(m_text.size())});
        return token;
    }
    for (std::size_t at = m_at + 1; at + 1 < end; ++at) {
        const bool isEscapedSlash = m_text[at] == '\\' && m_text[at + 1] == '/';
        token.text += isEscapedSlash ? m_text[++at] : m_text[at];
        if (!isEscapedSlash && m_text[at] == '\\' && at + 2 < end)
            token.text += m_text[++at];
    }
    m_at = end;
    token.ignoresCase = takeCharacter('i');
    token.at.end = position();
    if (!isAtBoundary())
        fail(QueryError::Code::BadRegexEnd, {position(), position() + 1});
    return token;
}

void Scanner::fail(QueryError::Code code, Span at, std::string text, std::string suggestion)
{
    if (!m_error)
        m_error = QueryError{code, at, std::move(text), std::move(suggestion)};
    m_at = m_text.size();
}

} // namespace heapwise::query
