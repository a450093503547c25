// What has a value rather than fields: strings, numbers, symbols, and the objects around them.
#include "core/heap/fields/decoders.h"

namespace heapwise {

namespace {

constexpr std::size_t kCharacterLimit = 1024; ///< V8's default --heap-snapshot-string-limit

std::size_t utf16Units(std::string_view text)
{
    std::size_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        units += (byte & 0xc0) != 0x80;
        units += byte >= 0xf0;
    }
    return units;
}

} // namespace

void decodeText(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    if (snapshot.type(n) == NodeType::String) {
        const std::string text = snapshot.name(n);
        sink.object().add(ObjectFact::Kind::StoredBytes, text.size());
        if (utf16Units(text) == kCharacterLimit)
            sink.object().add(ObjectFact::Kind::Cut, 1);
        return;
    }
    for (const char* part : {"first", "second", "parent"})
        if (const EdgeIndex e = namedEdge(snapshot, n, EdgeType::Internal, part); e != kNoEdge)
            sink.addEdge(Field::Kind::Part, e);
    if (snapshot.type(n) == NodeType::SlicedString) { // integers, never written
        sink.addAbsent(Field::Kind::Part, "offset", Absence::NeverWritten);
        sink.addAbsent(Field::Kind::Part, "length", Absence::NeverWritten);
    }
}

void decodePrimitive(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    if (snapshot.type(n) == NodeType::Symbol) {
        const NodeId name = internalLink(snapshot, n, "name");
        if (name.isValid())
            sink.object().add(ObjectFact::Kind::Description, snapshot.strings().text(snapshot.nameId(name), 1024));
    } else if (snapshot.type(n) == NodeType::BigInt) {
        sink.addAbsent(Field::Kind::Part, "value", Absence::NeverWritten);
    } else if (snapshot.type(n) == NodeType::Number) {
        const EdgeIndex value = namedEdge(snapshot, n, EdgeType::Internal, "value");
        if (value != kNoEdge)
            sink.addEdge(Field::Kind::Part, value);
        else
            sink.addAbsent(Field::Kind::Part, "value", Absence::Number);
    }
}

void decodeProxy(FieldSink& sink, NodeId n)
{
    constexpr std::pair<std::uint32_t, const char*> kSlots[] = {{1, "target"}, {2, "handler"}};
    const Snapshot& snapshot = sink.snapshot();
    for (const auto& [slot, name] : kSlots) {
        bool found = false;
        forEachEdge(snapshot, n, [&, slot = slot, name = name](EdgeIndex e) {
            if (snapshot.edgeType(e) == EdgeType::Hidden && snapshot.edgeNameOrIndex(e) == slot && !found) {
                sink.addEdge(Field::Kind::Part, e, name);
                found = true;
            }
        });
        if (!found)
            sink.addAbsent(Field::Kind::Part, name, Absence::BooleanOrNull); // revoked: both are null
    }
}

void decodeWrapper(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    bool found = false;
    forEachEdge(snapshot, n, [&](EdgeIndex e) {
        const NodeType type = snapshot.type(snapshot.edgeTarget(e));
        const bool isValue =
            isTextType(type) || type == NodeType::Symbol || type == NodeType::BigInt || type == NodeType::Number;
        if (snapshot.edgeType(e) == EdgeType::Hidden && isValue && !found) {
            sink.addEdge(Field::Kind::Part, e, "value");
            found = true;
        }
    });
    if (!found)
        sink.addAbsent(Field::Kind::Part, "value", Absence::Primitive);
    decodeProperties(sink, n);
}

void decodeRegExp(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    sink.object().add(ObjectFact::Kind::Description, snapshot.strings().text(snapshot.nameId(n), 1024));
    sink.addAbsent(Field::Kind::Part, "flags", Absence::NeverWritten);
    decodeProperties(sink, n);
}

} // namespace heapwise
