#pragma once

#include "core/base/progress.h"
#include "core/graph/retainers.h"
#include "core/heap/fields/field.h"
#include "core/snapshot/snapshot.h"

#include <cstddef>
#include <string>

namespace heapwise {

/// What the object is. O(edges of the object and of its prototypes).
ObjectForm formOf(const Snapshot& snapshot, NodeId n);

/// The object as the program sees it: entries instead of tables, variables by name, values where the file has
/// them and the reason where it has not. `retainers` may be null; then facts that need it are missing. Of the
/// fields the first `limit` are returned, all are counted. O(edges of the object, and of what it is made of). What
/// was found so far when a stop is requested.
DecodedObject decodeObject(const Snapshot& snapshot, const Retainers* retainers, NodeId n, std::size_t limit,
                           const Progress& progress);

/// "true", "null", "-1.5", for objects that are such a value and have it in the file; empty else.
std::string primitiveText(const Snapshot& snapshot, NodeId n);

} // namespace heapwise
