#include "core/heap/fields/shapekeys.h"

#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

constexpr std::uint32_t kMostProperties = 1020; ///< V8's limit for objects with a shape

/// How many of the keys in the shape's list are the object's own. Shapes that grew out of one another share
/// one list, and each step adds one key at its end.
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

} // namespace

std::vector<std::string> keysOfShape(const Snapshot& snapshot, NodeId map)
{
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

} // namespace heapwise
