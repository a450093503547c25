#pragma once

#include "app/cli/arguments.h"

#include <string>
#include <string_view>
#include <variant>

namespace heapwise::cli {

/// --max-growth, --max-growth-class, --forbid.
bool isBudgetOption(std::string_view name);

/// "5%", "10 MiB" and "0" for --max-growth, "Session=0" and "Session=5%" for --max-growth-class, "Timeout",
/// "Timeout>50" and "class:Socket .kHandle=null" for --forbid.
std::variant<Budget, UsageError> parseBudget(std::string_view name, std::string_view value);

/// Whether a name is like a pattern, in which * stands for any text.
bool isLike(std::string_view name, std::string_view pattern);

} // namespace heapwise::cli
