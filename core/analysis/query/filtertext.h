#pragma once

#include "core/analysis/query/ast.h"
#include "core/analysis/query/queryerror.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace heapwise::query {

/// What a text is that does not ask for more than words, in the field where it is typed.
enum class PlainWords : std::uint8_t {
    Classes, ///< part of the name of a class
    Paths,   ///< part of the name of a file or package, which may begin with a dot or a minus
    Texts,   ///< part of the content of strings; beside a condition a word is about the content, too
    Objects, ///< nothing else: such a field takes queries alone
};

/// The query that a filter's text is, or what is wrong with it; nothing where the text is plain words. A text that is
/// no query counts as one with a mistake when it names a field and an operator, or something near to a field. O(text).
std::optional<std::variant<Query, QueryError>> queryInFilter(std::string_view text, PlainWords words);

/// What to put into a filter of classes or paths to have it do what the query does: words alone would be part of a
/// name there.
std::string filterText(std::string_view query, PlainWords words);

} // namespace heapwise::query
