#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/paths.h"
#include "core/base/progress.h"

#include <cstdint>
#include <span>
#include <vector>

namespace heapwise {

/// What is thought away.
struct Cut {
    std::vector<EdgeIndex> references;
    std::vector<std::uint32_t> objects; ///< nodes, with all references to them
};

struct FreedClass {
    ClassId type;
    std::uint64_t count = 0;
    Size bytes = 0; ///< shallow
};

/// What becomes unreachable by a cut.
struct CutResult {
    /// Freed objects that no other freed one retains, in the order of the dominator tree. All that is freed is what
    /// these retain.
    std::vector<std::uint32_t> topmost;
    Size bytes = 0;
    std::uint64_t objects = 0;
    /// References that were left and keep targets of the cut alive; at most kMostHolders.
    std::vector<Retainer> holders;
    std::uint64_t kept = 0; ///< targets of the cut that stay alive
    std::uint64_t ineffective =
        0; ///< references of the cut that keep nothing alive: weak ones, tables of WeakMaps, ...

    static constexpr std::size_t kMostHolders = 100;

    bool isFreed(const DominatorTree& dominators, NodeId n) const; ///< O(log topmost)
};

/// Exact: reachability over the essential references, by which retained sizes are defined, so that cutting the only
/// reference to an object frees what it retains. Objects that nothing held before stay as they were.
///
/// References to one object cost a look at its retainers. Those to several cost a search through what their nearest
/// common dominator retains: O(references there), one bit and at most 4 bytes for each of its objects. Needs a complete
/// heap. Means nothing once a stop was requested.
CutResult simulateCut(const Heap& heap, const Cut& cut, const Progress& progress);

/// The freed objects by class, most bytes first. O(freed).
std::vector<FreedClass> freedClasses(const Heap& heap, const CutResult& result, const Progress& progress);

/// All freed objects, ascending. O(n log n).
std::vector<std::uint32_t> freedObjects(const Heap& heap, const CutResult& result);

/// How many of some objects would go.
struct FreedShare {
    std::uint64_t count = 0;
    Size bytes = 0;                       ///< what these retain together
    std::vector<std::uint32_t> remaining; ///< those that stay, in the order given
};
FreedShare freedOf(const Heap& heap, const CutResult& result, std::span<const std::uint32_t> subjects);

} // namespace heapwise
