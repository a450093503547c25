// Who listens to whom: EventEmitter keeps a function or an array of them for each event, EventTarget a list.
#include "core/heap/fields/collections.h"
#include "core/heap/fields/decoders.h"

#include <unordered_set>

namespace heapwise {

namespace {

constexpr std::size_t kEventsLongestList = 1'000'000;

/// once() wraps the function it is given; the wrapper remembers it.
EdgeIndex unwrapped(const Snapshot& snapshot, EdgeIndex e)
{
    const EdgeIndex inner = namedEdge(snapshot, snapshot.edgeTarget(e), EdgeType::Property, "listener");
    return inner != kNoEdge && snapshot.type(snapshot.edgeTarget(inner)) == NodeType::Closure ? inner : e;
}

class ListenerList {
public:
    explicit ListenerList(FieldSink& sink)
        : m_sink(sink)
    {}

    void add(EdgeIndex e, const std::string& event)
    {
        const EdgeIndex listener = unwrapped(m_sink.snapshot(), e);
        const NodeId function = m_sink.snapshot().edgeTarget(listener);
        ++m_count;
        const NodeId source = internalLink(m_sink.snapshot(), function, "shared");
        m_functions.insert(source.isValid() ? source.value : function.value);
        m_sink.addEdge(Field::Kind::Listener, listener, event);
    }
    void finish()
    {
        m_sink.object().add(ObjectFact::Kind::Listeners, m_count);
        m_sink.object().add(ObjectFact::Kind::DistinctFunctions, m_functions.size());
    }

private:
    FieldSink& m_sink;
    std::uint64_t m_count = 0;
    std::unordered_set<std::uint32_t> m_functions;
};

void addEvent(FieldSink& sink, ListenerList& list, EdgeIndex event)
{
    const Snapshot& snapshot = sink.snapshot();
    const std::string name = snapshot.edgeName(event);
    const NodeId target = snapshot.edgeTarget(event);
    if (snapshot.type(target) == NodeType::Closure)
        list.add(event, name);
    else if (snapshot.type(target) == NodeType::Object && name != "__proto__")
        forEachEdge(snapshot, target, [&](EdgeIndex e) {
            if (snapshot.edgeType(e) == EdgeType::Element && !sink.stopRequested())
                list.add(e, name);
        });
}

/// Listeners of one event are linked by `next`; the first node of the list is none itself.
void addChain(FieldSink& sink, ListenerList& list, NodeId head, const std::string& event)
{
    const Snapshot& snapshot = sink.snapshot();
    std::unordered_set<std::uint32_t> seen;
    for (NodeId at = propertyLink(snapshot, head, "next");
         at.isValid() && snapshot.type(at) == NodeType::Object && seen.size() < kEventsLongestList &&
         seen.insert(at.value).second && !sink.stopRequested();
         at = propertyLink(snapshot, at, "next")) {
        EdgeIndex e = namedEdge(snapshot, at, EdgeType::Property, "listener");
        if (e == kNoEdge)
            e = namedEdge(snapshot, at, EdgeType::Property, "callback");
        if (e == kNoEdge)
            e = namedEdge(snapshot, at, EdgeType::Weak, "target");
        if (e != kNoEdge)
            list.add(e, event);
    }
}

} // namespace

void decodeEmitter(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    const NodeId events = propertyLink(snapshot, n, "_events");
    ListenerList list(sink);
    forEachEdge(snapshot, events, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) == EdgeType::Property)
            addEvent(sink, list, e);
    });
    list.finish();
    decodeProperties(sink, n);
}

void decodeEventTarget(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    const NodeId events = propertyLink(snapshot, n, "<symbol kEvents>");
    const NodeId table = internalLink(snapshot, events, "table");
    ListenerList list(sink);
    if (table.isValid()) {
        std::string event;
        forEachEdge(snapshot, table, [&](EdgeIndex e) {
            const NodeId target = snapshot.edgeTarget(e);
            if (snapshot.edgeType(e) != EdgeType::Internal || !internalIndex(snapshot, e))
                return;
            if (isTextType(snapshot.type(target)))
                event = snapshot.strings().text(snapshot.nameId(target), 256);
            else if (snapshot.type(target) == NodeType::Object)
                addChain(sink, list, target, event);
        });
    }
    list.finish();
    decodeProperties(sink, n);
}

} // namespace heapwise
