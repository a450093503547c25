#pragma once

#include "core/analysis/comparison/aligneddominators.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace heapwise {

/// A row of two dominator trees side by side: an object, or many objects of one class below the same parent.
struct AlignedRow {
    AlignedNode node;                                 ///< of many objects their sums, without nodes
    std::uint32_t joinedClass = JoinedClasses::kNone; ///< of many objects
    std::uint32_t countBefore = 0;                    ///< likewise
    std::uint32_t countAfter = 0;
    std::shared_ptr<const std::vector<AlignedNode>> members; ///< null for one object

    bool isFolded() const { return members != nullptr; }
};

enum class AlignedOrder { Change, Before, After, ClassName };

/// Objects of a class that are `fewest` or more become one row; never for `fewest` 0. Needs what alignedChildren()
/// gave, whose order it keeps. O(children log children).
std::vector<AlignedRow> foldAligned(const Comparison& comparison, const std::vector<AlignedNode>& children,
                                    std::size_t fewest);

/// By the largest change first, whichever way, for AlignedOrder::Change descending; by signed values else. Rows that
/// are equal stay in their order.
void sortAligned(const Comparison& comparison, std::vector<AlignedRow>& rows, AlignedOrder order, bool isDescending);

/// The class that both have, or the one that has it; kNone for a row of many it is not asked for.
std::uint32_t joinedClassOf(const Comparison& comparison, const AlignedNode& node);

} // namespace heapwise
