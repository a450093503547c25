#pragma once

#include "core/analysis/query/comparedsnapshots.h"

namespace heapwise::ui {

/// Lets queries in the snapshots of a comparison ask what is new and alive in it, as long as somebody has it. Where
/// a snapshot is part of several, the one that was announced last counts.
void announceComparison(const ComparisonPtr& comparison);

/// For queries about this heap; with a count of 0 where it is in no comparison that is open and has identity. Any
/// thread.
query::ComparedSnapshots comparedSnapshotsOf(const Heap& heap);

} // namespace heapwise::ui
