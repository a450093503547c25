#pragma once

#include "core/base/id.h"
#include "core/snapshot/snapshot.h"

#include <string>
#include <vector>

namespace heapwise {

/// Names of the properties that objects of a shape (what their link "map" leads to) have, in its order; also
/// of those whose values V8 does not write. At most 1,020; none where the shape has no list. O(properties of
/// the shape and of those that grew out of it).
std::vector<std::string> keysOfShape(const Snapshot& snapshot, NodeId map);

} // namespace heapwise
