#include "core/heap/fields/decoders.h"

#include <algorithm>

namespace heapwise {

void decodeArray(FieldSink& sink, NodeId n)
{
    constexpr Size kStoreHeader = 16;
    const Snapshot& snapshot = sink.snapshot();
    std::uint64_t count = 0, length = 0;
    for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e) {
        if (e % 4096 == 0 && sink.stopRequested())
            return;
        if (snapshot.edgeType(e) != EdgeType::Element)
            continue;
        ++count;
        length = std::max<std::uint64_t>(length, std::uint64_t(snapshot.edgeNameOrIndex(e)) + 1);
        sink.addEdge(Field::Kind::Element, e);
    }
    DecodedObject& object = sink.object();
    object.add(ObjectFact::Kind::Elements, length);
    if (const NodeId store = internalLink(snapshot, n, "elements"); store.isValid()) {
        const Size bytes = snapshot.selfSize(store);
        const std::uint64_t capacity = bytes > kStoreHeader ? (bytes - kStoreHeader) / 8 : 0;
        if (length > capacity && capacity > 0) {
            object.facts.push_back({ObjectFact::Kind::Sparse, count, {}, Absence::None});
        } else if (capacity > 0) {
            object.add(ObjectFact::Kind::Capacity, capacity);
            if (capacity > count)
                object.add(ObjectFact::Kind::Unseen, capacity - count,
                           count == 0 ? Absence::Number : Absence::IntegerOrHole);
        }
    }
    for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e)
        if (snapshot.edgeType(e) == EdgeType::Property)
            sink.addEdge(Field::Kind::Property, e);
}

} // namespace heapwise
