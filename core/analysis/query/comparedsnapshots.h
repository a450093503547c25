#pragma once

#include "core/analysis/comparison/comparison.h"
#include "core/base/id.h"

#include <cstddef>
#include <functional>

namespace heapwise::query {

/// What `new:#2` and `alive:#3` ask. Snapshots count from 0 here; nodes are those of the heap that is
/// searched.
struct ComparedSnapshots {
    std::size_t count = 0;
    std::function<bool(NodeId, std::size_t)> isNew;   ///< in that snapshot, and not in the one before
    std::function<bool(NodeId, std::size_t)> isAlive; ///< in that snapshot
};

/// For queries about the given snapshot of a comparison that has identity; without it, `count` is 0. The
/// first snapshot has nothing new.
ComparedSnapshots comparedSnapshots(ComparisonPtr comparison, std::size_t searched);

} // namespace heapwise::query
