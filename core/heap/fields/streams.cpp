#include "core/heap/fields/decoders.h"

namespace heapwise {

/// A descriptor is an integer and so has no reference; null means there is none. Before a file is open, and after
/// it was closed, it is null: which of the two the state of the stream would tell, which is an integer, too.
void decodeStream(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    const NodeId descriptor = propertyLink(snapshot, n, "fd");
    const bool isOpen = !descriptor.isValid() || snapshot.type(descriptor) == NodeType::Number;
    sink.object().add(ObjectFact::Kind::State, isOpen ? "open" : "closed");
    decodeEmitter(sink, n);
}

} // namespace heapwise
