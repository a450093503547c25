#pragma once

#include "core/base/bitset.h"
#include "core/base/progress.h"
#include "core/snapshot/snapshot.h"

namespace heapwise {

/// Marks what belongs to Node itself: the functions of its own files ("node:events"), the objects made by
/// their constructors' places, and the scopes these functions see. What a program put into Node's objects is
/// not among them.
///
/// O(locations + scopes). Means nothing once a stop was requested.
void markNodeCore(const Snapshot& snapshot, BitSet& marks, const Progress& progress);

} // namespace heapwise
