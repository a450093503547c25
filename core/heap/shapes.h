#pragma once

#include "core/base/progress.h"
#include "core/heap/nametags.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <string>
#include <vector>

namespace heapwise {

/// What plain objects (type object, named "Object") are called by their properties: "{id, lines, total}".
///
/// Rule R7: the property lists that at least two objects and one in a thousand share become interfaces; each
/// object belongs to the one with the most properties of which it has all, ties going to the more frequent.
struct PlainObjectNames {
    static constexpr std::uint32_t kNoInterface = UINT32_MAX;

    std::vector<std::string> interfaces;  ///< names, most frequent first
    std::vector<std::uint32_t> objects;     ///< plain objects, ascending
    std::vector<std::uint32_t> interfaceOf; ///< of objects[i], an index into interfaces or kNoInterface ("Object")
};

/// O(properties of plain objects) and a little for each distinct property list. Means nothing once a stop was
/// requested.
PlainObjectNames namePlainObjects(const Snapshot& snapshot, const NameTags& tags, Progress& progress);

/// A property name as it stands in an interface's name: quoted as JSON when it has a comma, quote or brace.
std::string formatPropertyName(const std::string& name);

} // namespace heapwise
