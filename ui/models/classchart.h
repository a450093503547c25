#pragma once

#include "ui/models/dominatorchart.h"

namespace heapwise::ui {

/// The classes by shallow size, what there is to see while dominators are awaited: one level below the heap, with the
/// small ones merged. Needs Stage::Objects. O(classes log classes); any thread.
DominatorChart makeClassChart(const Heap& heap);

} // namespace heapwise::ui
