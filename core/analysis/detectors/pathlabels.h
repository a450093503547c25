#pragma once

#include "core/analysis/detectors/suspect.h"
#include "core/analysis/heap.h"

#include <string>
#include <vector>

namespace heapwise {

/// One step of the way from the roots to a suspect as its program would write it.
struct PathLabel {
    std::string text; ///< "price-feed.js", "exports", "[3]"
    NodeId node;      ///< where the step leads
};

/// The way down to the members: properties, variables and indexes. Links of the engine are left out, and what comes
/// before the file it goes through. O(length).
std::vector<PathLabel> pathLabels(const Heap& heap, const Suspect& suspect);

} // namespace heapwise
