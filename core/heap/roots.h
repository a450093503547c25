#pragma once

#include "core/heap/nametags.h"
#include "core/snapshot/snapshot.h"

namespace heapwise {

/// True for a child of the root that belongs to the program rather than to the engine.
inline bool isUserRoot(const Snapshot& snapshot, const NameTags& tags, NodeId n)
{
    return snapshot.type(n) != NodeType::Synthetic || tags[snapshot.names()[n.value]] == NameTag::DocumentDomTrees;
}

/// False for snapshots taken with internals exposed, or without global objects as roots.
inline bool hasUserRoots(const Snapshot& snapshot, const NameTags& tags)
{
    for (EdgeIndex e = snapshot.firstEdge(snapshot.root()); e < snapshot.endEdge(snapshot.root()); ++e)
        if (isUserRoot(snapshot, tags, snapshot.edgeTarget(e)))
            return true;
    return false;
}

} // namespace heapwise
