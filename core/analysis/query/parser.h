#pragma once

#include "core/analysis/query/ast.h"

#include <string_view>
#include <variant>

namespace heapwise::query {

/// Reads a query; docs/guide.md has the grammar. Time is linear in the text, depth and size are limited. An
/// empty text is the query that everything matches.
std::variant<Query, QueryError> parse(std::string_view text);

/// False where a query asks for nothing but words that names have in them: these mean a name elsewhere, too.
bool isCondition(const Term& term);

/// Reads a path alone: ".req.url".
std::variant<Path, QueryError> parsePath(std::string_view text);

} // namespace heapwise::query
