#pragma once

#include "app/cli/arguments.h"
#include "core/analysis/heap.h"
#include "core/base/result.h"

namespace heapwise::cli {

/// Opens the file of a command. Shows the progress on stderr when that is a terminal, and stops with
/// ErrorCode::Cancelled on SIGINT, which on return has its ordinary meaning again.
Result<HeapPtr> openWithProgress(const Arguments& arguments);

/// From here on SIGINT is remembered until openWithProgress() can heed it. First thing in main().
void catchInterrupts();

} // namespace heapwise::cli
