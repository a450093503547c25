#pragma once

#include "core/base/bitset.h"
#include "core/base/progress.h"
#include "core/graph/depthfirst.h"
#include "core/graph/reversal.h"
#include "core/heap/nametags.h"
#include "core/snapshot/snapshot.h"

namespace heapwise {

/// What the program owns (rule R2): the nodes reachable over non-weak edges from its globals, that is from the targets
/// of the root's shortcut edges. They are found by the search that the dominators need anyway: all but a few of these
/// nodes are met over essential edges, and the dominators go on from there.
struct PageOwned {
    BitSet nodes;
    DepthFirstSearch search;
};

/// O(edges); advances `progress` by the nodes. Means nothing once a stop was requested.
PageOwned searchPageOwned(const Snapshot& snapshot, const NameTags& tags, Progress& progress);

/// Rule R3: the edges that count for dominators. Left out are weak edges, edges to oneself, shortcuts not leaving
/// the root, edges from what the program does not own into what it owns (so that the engine's own roots do not
/// dilute the globals' ownership), and of each WeakMap pair the edge from the table: the key owns the value.
/// They are found while the references are reversed. O(edges); advances `progress` by twice the edges.
ReversedEdges reverseReferences(const Snapshot& snapshot, const NameTags& tags, const BitSet& pageOwned,
                                unsigned threads, Progress& progress);

} // namespace heapwise
