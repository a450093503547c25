#include "core/analysis/objectshape.h"

#include "core/heap/shapes.h"

#include <algorithm>
#include <map>

namespace heapwise {
namespace {

constexpr std::uint32_t kPlain = UINT32_MAX; // interfaces of plain objects overlap: see heap/shapes.h
constexpr std::size_t kShapeStopEvery = 4096;

} // namespace

bool shapeOf(const Heap& heap, NodeId node, ObjectShape& shape)
{
    constexpr std::size_t kMostNames = 128;
    const Snapshot& snapshot = *heap.snapshot;
    if (snapshot.type(node) != NodeType::Object)
        return false;
    const bool isPlain = snapshot.strings().equals(snapshot.nameId(node), "Object");
    shape.assign(1, isPlain ? kPlain : heap.classes->classOf(node).value);
    for (EdgeIndex e = snapshot.firstEdge(node); e < snapshot.endEdge(node); ++e) {
        if (snapshot.edgeType(e) != EdgeType::Property ||
            snapshot.strings().equals(StringId{snapshot.edgeNameOrIndex(e)}, "__proto__"))
            continue;
        shape.push_back(snapshot.edgeNameOrIndex(e));
        if (shape.size() > kMostNames)
            return false;
    }
    return true;
}

std::string shapeName(const Heap& heap, NodeId node, const ObjectShape& shape)
{
    constexpr std::size_t kLongest = 200;
    std::string text = shape[0] == kPlain ? std::string("{") : heap.classes->nameOf(node) + " {";
    for (std::size_t i = 1; i < shape.size(); ++i) {
        if (text.size() > kLongest) {
            text += ", \u2026";
            break;
        }
        text += (i > 1 ? ", " : "") + formatPropertyName(heap.snapshot->strings().text(StringId{shape[i]}, kLongest));
    }
    return text + "}";
}

std::vector<ShapeCount> countShapes(const Heap& heap, std::span<const std::uint32_t> nodes, const Progress& progress)
{
    struct Seen {
        NodeId example;
        std::uint64_t count = 0;
    };
    std::map<ObjectShape, Seen> seen;
    ObjectShape shape;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (i % kShapeStopEvery == 0 && progress.stopRequested())
            return {};
        const NodeId node{nodes[i]};
        if (!shapeOf(heap, node, shape))
            continue;
        Seen& known = seen[shape];
        if (known.count++ == 0)
            known.example = node;
    }
    std::vector<ShapeCount> counts;
    for (const auto& [key, known] : seen)
        counts.push_back({shapeName(heap, known.example, key), known.count});
    std::ranges::stable_sort(counts, std::ranges::greater(), &ShapeCount::count);
    return counts;
}

} // namespace heapwise
