#pragma once

#include "app/cli/arguments.h"
#include "core/analysis/comparison/comparison.h"

#include <span>
#include <string>
#include <string_view>

namespace heapwise::cli {

/// The comparison of a command; null, with a failure, where references are needed for its groups and missing.
ComparisonPtr compareFiles(std::span<const HeapPtr> heaps, const Arguments& arguments, std::string& failure);

/// Whether objects were matched by id, and why: one sentence.
std::string matchingText(const Comparison& comparison);

/// "classes" of the command line as options of the engine.
GroupOptions groupOptions(const Arguments& arguments);

} // namespace heapwise::cli
