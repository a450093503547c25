#pragma once

#include "app/cli/arguments.h"
#include "core/analysis/heap.h"
#include "core/base/result.h"

namespace heapwise::cli {

/// Opens a file of a command. Shows the progress on stderr when that is a terminal, and stops with
/// ErrorCode::Cancelled on SIGINT.
Result<HeapPtr> openWithProgress(const Arguments& arguments, const std::string& path);

/// SIGINT has its ordinary meaning again: all files are open.
void releaseInterrupts();

/// From here on SIGINT is remembered until openWithProgress() can heed it. First thing in main().
void catchInterrupts();

} // namespace heapwise::cli
