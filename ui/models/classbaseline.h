#pragma once

#include <QString>

#include "core/analysis/comparison/classchanges.h"

#include <memory>
#include <optional>
#include <vector>

namespace heapwise::ui {

/// What the class table says beside its numbers: how they changed since an earlier snapshot of the same
/// process.
struct ClassBaseline {
    QString name;                     ///< of that snapshot
    std::vector<ClassChange> changes; ///< by ClassId of the heap in question
    std::int64_t heapBytes = 0;       ///< what the whole heap changed by
};
using ClassBaselinePtr = std::shared_ptr<const ClassBaseline>;

/// Another snapshot that is open. It may be let go of at any time: its own tab holds it.
struct BaselineCandidate {
    QString name;
    std::weak_ptr<const Heap> heap;
    std::optional<bool> sameIds; ///< whether its ids mean the same, where that was recorded
};

/// The first snapshot of the process of those that were written before `heap`, by the times of the files;
/// null when there is none. For a worker.
ClassBaselinePtr findBaseline(const HeapPtr& heap, const std::vector<BaselineCandidate>& candidates,
                              const Progress& progress);

} // namespace heapwise::ui
