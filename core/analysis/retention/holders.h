#pragma once

#include "core/analysis/retention/routes.h"
#include "core/base/progress.h"

#include <cstdint>
#include <span>
#include <vector>

namespace heapwise {

/// Objects of one class that hold some others by references of one name.
struct HolderGroup {
    ClassId type;
    EdgeIndex edge = 0;    ///< one of the references: from the holder that retains most
    NodeId representative; ///< that holder
    bool anyName = false;  ///< their names differ: elements, entries, keys of a dictionary
    bool isNearer = false; ///< some of them are on a shortest path
    std::uint64_t references = 0;
    std::int32_t distance = 0;          ///< of the nearest
    std::vector<std::uint32_t> holders; ///< ascending
};

/// Everything that refers to some objects, one step up.
struct Holders {
    std::vector<HolderGroup> groups; ///< nearest first, then those with most references
    std::uint64_t weak = 0;          ///< references that keep nothing alive, and are in no group
    std::uint64_t fromRoot = 0;      ///< references from the root, which are in a group of their own
};

/// All retainers of `nodes` (ascending), grouped. References that routes do not follow are counted when weak, and left
/// out else. O(retainers, and the edges of each of them once).
Holders findHolders(const Routes& routes, std::span<const std::uint32_t> nodes, const Progress& progress);

} // namespace heapwise
