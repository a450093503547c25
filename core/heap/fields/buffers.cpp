#include "core/heap/fields/decoders.h"

namespace heapwise {

namespace {

constexpr std::uint64_t kMostViews = 100'000; ///< counted; a pool has a few hundred

/// Typed arrays over the buffer.
std::uint64_t viewsOf(FieldSink& sink, NodeId buffer)
{
    const Retainers& retainers = *sink.retainers();
    const std::uint64_t count = std::min(retainers.count(buffer), kMostViews);
    std::uint64_t views = 0;
    for (std::uint64_t i = 0; i < count && !sink.stopRequested(); ++i)
        views += internalLink(sink.snapshot(), retainers.source(buffer, i), "buffer") == buffer;
    return views;
}

void addMemory(FieldSink& sink, NodeId buffer)
{
    const EdgeIndex e = namedEdge(sink.snapshot(), buffer, EdgeType::Internal, "backing_store");
    if (e == kNoEdge)
        return;
    sink.object().add(ObjectFact::Kind::ByteLength, sink.snapshot().selfSize(sink.snapshot().edgeTarget(e)));
    sink.addEdge(Field::Kind::Part, e);
}

} // namespace

void decodeArrayBuffer(FieldSink& sink, NodeId n)
{
    addMemory(sink, n);
    if (sink.retainers())
        sink.object().add(ObjectFact::Kind::Views, viewsOf(sink, n));
    decodeProperties(sink, n);
}

void decodeView(FieldSink& sink, NodeId n)
{
    constexpr Size kStoreHeader = 16;
    const Snapshot& snapshot = sink.snapshot();
    const EdgeIndex buffer = namedEdge(snapshot, n, EdgeType::Internal, "buffer");
    if (buffer != kNoEdge) {
        sink.addEdge(Field::Kind::Part, buffer);
        addMemory(sink, snapshot.edgeTarget(buffer));
        if (sink.retainers())
            sink.object().add(ObjectFact::Kind::Views, viewsOf(sink, snapshot.edgeTarget(buffer)));
    }
    const NodeId store = internalLink(snapshot, n, "elements");
    if (store.isValid() && !sink.object().fact(ObjectFact::Kind::ByteLength) &&
        snapshot.selfSize(store) >= kStoreHeader) {
        sink.object().add(ObjectFact::Kind::ByteLength, snapshot.selfSize(store) - kStoreHeader);
        sink.object().add(ObjectFact::Kind::OnHeap, 1);
    }
    decodeProperties(sink, n);
}

} // namespace heapwise
