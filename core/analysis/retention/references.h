#pragma once

#include "core/analysis/heap.h"
#include "core/base/id.h"

#include <vector>

namespace heapwise {

/// The edges that go together when a program drops the reference that `e` is: itself, the same value in the store of
/// the object (V8 writes elements and dictionaries twice), and both sides of a WeakMap's pair. Ascending. O(edges of
/// the object and of its stores).
std::vector<EdgeIndex> sameReference(const Heap& heap, EdgeIndex e);

/// True for a reference that a program writes and can drop: a property, variable, element or entry, and no link that
/// V8 makes itself (the scope of a function, the store of an object, a prototype, a root).
bool isDroppable(const Snapshot& snapshot, EdgeIndex e);

/// All essential edges from `owner` and its stores to `target`, ascending. O(edges of these).
std::vector<EdgeIndex> edgesOfHold(const Heap& heap, NodeId owner, NodeId target);
/// True when one of them is droppable.
bool isHeldByName(const Heap& heap, NodeId owner, NodeId target);

/// The object that a store (elements, properties, the table of a Map) belongs to, and `n` for what is none.
NodeId ownerOfStore(const Heap& heap, NodeId n);

} // namespace heapwise
