#pragma once

#include "core/base/id.h"
#include "core/snapshot/schema.h"

#include <cstddef>

namespace heapwise {

class Snapshot;
struct HeapClass;

/// What a person calls an object, in eight kinds that colours and chips are chosen by.
enum class ObjectKind { Object, Closure, Array, String, Code, Number, Native, System };
inline constexpr std::size_t kObjectKinds = std::size_t(ObjectKind::System) + 1;

/// The kind whose chip stands for a node type.
ObjectKind kindOf(NodeType type);
/// As above, but for what a person calls an array: V8 has it as an object named "Array".
ObjectKind kindOf(const Snapshot& snapshot, NodeId node);
ObjectKind kindOf(const HeapClass& heapClass);

} // namespace heapwise
