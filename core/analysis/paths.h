#pragma once

#include "core/analysis/heap.h"
#include "core/base/id.h"

#include <cstdint>
#include <span>
#include <vector>

namespace heapwise {

/// One reference that keeps a node alive.
struct Retainer {
    NodeId source;
    EdgeIndex edge = 0; ///< an edge of `source` whose target is the node
};

/// The references into `n` with positions [begin, begin + limit) in Retainers order. Weak ones are included: the
/// caller looks at the edge type. Costs one look at each source's edges. Needs Stage::Retainers.
std::vector<Retainer> retainersOf(const Heap& heap, NodeId n, std::uint64_t begin, std::uint64_t limit);

/// The references into `n` in the order of DevTools' Retainers pane: smallest distance of the source first, then
/// largest retained size; without weak ones and those from the root. At most `limit`, found by partial sort.
/// Works from Stage::Retainers on; without distances and retained sizes the order is that of the file.
std::vector<Retainer> rankedRetainers(const Heap& heap, NodeId n, std::uint64_t limit);

/// How many references into one or more objects there are, by what a retainers list does with them.
struct RetainerCounts {
    std::uint64_t strong = 0;
    std::uint64_t weak = 0;
    std::uint64_t fromRoot = 0;
};
/// O(edges of the sources).
RetainerCounts countRetainers(const Heap& heap, NodeId n);
/// Of all `nodes` together, without looking at a source twice: an array may hold a million of them. O(references to the
/// nodes + edges of their sources); two bits per object of the heap. Means nothing once a stop was requested.
RetainerCounts countRetainers(const Heap& heap, std::span<const std::uint32_t> nodes, const Progress& progress);

/// The way that a retainers pane opens, its first row each time: a shortest one. For what is asked about whole heaps
/// there are retention/rootpaths.h and mergedpaths.h. path[0] retains n, path[i] retains path[i - 1].source. Ends at a
/// node of distance 1 or less, or where only the root or nothing strong retains. Never revisits a node. Needs
/// Stage::Dominators for the order by distance.
std::vector<Retainer> retainingPath(const Heap& heap, NodeId n, std::size_t maxSteps = 10'000);

} // namespace heapwise
