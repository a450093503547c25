#pragma once

#include "core/analysis/heap.h"
#include "core/base/bitset.h"
#include "core/base/id.h"
#include "core/base/progress.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace heapwise {

/// What paths to the roots go along. By default what DevTools' distances go along: no weak references, and of a
/// WeakMap the key keeps the value.
struct RouteOptions {
    bool weak = false;                         ///< weak references, too
    bool tables = false;                       ///< a WeakMap keeps its values, as if it were a Map
    bool avoidEngine = false;                  ///< not through what V8 makes for itself: code, shapes, prototypes
    bool avoidNode = false;                    ///< not through functions, objects and scopes of Node's own files
    std::vector<std::uint32_t> ignoredObjects; ///< nodes that paths do not go through
    std::vector<EdgeIndex> ignoredReferences;  ///< references that paths do not go along

    bool isDefault() const
    {
        return !weak && !tables && !avoidEngine && !avoidNode && ignoredObjects.empty() && ignoredReferences.empty();
    }
};

/// The references that count for paths, and how far each object is from the roots along them. Immutable; keeps a
/// reference to the heap, which must be complete (Stage::Retained).
class Routes {
public:
    /// O(1) with the default options; else distances are computed anew: O(edges), 4 bytes a node. Means nothing
    /// once a stop was requested.
    Routes(const Heap& heap, RouteOptions options, Progress& progress);

    const Heap& heap() const { return m_heap; }
    const RouteOptions& options() const { return m_options; }

    /// As in Distances: objects that only the engine's own roots lead to count from Distances::kSystem.
    std::int32_t distance(NodeId n) const { return (*m_distances)[n]; }
    bool isReachable(NodeId n) const { return distance(n) != Distances::kUnreached; }
    /// References from the root to `n` on a shortest path; the root has 0. Of reachable nodes.
    std::int32_t steps(NodeId n) const;
    /// True where a path ends: the root holds `n` as one of the program's own roots.
    bool isUserRoot(NodeId n) const { return distance(n) == 1 && n != m_heap.snapshot->root(); }

    /// True when paths may go along edge `e` of `source`. Its ends may be unreachable.
    bool isFollowed(NodeId source, EdgeIndex e) const;
    /// True when a shortest path to `n` may come from `source`: it is one step nearer to the roots.
    bool isStepNearer(NodeId source, NodeId n) const;
    /// True when `source` is nearer to the roots by any number of steps. That is what remains where the last step
    /// to `n` waits for something farther away: the value of a WeakMap for the map.
    bool isNearer(NodeId source, NodeId n) const;
    /// The edge from `source` to `n` that paths go along: a named one rather than the engine's, the first one
    /// of these; kNoEdge when there is none. O(edges of the source).
    EdgeIndex edgeBetween(NodeId source, NodeId n) const;
    /// Of two edges between the same nodes, the one to show: less is better.
    static int rank(EdgeType type);

private:
    const Heap& m_heap;
    RouteOptions m_options;
    BitSet m_ignored; ///< by node; empty without ignored ones
    std::shared_ptr<const Distances> m_distances;
};

} // namespace heapwise
