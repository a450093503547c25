#pragma once

#include "core/analysis/query/bind.h"
#include "core/base/progress.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace heapwise::query {

/// Receives objects that were found, ascending within a batch, with the number of objects looked at so far.
/// One call at a time, from any of the threads that search.
using Batch = std::function<void(std::span<const std::uint32_t> nodes, std::uint64_t scanned)>;

/// Looks at all objects that may match, on `threads` threads (0: as many as the machine has). Batches without
/// any object come, too, so that progress can be shown. What was found so far when a stop is requested.
void run(const BoundQuery& query, const Batch& found, const Progress& progress, unsigned threads = 0);

/// All objects that match, ascending.
std::vector<std::uint32_t> findAll(const BoundQuery& query, const Progress& progress, unsigned threads = 0);

} // namespace heapwise::query
