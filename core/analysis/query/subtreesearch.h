#pragma once

#include "core/analysis/query/run.h"

namespace heapwise::query {

/// run() for a query with tops(): looks for these, and at what is below each of them as soon as it is met.
void searchSubtrees(const BoundQuery& query, const Batch& found, const Progress& progress, unsigned threads);

} // namespace heapwise::query
