#include "core/heap/fields/decoders.h"

#include <unordered_set>

namespace heapwise {

void decodeWeakRef(FieldSink& sink, NodeId n)
{
    const EdgeIndex target = namedEdge(sink.snapshot(), n, EdgeType::Weak, "target");
    if (target != kNoEdge)
        sink.addEdge(Field::Kind::Part, target);
    else
        sink.addAbsent(Field::Kind::Part, "target", Absence::Collected);
    decodeProperties(sink, n);
}

namespace {

constexpr std::string_view kCell = "system / WeakCell";
constexpr std::size_t kMostCells = 1'000'000;

/// One registration: the object waited for, and what the callback is given. The order of a cell's slots differs
/// between versions; the held value is the one that is neither the registry nor another cell.
void addCell(FieldSink& sink, NodeId cell, NodeId registry, std::vector<NodeId>& pending)
{
    const Snapshot& snapshot = sink.snapshot();
    Field field;
    field.kind = Field::Kind::Entry;
    field.keyAbsence = Absence::Collected;
    field.absence = Absence::Primitive;
    forEachEdge(snapshot, cell, [&](EdgeIndex e) {
        const NodeId target = snapshot.edgeTarget(e);
        if (snapshot.edgeType(e) == EdgeType::Weak && !field.key.isValid()) {
            field.key = target;
            field.keyAbsence = Absence::None;
        } else if (isNamed(snapshot, target, kCell)) {
            pending.push_back(target);
        } else if (snapshot.edgeType(e) == EdgeType::Hidden && target != registry && !field.value.isValid()) {
            field.value = target;
            field.edge = e;
            field.absence = Absence::None;
        }
    });
    sink.add(std::move(field));
}

} // namespace

void decodeRegistry(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    std::vector<NodeId> pending;
    forEachEdge(snapshot, n, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) == EdgeType::Hidden && snapshot.type(snapshot.edgeTarget(e)) == NodeType::Closure)
            sink.addEdge(Field::Kind::Part, e, "callback");
        else if (isNamed(snapshot, snapshot.edgeTarget(e), kCell))
            pending.push_back(snapshot.edgeTarget(e));
    });
    std::unordered_set<std::uint32_t> seen;
    while (!pending.empty() && seen.size() < kMostCells && !sink.stopRequested()) {
        const NodeId cell = pending.back();
        pending.pop_back();
        if (seen.insert(cell.value).second)
            addCell(sink, cell, n, pending);
    }
    sink.object().add(ObjectFact::Kind::Cells, seen.size());
    decodeProperties(sink, n);
}

} // namespace heapwise
