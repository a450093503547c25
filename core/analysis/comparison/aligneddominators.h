#pragma once

#include "core/analysis/comparison/comparison.h"

#include <cstdint>
#include <vector>

namespace heapwise {

/// One object of the dominator trees of the first and the last snapshot; one of them may be missing.
struct AlignedNode {
    NodeId before;
    NodeId after;
    Size retainedBefore = 0;
    Size retainedAfter = 0;
    std::int64_t change() const { return std::int64_t(retainedAfter) - std::int64_t(retainedBefore); }
};

/// The roots of both trees.
AlignedNode alignedRoot(const Comparison& comparison);

/// What is directly below `parent` in either tree, aligned by identity; across processes by class and the name of the
/// reference from the parent, those that retain most first. An object that another one dominates by now stands below
/// that one, with its size before; where it was it is left out. Largest change first, whichever way.
///
/// O(children log children). Needs Stage::Retained of both. What there is when a stop was requested.
std::vector<AlignedNode> alignedChildren(const Comparison& comparison, const AlignedNode& parent,
                                         const Progress& progress);

} // namespace heapwise
