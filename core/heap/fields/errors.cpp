#include "core/heap/fields/decoders.h"

namespace heapwise {

namespace {

/// Until Node 24 each call is a CallSiteInfo that refers to the function; in 26 functions stand in the list.
EdgeIndex functionOfCall(const Snapshot& snapshot, EdgeIndex e)
{
    const NodeId target = snapshot.edgeTarget(e);
    if (snapshot.type(target) == NodeType::Closure)
        return e;
    if (!isNamed(snapshot, target, "system / CallSiteInfo"))
        return kNoEdge;
    for (EdgeIndex inner = snapshot.firstEdge(target); inner < snapshot.endEdge(target); ++inner)
        if (snapshot.type(snapshot.edgeTarget(inner)) == NodeType::Closure)
            return inner;
    return kNoEdge;
}

void addCalls(FieldSink& sink, NodeId calls)
{
    const Snapshot& snapshot = sink.snapshot();
    std::uint64_t frames = 0;
    forEachEdge(snapshot, calls, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) != EdgeType::Internal || !internalIndex(snapshot, e))
            return;
        if (const EdgeIndex function = functionOfCall(snapshot, e); function != kNoEdge)
            sink.addEdge(Field::Kind::Part, function, "call " + std::to_string(frames++));
    });
    sink.object().add(ObjectFact::Kind::Frames, frames);
}

bool isNameless(const Snapshot& snapshot, EdgeIndex e)
{
    return snapshot.edgeType(e) == EdgeType::Property &&
           snapshot.strings().equals(StringId{snapshot.edgeNameOrIndex(e)}, "<symbol>");
}

} // namespace

void decodeError(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    const NodeId message = propertyLink(snapshot, n, "message");
    if (message.isValid() && isTextType(snapshot.type(message)))
        sink.object().add(ObjectFact::Kind::Message, snapshot.strings().text(snapshot.nameId(message), 1024));
    bool hasStack = false;
    forEachEdge(snapshot, n, [&](EdgeIndex e) {
        const NodeId target = snapshot.edgeTarget(e);
        if (!isNameless(snapshot, e) || hasStack)
            return;
        hasStack = true; // the first nameless symbol is the stack; the second, of Node 26, the message again
        if (snapshot.type(target) == NodeType::Array)
            addCalls(sink, target);
        else if (isTextType(snapshot.type(target)))
            sink.addEdge(Field::Kind::Part, e, "stack");
    });
    decodeProperties(sink, n);
}

} // namespace heapwise
