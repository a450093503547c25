#pragma once

#include "core/analysis/retention/routes.h"
#include "core/base/id.h"
#include "core/base/progress.h"

#include <cstdint>
#include <span>
#include <vector>

namespace heapwise {

/// Objects at one position on the paths from the roots: of one class, and held by the same references of the same
/// groups before them.
struct PathGroup {
    static constexpr std::uint32_t kNone = UINT32_MAX;

    ClassId type;
    NodeId representative;      ///< the member that retains most
    std::int32_t distance = 0;  ///< smallest of the members, as in Routes
    std::uint32_t count = 0;    ///< members
    Size retained = 0;          ///< by the members together; what is below another member is not counted again
    std::uint64_t subjects = 0; ///< objects in question that are members, or held through them
    Size subjectBytes = 0;      ///< what these retain together
    std::uint64_t ends = 0;     ///< subjects among the members
    /// Links in a row that were folded into this group: a list of 585 nodes is one group with a chain of 585.
    /// 1: nothing was folded.
    std::uint32_t chain = 1;
    std::uint32_t firstMember = 0; ///< in MergedPaths::members
};

/// The references from members of one group to members of another, of one name.
struct PathLink {
    std::uint32_t from = PathGroup::kNone;
    std::uint32_t to = PathGroup::kNone;
    EdgeIndex edge = 0;         ///< one of them: to the member that retains most
    bool anyName = false;       ///< their names differ: elements, entries, keys of a dictionary
    std::uint64_t count = 0;    ///< references
    std::uint64_t subjects = 0; ///< objects in question that are held through them
    Size subjectBytes = 0;      ///< what these retain together
};

/// The ways from the roots to a set of objects, merged. groups[0] is the root (none when nothing is reachable);
/// groups stand after those that hold them.
struct MergedPaths {
    std::vector<PathGroup> groups;
    std::vector<PathLink> links;        ///< sorted by `to`, then `from`
    std::vector<std::uint32_t> members; ///< nodes, by group
    std::uint64_t unreached = 0;        ///< subjects without a path
    Size unreachedBytes = 0;            ///< what these retain together

    std::span<const std::uint32_t> membersOf(const PathGroup& group) const
    {
        return std::span(members).subspan(group.firstMember, group.count);
    }
};

struct MergeOptions {
    /// One shortest path for each object, so that the counts of links add up; or all of its shortest paths.
    bool allShortest = false;
    /// Steps that repeat (next of a list, the scope around a scope, promises waiting for promises) become one.
    bool foldChains = true;
};

/// Merges the shortest paths of `subjects` (nodes, ascending). An object's one path goes through essential
/// references rather than others, through a program's objects rather than the engine's, and then through the
/// retainer that retains most. Of all shortest paths, at most 256 references into one object are taken.
///
/// O(paths): it looks at the retainers of each object on them and at the edges of those chosen, no others.
/// Means nothing once a stop was requested.
MergedPaths mergeShortestPaths(const Routes& routes, std::span<const std::uint32_t> subjects,
                               const MergeOptions& options, const Progress& progress);

} // namespace heapwise
