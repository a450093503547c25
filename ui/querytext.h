#pragma once

#include <QString>

#include "core/analysis/query/queryerror.h"

namespace heapwise::ui {

/// What is wrong with a query, as a sentence; what was probably meant is apart, in QueryError::suggestion.
QString queryErrorText(const query::QueryError& error);
/// Why a query finds less than one might expect.
QString queryNoteText(const query::QueryNote& note);
/// The text with something else in this place, which is counted in bytes of UTF-8.
QString withReplaced(const QString& text, query::Span at, const QString& by);

} // namespace heapwise::ui
