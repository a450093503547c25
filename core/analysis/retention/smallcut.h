#pragma once

#include "core/analysis/heap.h"
#include "core/base/id.h"
#include "core/base/progress.h"

#include <cstddef>
#include <vector>

namespace heapwise {

/// An object with another one that it holds, by whatever names; stores count as their owners.
struct Hold {
    NodeId owner;
    NodeId target;
};

/// The fewest references a program could drop so that `target` is no longer held from its immediate dominator: a
/// minimum cut, the one nearest to the target, by augmenting paths from the target upwards. Empty when more than
/// `most` are needed, when only the engine's own links could be cut, or when the search takes too long.
std::vector<Hold> smallestCut(const Heap& heap, NodeId target, std::size_t most, const Progress& progress);

} // namespace heapwise
