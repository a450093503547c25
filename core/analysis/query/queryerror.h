#pragma once

#include "core/analysis/heap.h"

#include <cstdint>
#include <string>

namespace heapwise::query {

/// A part of the query's text, in bytes.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// Why a text is no query, or cannot be answered about this heap. The sentence is chosen in ui/ and app/.
struct QueryError {
    enum class Code {
        TooLong, ///< the text is longer than kLongestQuery
        TooDeep, ///< brackets in brackets
        TooManyTerms,
        ExpectedTerm, ///< an operator, a bracket or the end where a condition should stand
        UnclosedBracket,
        UnopenedBracket,
        UnclosedQuote,
        UnclosedRegex,
        BadRegex,        ///< text: what is wrong, in RE2's words
        BadRegexEnd,     ///< something follows the closing slash: one within is written \/
        UnknownField,    ///< text: the word; suggestion: the nearest field
        BadOperator,     ///< text: the field; suggestion: the operators it takes
        ExpectedValue,   ///< text: the field
        BadNumber,       ///< text: what stands there
        BadSize,         ///< text: what stands there
        BadKind,         ///< text: the word; suggestion: the nearest kind
        BadObjectId,     ///< text: what stands there
        BadSnapshot,     ///< text: what stands there; snapshots are written #2
        BadPath,         ///< a name should stand after a dot, an index or a quoted key in brackets
        NotReady,        ///< text: the field; `stage` has not been reached
        NotInFile,       ///< text: the field; the file is partial or was read without references
        NeedsComparison, ///< text: the field
        NoSuchSnapshot,  ///< text: the number
    };

    Code code = Code::ExpectedTerm;
    Span at;
    std::string text;
    std::string suggestion;
    Stage stage = Stage::Objects;
};

/// Why a query finds less than one might expect.
struct QueryNote {
    enum class Code {
        UnknownObject,      ///< text: the id; no object of this snapshot has it
        UnknownClass,       ///< text: as given; suggestion: the nearest name, or nothing
        NumbersNotRecorded, ///< the snapshot was taken without the values of numbers
    };

    Code code = Code::UnknownObject;
    Span at;
    std::string text;
    std::string suggestion;
};

} // namespace heapwise::query
