#pragma once

#include "app/cli/watch/watchoptions.h"

namespace heapwise::cli {

/// Watches until it is over, and returns the exit code of the program. Needs Qt: without it, it only says so.
int watch(const WatchOptions& options);

} // namespace heapwise::cli
