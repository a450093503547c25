#pragma once

#include "app/cli/command.h"
#include "core/analysis/comparison/comparison.h"

namespace heapwise::cli {

/// The texts that take more memory in the last of the snapshots than in the first: instead of the classes of a diff.
Outcome runGrownStrings(const Comparison& comparison, std::span<const HeapPtr> heaps, const Arguments& arguments,
                        const Output& output);

} // namespace heapwise::cli
