#pragma once

#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <optional>

namespace heapwise {

/// Which object of a snapshot is which of a later one: one to one. Eight bytes for a node of each.
struct ObjectMatches {
    Column<std::uint32_t> later;   ///< by node of the earlier snapshot; NodeId::kNone: gone
    Column<std::uint32_t> earlier; ///< by node of the later snapshot; NodeId::kNone: new

    NodeId laterOf(NodeId earlierNode) const { return NodeId{later[earlierNode.value]}; }
    NodeId earlierOf(NodeId laterNode) const { return NodeId{earlier[laterNode.value]}; }
    /// Does nothing when one of them is matched already.
    void pair(NodeId earlierNode, NodeId laterNode)
    {
        if (later[earlierNode.value] != NodeId::kNone || earlier[laterNode.value] != NodeId::kNone)
            return;
        later[earlierNode.value] = laterNode.value;
        earlier[laterNode.value] = earlierNode.value;
    }
};

/// What speaks for or against ids meaning the same in two snapshots. V8 numbers all objects anew in another process,
/// and also when an inspector session ends that took a snapshot.
struct IdEvidence {
    std::uint64_t common = 0;     ///< ids of both snapshots
    std::uint64_t checked = 0;    ///< of objects, functions and strings among them that were looked at
    std::uint64_t changed = 0;    ///< of those, how many have another type or name
    std::optional<bool> recorded; ///< what the one who took the snapshots knows
    /// Names hardly ever change: less than one in a thousand is the same process.
    bool agrees() const { return recorded.value_or(checked > 0 && changed * 1000 < checked); }
};

/// Pairs the objects with equal ids. Ids of embedder nodes (even ones) are given out anew with each snapshot: equal
/// ones count only where the names are equal. O(nodes). Means nothing once a stop was requested.
ObjectMatches matchById(const Snapshot& earlier, const Snapshot& later, const Progress& progress);

/// Looks at a quarter of a million pairs, spread over the heap.
IdEvidence judgeIds(const Snapshot& earlier, const Snapshot& later, const ObjectMatches& matches);

/// Pairs what is left of the embedder's nodes ("Node / TCPSocketWrap") by the JavaScript objects that wrap them, and
/// those without one by their name where it is the only one.
void pairEmbedderNodes(const Snapshot& earlier, const Snapshot& later, ObjectMatches& matches);

} // namespace heapwise
