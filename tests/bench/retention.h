#pragma once

#include "core/analysis/heap.h"

namespace heapwise::bench {

/// Prints a line of JSON for each question about retainers: how long it took, at best and at worst over several
/// objects, and how long stopping one takes.
int measureRetention(const OpenOptions& options);

} // namespace heapwise::bench
