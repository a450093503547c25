#include "core/heap/fields/decoders.h"

#include <unordered_set>

namespace heapwise {

namespace {

constexpr std::string_view kReaction = "system / PromiseReaction";
constexpr std::size_t kMostReactions = 100'000;

bool isReaction(const Snapshot& snapshot, NodeId n)
{
    return isNamed(snapshot, n, kReaction);
}

/// The async function or generator that a handler continues.
NodeId awaitingFunction(const Snapshot& snapshot, NodeId handler)
{
    const NodeId generator = internalLink(snapshot, internalLink(snapshot, handler, "context"), "extension");
    return internalLink(snapshot, generator, "function");
}

/// Handlers and the promise that waits; the numbers of the slots differ between versions, their order does not:
/// next reaction, on rejection, on fulfilment, derived promise. Returns the next reaction.
NodeId addReaction(FieldSink& sink, NodeId reaction)
{
    const Snapshot& snapshot = sink.snapshot();
    std::vector<EdgeIndex> handlers;
    EdgeIndex derived = kNoEdge;
    NodeId next;
    forEachEdge(snapshot, reaction, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) != EdgeType::Hidden)
            return;
        const NodeId target = snapshot.edgeTarget(e);
        if (snapshot.type(target) == NodeType::Closure)
            handlers.push_back(e);
        else if (isReaction(snapshot, target))
            next = target;
        else if (snapshot.type(target) == NodeType::Object && isNamed(snapshot, target, "Promise"))
            derived = e;
    });
    const NodeId waiting = handlers.empty() ? NodeId{} : awaitingFunction(snapshot, snapshot.edgeTarget(handlers[0]));
    if (waiting.isValid()) {
        Field field;
        field.kind = Field::Kind::Part;
        field.name = "awaited by";
        field.value = waiting;
        sink.add(std::move(field));
    } else if (handlers.size() == 2) {
        sink.addEdge(Field::Kind::Part, handlers[1], "on fulfilled");
        sink.addEdge(Field::Kind::Part, handlers[0], "on rejected");
    } else if (handlers.size() == 1) {
        sink.addEdge(Field::Kind::Part, handlers[0], "handler");
    }
    if (derived != kNoEdge)
        sink.addEdge(Field::Kind::Part, derived, "derived promise");
    return next;
}

} // namespace

void decodePromise(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    DecodedObject& object = sink.object();
    const EdgeIndex e = namedEdge(snapshot, n, EdgeType::Internal, "reactions_or_result");
    const NodeId first = e == kNoEdge ? NodeId{} : snapshot.edgeTarget(e);
    if (!first.isValid()) {
        // Waiting with nobody asking, or settled with a value V8 does not list: the flags are not in the file.
        object.facts.push_back({ObjectFact::Kind::State, 0, {}, Absence::NeverWritten});
    } else if (!isReaction(snapshot, first)) {
        object.add(ObjectFact::Kind::State, "settled"); // fulfilled or rejected: that is a flag, too
        sink.addEdge(Field::Kind::Part, e, "result");
    } else {
        object.add(ObjectFact::Kind::State, "pending");
        std::unordered_set<std::uint32_t> seen;
        for (NodeId at = first; at.isValid() && seen.size() < kMostReactions && seen.insert(at.value).second;) {
            if (sink.stopRequested())
                return;
            at = addReaction(sink, at);
        }
        object.add(ObjectFact::Kind::Reactions, seen.size());
    }
    decodeProperties(sink, n);
}

} // namespace heapwise
