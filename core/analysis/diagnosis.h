#pragma once

#include "core/analysis/detectors/suspect.h"
#include "core/analysis/findings/finding.h"
#include "core/analysis/heap.h"
#include "core/base/progress.h"

#include <vector>

namespace heapwise {

/// What is wrong with a heap, as far as one snapshot tells: it cannot prove growth.
struct Diagnosis {
    std::vector<Suspect> suspects; ///< at most thresholds::kMostSuspects, retained size times confidence descending
    std::vector<Suspect> small;    ///< recognised patterns that keep too little to matter (yet), in the same order
    std::vector<Finding> findings; ///< what is wasted or worth a look, by bytes
    std::vector<NodeId> largest;   ///< the three children of the dominator tree's root that keep most
    Size programBytes = 0;         ///< shallow sizes of the program's own objects
};

/// Runs all detectors and finders, each a step of the progress. Needs Stage::Retained. O(nodes +
/// edges), about 24 bytes a node while it runs. What was found so far when a stop is requested.
Diagnosis diagnose(const Heap& heap, Progress& progress);

} // namespace heapwise
