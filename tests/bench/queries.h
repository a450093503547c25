#pragma once

#include "core/analysis/heap.h"

#include <string>
#include <vector>

namespace heapwise::bench {

/// Prints a line of JSON for each run of each query: seconds until it is bound, until the first object is found and
/// until all are, and how many objects a second that is. The file is opened once.
int measureQueries(const OpenOptions& options, const std::vector<std::string>& queries, int runs);

} // namespace heapwise::bench
