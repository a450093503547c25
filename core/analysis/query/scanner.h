#pragma once

#include "core/analysis/query/queryerror.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heapwise::query {

/// What compares.
enum class Operator : std::uint8_t { None, Is, Equal, Unequal, Like, Less, AtMost, Greater, AtLeast };

/// A word, a quoted text or an expression.
struct Token {
    enum class Kind : std::uint8_t { Word, Quoted, Regex };
    Kind kind = Kind::Word;
    std::string text;         ///< without quotes and slashes
    bool ignoresCase = false; ///< of an expression: /.../i
    Span at;
};

/// Takes the words of a query from its text, one after the other. Where one is malformed, error() is set and
/// nothing more is taken.
class Scanner {
public:
    explicit Scanner(std::string_view text)
        : m_text(text)
    {}

    bool isAtEnd() const { return m_at == m_text.size(); }
    std::uint32_t position() const { return std::uint32_t(m_at); }
    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    /// Where a term ends: white space, a bracket or the end.
    bool isAtBoundary() const;
    void skipSpace();
    bool takeCharacter(char c);
    /// "or", "and": a whole word, in any case.
    bool takeKeyword(std::string_view word);
    /// With the space around it; None where there is none.
    Operator takeOperator();
    /// The word at the beginning of a term: it ends before an operator.
    Token takeHead();
    /// What stands after an operator. A path may begin with a slash and is no expression then.
    Token takeValue(bool mayBePath);
    /// The name of a property: ends at a dot or square bracket, too.
    Token takeName();
    /// Digits; nothing where there are none or they are too large for an id.
    std::optional<std::uint32_t> takeNumber();
    Token takeQuoted();
    /// From one slash to the next that is not escaped and not within square brackets.
    Token takeRegex();

    const std::optional<QueryError>& error() const { return m_error; }
    void fail(QueryError::Code code, Span at, std::string text = {}, std::string suggestion = {});

private:
    template <typename Ends>
    Token takeWord(Ends&& ends);
    bool isOperatorAt(std::size_t at) const;
    std::size_t endOfRegex() const;

    std::string_view m_text;
    std::size_t m_at = 0;
    std::optional<QueryError> m_error;
};

} // namespace heapwise::query
