#include "app/cli/querytext.h"

#include "core/analysis/query/ast.h"
#include "core/report/utf8.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

using Code = query::QueryError::Code;

std::string meant(const query::QueryError& error)
{
    return error.suggestion.empty() ? "" : " Did you mean " + printable(error.suggestion) + "?";
}

std::string sentence(const query::QueryError& error)
{
    switch (error.code) {
    case Code::TooLong:
        return "It is longer than " + std::to_string(query::kLongestQuery) + " bytes.";
    case Code::TooDeep:
        return "There are more than " + std::to_string(query::kDeepestQuery) + " brackets within brackets.";
    case Code::TooManyTerms:
        return "There are more than " + std::to_string(query::kMostTerms) + " conditions.";
    case Code::ExpectedTerm:
        return "A condition is missing here.";
    case Code::UnclosedBracket:
        return "This bracket is not closed.";
    case Code::UnopenedBracket:
        return "This bracket was not opened.";
    case Code::UnclosedQuote:
        return "The quoted text has no end.";
    case Code::UnclosedRegex:
        return "The regular expression has no end: a slash is missing.";
    case Code::BadRegex:
        return "The regular expression is wrong: " + printable(error.text) + ".";
    case Code::BadRegexEnd:
        return "After a regular expression only i may follow; a slash within one is written \\/.";
    case Code::UnknownField:
        return quoted(error.text) + " is not a field." + meant(error);
    case Code::BadOperator:
        return error.text + " cannot be compared so; it takes " + error.suggestion + ".";
    case Code::ExpectedValue:
        return printable(error.text) + " needs a value.";
    case Code::BadNumber:
        return quoted(error.text) + " is not a number.";
    case Code::BadSize:
        return quoted(error.text) + " is not a size; they look like 300, 4K, 1.5MB or 2%.";
    case Code::BadKind:
        return quoted(error.text) + " is not a kind of object." + meant(error);
    case Code::BadObjectId:
        return quoted(error.text) + " is not the id of an object; ids look like @1234.";
    case Code::BadSnapshot:
        return quoted(error.text) + " is not a snapshot; they look like #2.";
    case Code::BadPath:
        return "After a dot the name of a property is needed, in brackets an index or a quoted key.";
    case Code::NotReady:
    case Code::NotInFile:
        return "The file was read without what " + error.text + " needs.";
    case Code::NeedsComparison:
        return error.text + " needs several snapshots to compare.";
    case Code::NoSuchSnapshot:
        return "There is no snapshot #" + error.text + ".";
    }
    return {};
}

} // namespace

std::string queryErrorText(const query::QueryError& error)
{
    return "The query cannot be used (character " + std::to_string(error.at.begin + 1) + "). " + sentence(error);
}

std::string queryNoteText(const query::QueryNote& note)
{
    switch (note.code) {
    case query::QueryNote::Code::UnknownObject:
        return "There is no object @" + note.text + ".";
    case query::QueryNote::Code::UnknownClass:
        return "No class is called " + quoted(note.text) + "." +
               (note.suggestion.empty() ? "" : " The nearest name is " + printable(note.suggestion) + ".");
    case query::QueryNote::Code::NumbersNotRecorded:
        return "The snapshot was taken without the values of numbers: a comparison with " + quoted(note.text) +
               " finds nothing.";
    }
    return {};
}

std::string markedText(std::string_view query, query::Span at)
{
    const std::size_t begin = std::min<std::size_t>(at.begin, query.size()),
                      end = std::clamp<std::size_t>(at.end, begin, query.size());
    const std::size_t before = displayWidth(printable(query.substr(0, begin)));
    const std::size_t marked = displayWidth(printable(query.substr(begin, end - begin)));
    return "  " + printable(query) + "\n  " + std::string(before, ' ') +
           std::string(std::max<std::size_t>(1, marked), '^') + "\n";
}

} // namespace heapwise::cli
