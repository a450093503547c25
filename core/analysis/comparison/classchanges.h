#pragma once

#include "core/analysis/heap.h"
#include "core/base/progress.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace heapwise {

/// What the objects of a class changed by from one snapshot to a later one.
struct ClassChange {
    std::int64_t objects = 0;
    std::int64_t shallow = 0; ///< bytes
};

/// Changes by ClassId of the later snapshot since an earlier one of the same process; nothing when they are
/// of different processes, and when a stop was requested. `sameIds`: whether ids mean the same in both, where
/// that was recorded; else it is found out by looking at the objects. Needs Stage::Objects of both. O(nodes),
/// and O(properties) of plain objects; about 8 bytes a node for a while.
std::optional<std::vector<ClassChange>> classChanges(const HeapPtr& earlier, const HeapPtr& later,
                                                     std::optional<bool> sameIds, const Progress& progress);

} // namespace heapwise
