#pragma once

#include <string>

namespace heapwise::bench {

/// Prints, as JSON lines, how long simdjson's on-demand parser takes to visit every number and every string of the
/// file once: the yardstick for what reading JSON costs at all. The text is in memory before the clock starts.
int measureWalk(const std::string& path, int runs);

} // namespace heapwise::bench
