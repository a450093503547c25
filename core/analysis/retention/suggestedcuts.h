#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/retention/cut.h"
#include "core/base/bitset.h"
#include "core/base/progress.h"

#include <cstdint>
#include <span>
#include <vector>

namespace heapwise {

/// References to remove together, and what that frees.
struct SuggestedCut {
    std::vector<EdgeIndex> references; ///< ascending; all edges of each reference (sameReference)
    NodeId target;                     ///< what is freed with all it retains, and more with several references
    std::uint64_t objects = 0;
    Size bytes = 0;
    std::uint64_t subjects = 0; ///< of the objects in question
    Size subjectBytes = 0;      ///< what these retain together
    bool isPrograms = false;    ///< the program's own objects hold it so, by names of the program
    std::uint32_t dropped = 1;  ///< references as the program wrote them
};

inline constexpr std::size_t kMostSuggestions = 8;

/// Where to cut so that most of `subjects` (ascending) goes with the fewest references, best first: what frees more
/// of the subjects, then what is the program's, then what frees little else.
///
/// Going down the dominator tree from what retains all of them, each object below which many of them branch off is a
/// place where they gather. What holds that by a single reference can be cut there, or above; where nothing is held
/// so, the smallest set of references that separates it from its dominator (at most four, by augmenting paths).
/// `mine` are the program's own objects, or null when that is not known. Each is simulated: exact.
std::vector<SuggestedCut> suggestCuts(const Heap& heap, std::span<const std::uint32_t> subjects, const BitSet* mine,
                                      const Progress& progress);

} // namespace heapwise
