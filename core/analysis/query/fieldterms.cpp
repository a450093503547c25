#include "core/analysis/query/fieldterms.h"

#include "core/analysis/query/amounts.h"
#include "core/analysis/query/words.h"

#include <utility>

namespace heapwise::query {

namespace {

using Extent = TextPattern::Extent;
using Case = TextPattern::Case;

bool takes(ValueKind value, Operator how)
{
    switch (value) {
    case ValueKind::Bytes:
    case ValueKind::Count:
        return how != Operator::Like;
    case ValueKind::Name:
    case ValueKind::Text:
    case ValueKind::Path:
        return how == Operator::Is || how == Operator::Equal || how == Operator::Unequal || how == Operator::Like;
    case ValueKind::Kind:
    case ValueKind::Object:
    case ValueKind::Snapshot:
        break;
    }
    return how == Operator::Is || how == Operator::Equal;
}

/// `=` is exact, `~` a part; `:` is what one means most of the time, and differs.
TextPattern textPattern(Scanner& scanner, const Token& token, Operator how, PatternRules rules)
{
    const bool isExact = how == Operator::Equal || how == Operator::Unequal;
    if (isExact && token.kind != Token::Kind::Regex)
        return TextPattern::literal(token.text, Extent::Whole, Case::Exact);
    return patternOf(scanner, token, how == Operator::Like ? PatternRules{Extent::Part, Extent::Part} : rules);
}

PatternRules rulesOf(const FieldInfo& field)
{
    if (field.value == ValueKind::Path)
        return {Extent::Components, Extent::Components};
    if (field.id == FieldId::Text)
        return {Extent::Part, Extent::Part};
    return {};
}

void takeSnapshot(Scanner& scanner, Term& term)
{
    const bool hasMark = scanner.takeCharacter('#');
    const auto number = hasMark ? scanner.takeNumber() : std::nullopt;
    if (!number || *number == 0 || !scanner.isAtBoundary()) {
        const Token token = scanner.takeValue(false);
        scanner.fail(QueryError::Code::BadSnapshot, {term.valueAt.begin, token.at.end}, token.text);
        return;
    }
    term.snapshot = *number;
}

void takeKind(Scanner& scanner, Term& term, const Token& token)
{
    term.nodeKind = findKind(token.text);
    if (term.nodeKind)
        return;
    NearestWord nearest(token.text);
    for (const KindInfo& kind : kinds())
        nearest.offer(kind.name);
    scanner.fail(QueryError::Code::BadKind, token.at, token.text, nearest.name());
}

void takeAmount(Scanner& scanner, Term& term, const Token& token, Operator how, Units units)
{
    const auto bounds = boundsIn(token.text, how, units);
    if (bounds)
        term.bounds = *bounds;
    else
        scanner.fail(units == Units::Bytes ? QueryError::Code::BadSize : QueryError::Code::BadNumber, token.at,
                     token.text);
}

void takeFieldValue(Scanner& scanner, Term& term, const FieldInfo& field, Operator how)
{
    if (field.value == ValueKind::Snapshot)
        return takeSnapshot(scanner, term);
    if (field.value == ValueKind::Object && scanner.peek() == '@') {
        term.object = takeObjectId(scanner);
        return;
    }
    const Token token = scanner.takeValue(field.value == ValueKind::Path);
    term.text = token.text;
    if (token.text.empty() && token.kind == Token::Kind::Word)
        return scanner.fail(QueryError::Code::ExpectedValue, {token.at.begin, token.at.begin + 1},
                            std::string(field.name));
    if (field.value == ValueKind::Kind)
        return takeKind(scanner, term, token);
    if (field.value == ValueKind::Bytes || field.value == ValueKind::Count)
        return takeAmount(scanner, term, token, how, field.value == ValueKind::Bytes ? Units::Bytes : Units::None);
    term.pattern = textPattern(scanner, token, how, rulesOf(field));
    if (!scanner.isAtBoundary())
        scanner.fail(QueryError::Code::ExpectedTerm, {scanner.position(), scanner.position() + 1});
}

Term negationOf(Term term)
{
    Term negated;
    negated.kind = Term::Kind::Not;
    negated.at = term.at;
    negated.terms.push_back(std::move(term));
    return negated;
}

Operand wordOperand(const std::string& word)
{
    constexpr std::pair<std::string_view, Operand> kWords[] = {
        {"true", Operand::True}, {"false", Operand::False}, {"null", Operand::Null}, {"undefined", Operand::Undefined}};
    for (const auto& [name, operand] : kWords)
        if (word == name)
            return operand;
    return Operand::Text;
}

} // namespace

TextPattern patternOf(Scanner& scanner, const Token& token, PatternRules rules)
{
    if (token.kind == Token::Kind::Quoted)
        return TextPattern::literal(token.text, rules.quoted, Case::Exact);
    if (token.kind == Token::Kind::Word) {
        const bool hasWildcard = token.text.find('*') != token.text.npos;
        const Extent extent = rules.word == Extent::Part ? Extent::Whole : rules.word;
        return hasWildcard ? TextPattern::wildcard(token.text, extent)
                           : TextPattern::literal(token.text, rules.word, Case::Ignored);
    }
    auto pattern = TextPattern::regex(token.text, token.ignoresCase ? Case::Ignored : Case::Exact);
    if (auto* problem = std::get_if<std::string>(&pattern)) {
        scanner.fail(QueryError::Code::BadRegex, token.at, *problem);
        return {};
    }
    return std::get<TextPattern>(std::move(pattern));
}

ObjectId takeObjectId(Scanner& scanner)
{
    const std::uint32_t begin = scanner.position();
    scanner.takeCharacter('@');
    const auto number = scanner.takeNumber();
    if (number && scanner.isAtBoundary())
        return ObjectId{*number};
    const Token rest = scanner.takeValue(false);
    scanner.fail(QueryError::Code::BadObjectId, {begin, std::max(rest.at.end, begin + 1)}, rest.text);
    return {};
}

Path takePath(Scanner& scanner)
{
    Path path;
    do {
        const std::uint32_t begin = scanner.position();
        PathStep step;
        if (scanner.takeCharacter('.')) {
            step.name = scanner.takeName().text;
        } else if (scanner.takeCharacter('[')) {
            const bool isKey = scanner.peek() == '"';
            step.kind = isKey ? PathStep::Kind::Key : PathStep::Kind::Index;
            const auto index = isKey ? std::optional<std::uint32_t>(0) : scanner.takeNumber();
            step.index = index.value_or(0);
            if (isKey)
                step.name = scanner.takeQuoted().text;
            if (!index || !scanner.takeCharacter(']'))
                scanner.fail(QueryError::Code::BadPath, {begin, begin + 1});
        }
        if ((step.kind == PathStep::Kind::Name && step.name.empty()) || path.size() == kLongestPath)
            scanner.fail(QueryError::Code::BadPath, {begin, begin + 1});
        path.push_back(std::move(step));
    } while (scanner.peek() == '.' || scanner.peek() == '[');
    return path;
}

Term takeField(Scanner& scanner, const FieldInfo& field, Operator how)
{
    Term term;
    term.kind = Term::Kind::Field;
    term.field = field.id;
    term.valueAt.begin = scanner.position();
    if (!takes(field.value, how)) {
        scanner.fail(QueryError::Code::BadOperator, {scanner.position() - 1, scanner.position()},
                     std::string(field.name), std::string(operatorsOf(field.value)));
        return term;
    }
    takeFieldValue(scanner, term, field, how);
    term.valueAt.end = scanner.position();
    return how == Operator::Unequal && !scanner.error() ? negationOf(std::move(term)) : term;
}

void takeOperand(Scanner& scanner, Term& term, Operator how, const std::string& name)
{
    term.valueAt.begin = scanner.position();
    term.isUnequal = how == Operator::Unequal;
    const bool isExact = how == Operator::Equal || how == Operator::Unequal;
    if (isExact && scanner.peek() == '@') {
        term.operand = Operand::Object;
        term.object = takeObjectId(scanner);
        term.valueAt.end = scanner.position();
        return;
    }
    const Token token = scanner.takeValue(false);
    const bool isWord = token.kind == Token::Kind::Word;
    term.valueAt.end = scanner.position();
    term.text = token.text;
    if (isWord && token.text.empty())
        return scanner.fail(QueryError::Code::ExpectedValue, {token.at.begin, token.at.begin + 1}, name);
    const auto bounds = isWord && how != Operator::Is ? boundsIn(token.text, how, Units::None) : std::nullopt;
    const bool isOrder = !isExact && how != Operator::Is && how != Operator::Like;
    if (bounds) {
        term.operand = Operand::Number;
        term.bounds = *bounds;
    } else if (isOrder) {
        scanner.fail(QueryError::Code::BadNumber, token.at, token.text);
    } else {
        term.operand = how == Operator::Is ? Operand::Class
                       : isWord && isExact ? wordOperand(token.text)
                                           : Operand::Text;
        term.pattern = textPattern(scanner, token, how, {});
    }
    if (!scanner.isAtBoundary())
        scanner.fail(QueryError::Code::ExpectedTerm, {scanner.position(), scanner.position() + 1});
}

} // namespace heapwise::query
