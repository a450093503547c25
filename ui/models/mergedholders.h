#pragma once

#include <QString>

#include "core/analysis/heap.h"
#include "core/analysis/retention/mergedpaths.h"
#include "core/base/progress.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace heapwise::ui {

class MergedPathsTree;

/// What keeps several objects alive: their shortest paths from the roots, merged.
struct MergedHolders {
    static constexpr std::size_t kMostSubjects = 100'000; ///< merged within a second; of more, the first in the file

    HeapPtr heap;
    std::shared_ptr<const MergedPaths> paths;
    std::vector<std::uint32_t> subjects; ///< whose paths these are, ascending
    std::uint64_t all = 0;               ///< of which the subjects are the first

    /// Something strong holds one of them.
    bool areHeld() const { return paths && !paths->groups.empty(); }
};

/// Needs Stage::Retained. Any thread; O(paths).
MergedHolders mergeHolders(HeapPtr heap, std::vector<std::uint32_t> objects, const Progress& progress);

/// "All 18,412 share one path.", and what was left out. `tree` shows them.
QString mergedHoldersNote(const MergedHolders& holders, const MergedPathsTree& tree);

} // namespace heapwise::ui
