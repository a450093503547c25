#pragma once

#include "core/analysis/heap.h"
#include "core/base/progress.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace heapwise {

/// Class and property names in their order. Objects of one shape were built the same way; many shapes in one class
/// are what makes its code slow in V8, and what tells its kinds apart.
using ObjectShape = std::vector<std::uint32_t>; ///< the class, then names (StringId)

/// Fills `shape`. False for what has none: objects of the engine, and dictionaries, which have more names than anyone
/// writes down. O(references of the object). Needs Stage::Objects.
bool shapeOf(const Heap& heap, NodeId node, ObjectShape& shape);

/// "Order {id, lines, total}", of plain objects "{id, lines, total}"; cut where it is long.
std::string shapeName(const Heap& heap, NodeId node, const ObjectShape& shape);

struct ShapeCount {
    std::string name;
    std::uint64_t count = 0;
};
/// The shapes of these objects, the most frequent first. O(references of the objects, times the logarithm of the number
/// of shapes). Means nothing once a stop was requested.
std::vector<ShapeCount> countShapes(const Heap& heap, std::span<const std::uint32_t> nodes, const Progress& progress);

} // namespace heapwise
