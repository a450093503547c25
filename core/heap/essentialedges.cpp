#include "core/heap/essentialedges.h"

#include "core/base/parallel.h"
#include "core/graph/frontier.h"

#include <algorithm>

namespace heapwise {

namespace {

constexpr std::size_t kStopEvery = 65536;

/// True for the edges of the root that lead to the program's globals.
bool leadsToGlobal(const Snapshot& s, const NameTags& tags, EdgeIndex e)
{
    if (s.edgeType(e) == EdgeType::Shortcut)
        return true;
    const NodeId target = s.edgeTarget(e);
    return s.edgeType(e) == EdgeType::Element && s.type(target) == NodeType::Synthetic &&
           tags[s.names()[target.value]] == NameTag::DocumentDomTrees;
}

struct EssentialRule {
    const Snapshot& snapshot;
    const NameTags& tags;
    const BitSet& pageOwned;

    bool operator()(std::uint32_t source, EdgeIndex e) const {
        const EdgeType type = snapshot.edgeTypes()[e];
        const std::uint32_t target = snapshot.edgeTargets()[e];
        if (type == EdgeType::Weak || target == source)
            return false;
        if (type == EdgeType::Internal && isTableSideOfPair(source, snapshot.edgeNames()[e]))
            return false;
        if (source == snapshot.root().value)
            return true;
        return type != EdgeType::Shortcut && (!pageOwned.test(target) || pageOwned.test(source));
    }
    bool isTableSideOfPair(std::uint32_t source, std::uint32_t name) const {
        return tags[name] == NameTag::WeakMapPair &&
               tags.weakMapPair(name).tableId == snapshot.objectIds()[source];
    }
};

} // namespace

BitSet findPageOwned(const Snapshot& s, const NameTags& tags, Progress& progress)
{
    BitSet owned(s.nodeCount());
    const auto first = s.firstEdges();
    const auto types = s.edgeTypes();
    const auto targets = s.edgeTargets();
    Frontier frontier(first, targets, types.data());
    for (EdgeIndex e = s.firstEdge(s.root()); e < s.endEdge(s.root()); ++e)
        if (leadsToGlobal(s, tags, e) && owned.insert(targets[e]))
            frontier.push(targets[e]);
    while (!frontier.isEmpty()) {
        if (frontier.popped() % kStopEvery == 0) {
            progress.advance(kStopEvery);
            if (progress.stopRequested())
                return owned;
        }
        const std::uint32_t n = frontier.pop();
        for (EdgeIndex e = first[n]; e < first[n + 1]; ++e)
            if (types[e] != EdgeType::Weak && owned.insert(targets[e]))
                frontier.push(targets[e]);
    }
    return owned;
}

BitSet findEssentialEdges(const Snapshot& s, const NameTags& tags, const BitSet& pageOwned, unsigned threads,
                          Progress& progress)
{
    // Parts begin at multiples of 64 edges, so that no two threads write one word of the bit set.
    constexpr EdgeIndex kPart = 1u << 20;
    BitSet essential(s.edgeCount());
    const auto first = s.firstEdges();
    const EssentialRule isEssential{s, tags, pageOwned};
    parallelFor(threads, (s.edgeCount() + kPart - 1) / kPart, [&](std::size_t part) {
        if (progress.stopRequested())
            return;
        const EdgeIndex end = std::min(s.edgeCount(), (part + 1) * kPart);
        EdgeIndex e = part * kPart;
        for (std::uint32_t source = s.edgeSource(e).value; e < end; ++source)
            for (const EdgeIndex last = std::min(end, first[source + 1]); e < last; ++e)
                if (isEssential(source, e))
                    essential.set(e);
        progress.advance(end - part * kPart);
    });
    return essential;
}

} // namespace heapwise
