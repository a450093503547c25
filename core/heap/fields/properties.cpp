// Properties with a reference, then those the object's shape names and the file has no value of: numbers.
#include "core/heap/fields/decoders.h"

#include <algorithm>
#include <unordered_set>

namespace heapwise {

namespace {

constexpr std::uint32_t kMostProperties = 1020; ///< V8's limit for objects with a shape

/// How many of the keys in the shape's list are the object's own. Shapes that grew out of one another share one
/// list, and each step adds one key at its end.
std::size_t ownKeys(const Snapshot& snapshot, NodeId map, NodeId descriptors, std::size_t all)
{
    std::size_t later = 0;
    for (NodeId at = map; later < all; ++later) {
        NodeId next;
        forEachEdge(snapshot, at, [&](EdgeIndex e) {
            const NodeId target = snapshot.edgeTarget(e);
            const bool isStep = !hasIndexName(snapshot.edgeType(e)) &&
                                snapshot.strings().equals(StringId{snapshot.edgeNameOrIndex(e)}, "transition");
            if (isStep && internalLink(snapshot, target, "descriptors") == descriptors)
                next = target;
        });
        if (!next.isValid()) // several ways on: the list may have gone along one of them
            if (const NodeId ways = internalLink(snapshot, at, "transitions"); ways.isValid())
                forEachEdge(snapshot, ways, [&](EdgeIndex e) {
                    const NodeId target = snapshot.edgeTarget(e);
                    if (target != at && internalLink(snapshot, target, "back_pointer") == at &&
                        internalLink(snapshot, target, "descriptors") == descriptors)
                        next = target;
                });
        if (!next.isValid())
            break;
        at = next;
    }
    return all - later;
}

std::string keyText(const Snapshot& snapshot, NodeId key)
{
    if (snapshot.type(key) == NodeType::String)
        return snapshot.strings().text(snapshot.nameId(key), 1024);
    const NodeId name = internalLink(snapshot, key, "name");
    if (snapshot.type(key) == NodeType::Hidden && name.isValid()) // a private name: "#hidden"
        return snapshot.strings().text(snapshot.nameId(name), 1024);
    return "<symbol" + (name.isValid() ? " " + snapshot.strings().text(snapshot.nameId(name), 1024) : std::string()) +
           ">";
}

/// The keys of the shape, in its order.
std::vector<std::string> shapeKeys(const Snapshot& snapshot, NodeId n)
{
    const NodeId map = internalLink(snapshot, n, "map");
    const NodeId descriptors = internalLink(snapshot, map, "descriptors");
    std::vector<std::string> keys;
    if (!descriptors.isValid() || !isNamed(snapshot, descriptors, "system / DescriptorArray"))
        return keys;
    forEachEdge(snapshot, descriptors, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) != EdgeType::Internal || keys.size() >= kMostProperties)
            return;
        const auto index = internalIndex(snapshot, e); // key, value and details of each property in turn
        if (index && *index == keys.size() * 3)
            keys.push_back(keyText(snapshot, snapshot.edgeTarget(e)));
    });
    keys.resize(ownKeys(snapshot, map, descriptors, keys.size()));
    return keys;
}

} // namespace

void decodeProperties(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    const NodeType type = snapshot.type(n);
    const bool hasShape = type == NodeType::Object || type == NodeType::Closure;
    const std::vector<std::string> keys = hasShape ? shapeKeys(snapshot, n) : std::vector<std::string>();
    std::unordered_set<std::string> missing(keys.begin(), keys.end());
    std::size_t doubles = 0;
    EdgeIndex prototype = kNoEdge;
    for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e) {
        if (e % 4096 == 0 && sink.stopRequested())
            return;
        const NodeId target = snapshot.edgeTarget(e);
        if (snapshot.edgeType(e) == EdgeType::Hidden && snapshot.type(target) == NodeType::Number)
            ++doubles; // the value of a property that is a double, without its name
        if (snapshot.edgeType(e) == EdgeType::Element)
            sink.addEdge(Field::Kind::Element, e);
        if (snapshot.edgeType(e) != EdgeType::Property)
            continue;
        if (!missing.empty())
            missing.erase(snapshot.edgeName(e));
        if (snapshot.strings().equals(StringId{snapshot.edgeNameOrIndex(e)}, "__proto__"))
            prototype = e;
        else if (!isNamed(snapshot, target, "system / AccessorPair")) // its halves stand beside it
            sink.addEdge(Field::Kind::Property, e);
    }
    const Absence absence = doubles == 0               ? Absence::SmallInteger
                            : doubles >= missing.size() ? Absence::Double
                                                        : Absence::Number;
    if (type == NodeType::Object)
        for (const std::string& key : keys)
            if (missing.count(key) != 0)
                sink.addAbsent(Field::Kind::Property, key, absence);
    if (prototype != kNoEdge)
        sink.addEdge(Field::Kind::Property, prototype);
}

} // namespace heapwise
