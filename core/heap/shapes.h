#pragma once

#include "core/base/progress.h"
#include "core/heap/nametags.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <string>
#include <vector>

namespace heapwise {

/// A list of properties that names plain objects.
struct PlainInterface {
    std::string name; ///< "{id, lines, total}"
    std::vector<std::string> properties;
};

/// What plain objects (type object, named "Object") are called by their properties: "{id, lines, total}".
///
/// Rule R7: the property lists that at least two objects and one in a thousand share become interfaces; each
/// object belongs to the one with the most properties of which it has all, ties going to the more frequent.
struct PlainObjectNames {
    static constexpr std::uint32_t kNoInterface = UINT32_MAX;

    std::vector<PlainInterface> interfaces; ///< most frequent first
    std::vector<std::uint32_t> objects;     ///< plain objects, ascending
    std::vector<std::uint32_t> interfaceOf; ///< of objects[i], an index into interfaces or kNoInterface ("Object")
};

/// O(properties of plain objects) and a little for each distinct property list. Means nothing once a stop was
/// requested.
PlainObjectNames namePlainObjects(const Snapshot& snapshot, const NameTags& tags, const Progress& progress);

/// The same with the interfaces that another snapshot chose, so that classes of both can be compared (rule R9).
PlainObjectNames namePlainObjects(const Snapshot& snapshot, std::vector<PlainInterface> interfaces,
                                  const Progress& progress);

/// A property name as it stands in an interface's name: quoted as JSON when it has a comma, quote or brace.
std::string formatPropertyName(const std::string& name);

} // namespace heapwise
