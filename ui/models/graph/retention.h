#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/retention/mergedpaths.h"
#include "core/analysis/retention/routes.h"
#include "core/base/progress.h"

#include <cstdint>
#include <memory>
#include <set>
#include <vector>

namespace heapwise::ui {

/// Which ways from the roots a retainer graph shows.
enum class PathMode {
    Merged,      ///< one shortest path of each object, those alike merged
    AllShortest, ///< all shortest paths, merged
    Distinct,    ///< a few ways that share little, longer ones, too
    OneStep,     ///< all that holds the objects directly
};

/// Whose retainers are asked for, and along what.
struct RetentionQuery {
    std::vector<std::uint32_t> subjects; ///< nodes, ascending
    PathMode mode = PathMode::Merged;
    bool weak = false; ///< along weak references, too
    bool foldChains = true;
    bool avoidSystem = false;                  ///< around what V8 and Node have for themselves, where that is possible
    std::vector<std::uint32_t> ignoredObjects; ///< nodes
    std::vector<EdgeIndex> ignoredReferences;
};

/// The engine's answer to a query: what takes long, kept while the graph is expanded and shown in other ways.
struct RetentionPaths {
    HeapPtr heap;
    RetentionQuery query;
    std::shared_ptr<const Routes> routes;
    MergedPaths merged;
    std::uint64_t weakHidden = 0; ///< weak references to the subjects that were not followed
    std::uint64_t strong = 0;     ///< references to the subjects that were
    bool isRoot = false;          ///< the one subject is held by the roots themselves
    bool isAroundSystem = false; ///< the paths go around V8 and Node; subjects without such a path are merged.unreached
};
using RetentionPathsPtr = std::shared_ptr<const RetentionPaths>;

/// Needs a complete heap. Means nothing once a stop was requested.
RetentionPathsPtr findRetention(HeapPtr heap, RetentionQuery query, Progress& progress);

/// Nodes, ascending.
using NodeList = std::shared_ptr<const std::vector<std::uint32_t>>;

/// Objects of one class at one position of the graph.
struct RetentionGroup {
    std::uint64_t key = 0; ///< of what is shown as one box; stable from graph to graph of one subject
    ClassId type;
    NodeId representative;
    NodeList members; ///< of kMore those that were folded away
    std::int32_t distance = 0;
    Size retained = 0;
    Size subjectBytes = 0;   ///< of the subjects held through it
    std::uint32_t chain = 1; ///< links in a row folded into it
    int layer = 0;           ///< the subject at 0, roots above it
    bool isRoot = false;
    bool isSubject = false;
    bool isAccumulation = false;
    bool isLonger = false;        ///< not on one of the paths
    std::uint64_t more = 0;       ///< groups that this one stands for; 0 for an ordinary one
    std::uint64_t weakHidden = 0; ///< of one that was expanded: weak references left out
};

/// The references of one name from one group to another.
struct RetentionReference {
    std::uint64_t key = 0;
    int from = 0;
    int to = 0;
    std::vector<EdgeIndex> hops; ///< one after the other, the first leaves `from`; more than one when steps were folded
    NodeList holders;            ///< what the last hop leaves, where that is not `from`
    bool anyName = false;        ///< elements, entries, keys: no name of its own
    std::uint64_t count = 1;     ///< references
    Size bytes = 0;              ///< kept alive through them
    bool isMain = false;         ///< on the heaviest path
    bool isLonger = false;
    bool isWeak = false;
    int bundle = -1;
};

/// All references from one group to another, whatever their names: one line of the graph.
struct RetentionBundle {
    std::uint64_t key = 0;
    int from = 0;
    int to = 0;
    std::vector<int> references; ///< those that keep most alive first; at least one
    std::uint64_t count = 0;     ///< of the objects' references, all names together
    Size bytes = 0;              ///< kept alive through them
    bool isMain = false;         ///< one of them is
    bool isLonger = true;        ///< all of them are
    bool isWeak = true;
};

/// What a retainer graph and its tree show.
struct RetentionGraph {
    RetentionPathsPtr paths;
    std::vector<RetentionGroup> groups;
    std::vector<RetentionReference> references; ///< those that keep most alive first
    std::vector<RetentionBundle> bundles;
    int subject = -1;
    std::vector<int> mainPath;   ///< groups, from the root's end to the subject
    std::uint64_t pathCount = 0; ///< ways that end at the subject
};
using RetentionGraphPtr = std::shared_ptr<const RetentionGraph>;

/// How the answer is shown.
struct RetentionView {
    bool groupByClass = true;
    bool hideSystem = false;
    bool foldChains = true;
    std::vector<std::uint64_t> expanded; ///< keys of groups whose holders are all shown, in the order of expanding
    std::set<std::uint64_t> unfolded;    ///< keys of "n more" that were opened

    static constexpr std::size_t kMostGroups = 400;
};

RetentionGraphPtr buildRetention(const RetentionPathsPtr& paths, const RetentionView& view, const Progress& progress);

} // namespace heapwise::ui
