#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/retention/rootpaths.h"

#include <cstdint>
#include <optional>

namespace heapwise {

/// Many objects of one kind below one, and no single one is most of it: where a leak gathers.
struct AccumulationPoint {
    NodeId holder;           ///< the Map, array or object; not its table or store
    NodeId member;           ///< one of the many
    std::uint64_t count = 0; ///< of the kind of the member, directly below the holder in the dominator tree
    Size bytes = 0;          ///< what these retain
};

/// When `holder` keeps ten objects or more of the kind of `member`, which it dominates directly, these are half of
/// what it retains, and no object directly below it is half of that alone. O(children in the dominator tree).
std::optional<AccumulationPoint> accumulationAt(const Heap& heap, NodeId holder, NodeId member);

/// The one nearest to `subject` on its path, among objects without which it would go; nothing where nothing gathers.
std::optional<AccumulationPoint> accumulationOn(const Heap& heap, NodeId subject, const RootPath& path);

} // namespace heapwise
