#pragma once

#include "core/analysis/heap.h"

#include <string>

namespace heapwise::bench {

/// Prints a line of JSON for each run of a query: seconds until it is bound, until the first object is found
/// and until all are, and how many objects a second that is.
int measureQuery(const OpenOptions& options, const std::string& text, int runs);

} // namespace heapwise::bench
