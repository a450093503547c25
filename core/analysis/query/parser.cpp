#include "core/analysis/query/parser.h"

#include "core/analysis/query/fieldterms.h"
#include "core/analysis/query/scanner.h"
#include "core/analysis/query/words.h"

#include <algorithm>
#include <utility>

namespace heapwise::query {

namespace {

/// Recursive descent over a Scanner. An error ends the scanner's text, and so everything.
class Parser {
public:
    explicit Parser(std::string_view text)
        : m_scanner(text)
        , m_text(text)
    {}

    std::variant<Query, QueryError> run()
    {
        if (m_text.size() > kLongestQuery)
            return QueryError{
                QueryError::Code::TooLong, {std::uint32_t(kLongestQuery), std::uint32_t(m_text.size())}, {}, {}};
        Query query;
        query.text = m_text;
        m_scanner.skipSpace();
        if (!m_scanner.isAtEnd())
            query.root = alternatives();
        if (!m_scanner.isAtEnd()) // what is left is a bracket
            m_scanner.fail(QueryError::Code::UnopenedBracket, here(1));
        if (m_scanner.error())
            return *m_scanner.error();
        return query;
    }

    std::variant<Path, QueryError> runPath()
    {
        Path path = takePath(m_scanner);
        if (!m_scanner.isAtEnd())
            m_scanner.fail(QueryError::Code::BadPath, here(1));
        if (m_scanner.error())
            return *m_scanner.error();
        return path;
    }

private:
    Span here(std::uint32_t bytes) const
    {
        const auto end = std::min<std::size_t>(m_scanner.position() + bytes, m_text.size());
        return {m_scanner.position(), std::uint32_t(end)};
    }
    Span since(std::uint32_t begin) const { return {begin, m_scanner.position()}; }
    Term failed(QueryError::Code code, Span at, std::string text = {}, std::string suggestion = {})
    {
        m_scanner.fail(code, at, std::move(text), std::move(suggestion));
        return {};
    }

    Term alternatives()
    {
        return joined(
            Term::Kind::Or, [this] { return conditions(); }, [this] { return m_scanner.takeKeyword("or"); });
    }

    Term conditions()
    {
        return joined(
            Term::Kind::And, [this] { return condition(); },
            [this] {
                if (m_scanner.takeKeyword("and"))
                    return true;
                Scanner ahead = m_scanner;
                return !m_scanner.isAtEnd() && m_scanner.peek() != ')' && !ahead.takeKeyword("or");
            });
    }

    /// One part, or several of them joined.
    template <typename Part, typename Continues>
    Term joined(Term::Kind kind, Part&& part, Continues&& continues)
    {
        Term first = part();
        m_scanner.skipSpace();
        if (m_scanner.error() || !continues())
            return first;
        Term all;
        all.kind = kind;
        all.at.begin = first.at.begin;
        all.terms.push_back(std::move(first));
        do {
            m_scanner.skipSpace();
            all.terms.push_back(part());
            m_scanner.skipSpace();
        } while (!m_scanner.error() && continues());
        all.at.end = all.terms.back().at.end;
        return all;
    }

    Term condition()
    {
        const std::uint32_t begin = m_scanner.position();
        bool isNegated = false;
        while (m_scanner.peek() == '-' && m_scanner.position() + 1 < m_text.size()) {
            m_scanner.takeCharacter('-');
            isNegated = !isNegated;
        }
        Term term = positive();
        if (!isNegated || m_scanner.error())
            return term;
        Term negated;
        negated.kind = Term::Kind::Not;
        negated.at = {begin, term.at.end};
        negated.terms.push_back(std::move(term));
        return negated;
    }

    Term positive()
    {
        if (++m_terms > kMostTerms)
            return failed(QueryError::Code::TooManyTerms, here(1));
        if (m_scanner.isAtEnd() || m_scanner.peek() == ')' || isKeywordHere())
            return failed(QueryError::Code::ExpectedTerm, here(1));
        if (m_scanner.peek() == '(')
            return bracketed();
        const std::uint32_t begin = m_scanner.position();
        Term term = simple();
        term.at = since(begin);
        return term;
    }

    bool isKeywordHere() const
    {
        Scanner ahead = m_scanner;
        return ahead.takeKeyword("or") || ahead.takeKeyword("and");
    }

    Term bracketed()
    {
        const std::uint32_t begin = m_scanner.position();
        if (++m_depth > kDeepestQuery)
            return failed(QueryError::Code::TooDeep, here(1));
        m_scanner.takeCharacter('(');
        m_scanner.skipSpace();
        Term term = alternatives();
        m_scanner.skipSpace();
        if (!m_scanner.error() && !m_scanner.takeCharacter(')'))
            return failed(QueryError::Code::UnclosedBracket, {begin, begin + 1});
        --m_depth;
        term.at = since(begin);
        return term;
    }

    Term simple()
    {
        const char c = m_scanner.peek();
        if (c == '@')
            return object();
        if (c == '.' || c == '[')
            return property();
        const bool isRegex = c == '/' && m_scanner.peek(1) != ' ' && m_scanner.peek(1) != '\0';
        if (c == '"' || isRegex) {
            Term term;
            term.kind = Term::Kind::Name;
            const Token token = isRegex ? m_scanner.takeRegex() : m_scanner.takeQuoted();
            term.pattern = patternOf(m_scanner, token, {TextPattern::Extent::Part, TextPattern::Extent::Whole});
            term.text = token.text;
            return term;
        }
        return wordOrField();
    }

    Term object()
    {
        Term term;
        term.kind = Term::Kind::Object;
        const std::uint32_t begin = m_scanner.position();
        term.object = takeObjectId(m_scanner);
        term.valueAt = since(begin);
        return term;
    }

    Term property()
    {
        const std::uint32_t begin = m_scanner.position();
        Term term;
        term.kind = Term::Kind::Property;
        term.path = takePath(m_scanner);
        if (m_scanner.error())
            return term;
        const std::string name(m_text.substr(begin, m_scanner.position() - begin));
        const Operator how = m_scanner.takeOperator();
        if (how != Operator::None)
            takeOperand(m_scanner, term, how, name);
        else if (!m_scanner.isAtBoundary())
            m_scanner.fail(QueryError::Code::BadPath, here(1));
        return term;
    }

    Term wordOrField()
    {
        const Token head = m_scanner.takeHead();
        if (head.text.empty())
            return failed(QueryError::Code::ExpectedTerm, here(1));
        const Operator how = m_scanner.takeOperator();
        if (how == Operator::None) {
            Term term;
            term.kind = Term::Kind::Name;
            term.text = head.text;
            term.isWord = true;
            term.pattern = patternOf(m_scanner, head, {TextPattern::Extent::Part, TextPattern::Extent::Whole});
            return term;
        }
        const FieldInfo* field = findField(head.text);
        if (field)
            return takeField(m_scanner, *field, how);
        NearestWord nearest(head.text);
        for (const FieldInfo& known : fields())
            nearest.offer(known.name);
        return failed(QueryError::Code::UnknownField, head.at, head.text, nearest.name());
    }

    Scanner m_scanner;
    std::string_view m_text;
    int m_depth = 0;
    int m_terms = 0;
};

} // namespace

std::variant<Query, QueryError> parse(std::string_view text)
{
    return Parser(text).run();
}

bool isCondition(const Term& term)
{
    if (term.kind == Term::Kind::And)
        return std::any_of(term.terms.begin(), term.terms.end(), isCondition);
    return term.kind != Term::Kind::Name || !term.isWord;
}

std::variant<Path, QueryError> parsePath(std::string_view text)
{
    return Parser(text).runPath();
}

std::string pathText(const Path& path)
{
    std::string text;
    for (const PathStep& step : path) {
        if (step.kind == PathStep::Kind::Index)
            text += "[" + std::to_string(step.index) + "]";
        else if (step.kind == PathStep::Kind::Key)
            text += "[\"" + step.name + "\"]";
        else
            text += "." + step.name;
    }
    return text;
}

} // namespace heapwise::query
