#pragma once

#include "core/analysis/retention/routes.h"

#include <cstdint>
#include <span>
#include <vector>

namespace heapwise {

/// Objects of which each is kept alive along the same classes by the same names.
struct RetentionCluster {
    /// One step of the way from the roots: the reference from objects like `holder` to those of the next
    /// step.
    struct Step {
        NodeId holder;        ///< the one of them that retains most
        EdgeIndex edge = 0;   ///< one of the references
        bool anyName = false; ///< their names differ: elements, entries, keys of a dictionary
    };
    std::vector<Step> way;              ///< the root first
    std::vector<std::uint32_t> members; ///< nodes, ascending
    Size retained = 0;                  ///< by the members together, counted once
};

/// Puts `subjects` (nodes, ascending, all of one class) together by their shortest paths, those that retain
/// most first. What no path leads to is left out. As dear as mergeShortestPaths(); means nothing once a stop
/// was requested.
std::vector<RetentionCluster> clusterByRetention(const Routes& routes, std::span<const std::uint32_t> subjects,
                                                 const Progress& progress);

} // namespace heapwise
