// Properties with a reference, then those the object's shape names and the file has no value of: numbers.
#include "core/heap/fields/decoders.h"
#include "core/heap/fields/shapekeys.h"

#include <unordered_set>

namespace heapwise {

void decodeProperties(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    const NodeType type = snapshot.type(n);
    const bool hasShape = type == NodeType::Object || type == NodeType::Closure;
    const std::vector<std::string> keys =
        hasShape ? keysOfShape(snapshot, internalLink(snapshot, n, "map")) : std::vector<std::string>();
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
    const Absence absence = doubles == 0                ? Absence::SmallInteger
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
