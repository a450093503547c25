#pragma once

#include "core/analysis/paths.h"
#include "core/analysis/retention/routes.h"
#include "core/base/progress.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace heapwise {

/// A way from an object up to the root: path[0] holds the object, path[i] holds path[i - 1].source; the last source
/// is the root. Never goes through an object twice.
using RootPath = std::vector<Retainer>;

/// A shortest path, the one that merged paths take, too. Empty for the root and for what nothing holds. O(path), and
/// a look at the retainers of each object on it.
RootPath shortestPath(const Routes& routes, NodeId n, const Progress& progress);

/// Up to `most` paths through different objects, shortest first: after each one, references that were used cost
/// more, so that ways that share little come before near duplicates. Where fewer are returned, every other way shares
/// references with these, or looking on would have meant more than two million references. Empty when a stop was
/// requested.
std::vector<RootPath> distinctPaths(const Routes& routes, NodeId n, std::size_t most, const Progress& progress);

/// A path that stands for many.
struct KeyPath {
    NodeId subject; ///< where it begins
    RootPath path;
    std::uint64_t subjects = 1; ///< of the objects in question, those held like this one
    std::uint64_t nearby = 0;   ///< of these, those held by a way of their own that shares half of this one
    Size subjectBytes = 0;      ///< what these retain together
};

inline constexpr std::size_t kMostKeyPaths = 5;

/// The few paths that tell the most: at most kMostKeyPaths, and no two share half of the references of one of
/// them. Of one object its distinct paths; of several their merged paths, those that hold most bytes first. Ways
/// through prototypes, constructors and shapes, which say little to a program's author, are taken when others are ten
/// steps longer, and those from the engine's own roots when there is hardly another.
std::vector<KeyPath> keyPaths(const Routes& routes, std::span<const std::uint32_t> subjects, const Progress& progress);

} // namespace heapwise
