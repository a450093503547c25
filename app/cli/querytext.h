#pragma once

#include "core/analysis/query/queryerror.h"

#include <string>
#include <string_view>

namespace heapwise::cli {

/// What is wrong with a query: a sentence or two, with the place.
std::string queryErrorText(const query::QueryError& error);
/// Why a query finds less than one might expect: a sentence.
std::string queryNoteText(const query::QueryNote& note);
/// The query on a line, and marks under `at` on the next one.
std::string markedText(std::string_view query, query::Span at);

} // namespace heapwise::cli
