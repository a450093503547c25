#include "core/analysis/objectkind.h"

#include "core/analysis/classes.h"
#include "core/snapshot/snapshot.h"

namespace heapwise {

ObjectKind kindOf(NodeType type)
{
    switch (type) {
    case NodeType::Object:
    case NodeType::WasmObject:
        return ObjectKind::Object;
    case NodeType::Closure:
        return ObjectKind::Closure;
    case NodeType::Array:
        return ObjectKind::Array;
    case NodeType::String:
    case NodeType::ConcatenatedString:
    case NodeType::SlicedString:
    case NodeType::Symbol:
        return ObjectKind::String;
    case NodeType::Code:
        return ObjectKind::Code;
    case NodeType::Number:
    case NodeType::BigInt:
    case NodeType::RegExp:
        return ObjectKind::Number;
    case NodeType::Native:
        return ObjectKind::Native;
    default: // hidden, synthetic, object shape, and types this version of V8 has added
        return ObjectKind::System;
    }
}

ObjectKind kindOf(const Snapshot& snapshot, NodeId node)
{
    const NodeType type = snapshot.type(node);
    if (type == NodeType::Object && snapshot.strings().equals(snapshot.nameId(node), "Array"))
        return ObjectKind::Array;
    return kindOf(type);
}

ObjectKind kindOf(const HeapClass& heapClass)
{
    if (heapClass.type == NodeType::Object && heapClass.name == "Array")
        return ObjectKind::Array;
    return kindOf(heapClass.type);
}

} // namespace heapwise
