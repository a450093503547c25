#pragma once

#include "core/analysis/heap.h"
#include "core/base/id.h"
#include "core/base/progress.h"

#include <cstdint>
#include <span>

namespace heapwise {

/// What can be said of several objects together.
struct SetTotals {
    std::uint64_t count = 0;
    Size shallow = 0;
    Size retained = 0; ///< what they keep alive together, counted once; 0 without dominators
    std::int32_t distance = Distances::kUnreached; ///< of the nearest
    ClassId commonClass;                           ///< invalid where they are of different classes
    NodeId commonDominator; ///< the nearest object that dominates all of them, perhaps one of them; invalid
                            ///< without dominators
};

/// O(n log n) for n nodes, and the depth of one of them. Needs Stage::Objects. Means nothing once a stop was
/// requested.
SetTotals sumUpSet(const Heap& heap, std::span<const std::uint32_t> nodes, const Progress& progress);

} // namespace heapwise
