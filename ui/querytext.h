#pragma once

#include <QString>

#include "core/analysis/query/queryerror.h"

namespace heapwise::ui {

/// What is wrong with a query, as a sentence; what was probably meant is apart, in QueryError::suggestion.
QString queryErrorText(const query::QueryError& error);
/// Why a query finds less than one might expect.
QString queryNoteText(const query::QueryNote& note);

} // namespace heapwise::ui
