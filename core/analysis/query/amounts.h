#pragma once

#include "core/analysis/query/ast.h"
#include "core/analysis/query/scanner.h"

#include <optional>
#include <string_view>

namespace heapwise::query {

/// Which units a number may have.
enum class Units {
    None,  ///< 7, 1.5, -3
    Bytes, ///< 300, 4K, 1.5MiB (binary, as on screen), 1% (of the heap)
};

/// What `text` after an operator allows; also `4K..1M`, both included. Nothing where it is no number.
std::optional<Bounds> boundsIn(std::string_view text, Operator how, Units units);

} // namespace heapwise::query
