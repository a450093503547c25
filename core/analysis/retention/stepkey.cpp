#include "core/analysis/retention/stepkey.h"

#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

bool hasNameOfItsOwn(const Heap& heap, EdgeIndex e)
{
    const Snapshot& snapshot = *heap.snapshot;
    const EdgeType type = snapshot.edgeType(e);
    if (hasIndexName(type))
        return false;
    return type != EdgeType::Internal ||
           ((*heap.tags)[snapshot.edgeNameOrIndex(e)] != NameTag::WeakMapPair && !internalIndex(snapshot, e));
}

} // namespace

std::uint64_t kindOf(const Heap& heap, NodeId n)
{
    // V8's own nodes are of a few classes: their names say more.
    constexpr std::uint64_t kByName = std::uint64_t(1) << 32;
    const NodeType type = heap.snapshot->type(n);
    if (type == NodeType::Hidden || type == NodeType::Synthetic)
        return kByName | heap.snapshot->nameId(n).value;
    return heap.classes->classOf(n).value;
}

StepKey stepKey(const Heap& heap, EdgeIndex e)
{
    const Snapshot& snapshot = *heap.snapshot;
    return {snapshot.edgeType(e), hasNameOfItsOwn(heap, e) ? snapshot.edgeNameOrIndex(e) : StepKey::kAnyName,
            kindOf(heap, snapshot.edgeTarget(e))};
}

} // namespace heapwise
