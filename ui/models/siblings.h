#pragma once

#include <vector>

#include "core/analysis/heap.h"
#include "core/base/progress.h"
#include "ui/selection.h"

namespace heapwise::ui {

inline constexpr std::size_t kMostSiblings = 20;

/// What stands beside the subject on the way to it, the largest first, itself included where it is among them: of an
/// object what the same object dominates, of a class the other classes. O(siblings); what there is when a stop is
/// requested.
std::vector<Subject> largestSiblings(const Heap& heap, const Subject& subject, const Progress& progress);

} // namespace heapwise::ui
