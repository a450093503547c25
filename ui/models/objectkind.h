#pragma once

#include <QtGlobal>

#include "core/analysis/heap.h"
#include "ui/models/cellroles.h"

namespace heapwise::ui {

/// The kind whose chip stands for a node type.
ObjectKind kindOf(NodeType type);
/// As above, but for what a person calls an array: V8 has it as an object named "Array".
ObjectKind kindOf(const Snapshot& snapshot, NodeId node);
ObjectKind kindOf(const HeapClass& heapClass);

} // namespace heapwise::ui
