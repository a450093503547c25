#pragma once

#include "core/analysis/comparison/comparison.h"
#include "core/base/bitset.h"

#include <cstdint>
#include <vector>

namespace heapwise {

/// How something grew over several moments.
enum class GrowthKind {
    Once,   ///< levelled off, or there are only two moments to judge by
    Steady, ///< more at every step, the last one included
};

/// Steady: every step grows, the last by at least a quarter of the mean step, and all together by at least a tenth of
/// the beginning. Two values tell nothing: one step may be warm-up.
GrowthKind judgeGrowth(const std::vector<Size>& values);

/// An object that is in all snapshots and keeps more and more alive.
struct GrowingDominator {
    NodeId node;                ///< in the last snapshot
    std::vector<Size> retained; ///< by snapshot
    GrowthKind kind = GrowthKind::Once;
    std::int64_t growth() const { return std::int64_t(retained.back()) - std::int64_t(retained.front()); }
};

/// Where memory accumulates from the first snapshot to the last: objects of all snapshots of whose growth less than
/// half is that of other such objects directly below them in the dominator tree. Stores and tables of the engine count
/// for what they belong to. Largest growth first, at most `most`; growth under 1 KiB is left out, and so is what is not
/// among `only` (by node of the last snapshot), where there is such a choice. Needs identity and Stage::Retained of
/// all; else there are none.
///
/// O(nodes of the last snapshot), 8 bytes for each while it runs. Means nothing once a stop was requested.
std::vector<GrowingDominator> findGrowingDominators(const Comparison& comparison, std::size_t most,
                                                    const Progress& progress, const BitSet* only = nullptr);

} // namespace heapwise
