#pragma once

#include <span>
#include <string_view>

namespace heapwise::cli {

/// What the program answers to its caller; watching has codes of its own.
enum ExitCode { ExitOk = 0, ExitBadInput = 1, ExitUsage = 2, ExitExceeded = 3, ExitInterrupted = 130 };

/// The whole program: `words` is the command line without the name of the program.
int run(std::span<const std::string_view> words);

} // namespace heapwise::cli
