#pragma once

#include "core/base/progress.h"
#include "core/graph/dominatortree.h"
#include "core/heap/objects.h"
#include "core/snapshot/snapshot.h"

#include <memory>

namespace heapwise {

/// True for nodes of V8's own making that no program has a value of: stores, tables, shapes, code, off-heap memory.
bool isEngineType(NodeType type);

/// The objects with sizes as their program would count them: each object with all internals that go when it goes
/// (element stores, tables, property stores, the memory behind a buffer, code of a function). An internal counts
/// for the nearest object above it in the dominator tree; what only roots hold keeps its size. The sum over all
/// objects stays what it was. O(nodes). Means nothing once a stop was requested.
HeapObjects logicalSizes(const std::shared_ptr<const Snapshot>& snapshot, const HeapObjects& objects,
                         const DominatorTree& dominators, const Progress& progress);

} // namespace heapwise
