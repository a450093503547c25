#include "core/analysis/retention/references.h"

#include "core/heap/fields/links.h"

#include <algorithm>
#include <string_view>

namespace heapwise {

namespace {

/// Of the reference by which V8 keeps what an object has beside the object.
bool isStoreName(const Snapshot& snapshot, EdgeIndex e)
{
    if (snapshot.edgeType(e) != EdgeType::Internal)
        return false;
    const std::string_view name = snapshot.strings().raw(StringId{snapshot.edgeNameOrIndex(e)});
    return name == "elements" || name == "properties" || name == "table";
}

/// Calls f(EdgeIndex) for each edge from `source` to `target`.
template <typename F>
void forEachBetween(const Snapshot& snapshot, NodeId source, NodeId target, F&& f)
{
    for (EdgeIndex e = snapshot.firstEdge(source); e < snapshot.endEdge(source); ++e)
        if (snapshot.edgeTarget(e) == target)
            f(e);
}

/// The edges of the other side of a WeakMap's pair.
void addPair(const Heap& heap, EdgeIndex e, std::vector<EdgeIndex>& same)
{
    const Snapshot& snapshot = *heap.snapshot;
    const NameTags& tags = *heap.tags;
    const std::uint32_t pair = tags.weakMapPair(snapshot.edgeNameOrIndex(e)).pair;
    const NodeId value = snapshot.edgeTarget(e);
    for (std::uint64_t i = 0, count = heap.retainers->count(value); i < count; ++i)
        forEachBetween(snapshot, heap.retainers->source(value, i), value, [&](EdgeIndex other) {
            const std::uint32_t name = snapshot.edgeNameOrIndex(other);
            if (snapshot.edgeType(other) == EdgeType::Internal && tags[name] == NameTag::WeakMapPair &&
                tags.weakMapPair(name).pair == pair)
                same.push_back(other);
        });
}

/// What the object's stores hold is the object's: all the edges from these to the target, unless the object has the
/// same value under another name.
void addStored(const Snapshot& snapshot, NodeId owner, EdgeIndex e, std::vector<EdgeIndex>& same)
{
    const NodeId target = snapshot.edgeTarget(e);
    std::size_t names = 0;
    forEachBetween(snapshot, owner, target, [&](EdgeIndex) { ++names; });
    for (EdgeIndex store = snapshot.firstEdge(owner); names == 1 && store < snapshot.endEdge(owner); ++store)
        if (isStoreName(snapshot, store))
            forEachBetween(snapshot, snapshot.edgeTarget(store), target, [&](EdgeIndex in) { same.push_back(in); });
}

} // namespace

std::vector<EdgeIndex> sameReference(const Heap& heap, EdgeIndex e)
{
    const Snapshot& snapshot = *heap.snapshot;
    std::vector<EdgeIndex> same{e};
    const bool isPair =
        snapshot.edgeType(e) == EdgeType::Internal && (*heap.tags)[snapshot.edgeNameOrIndex(e)] == NameTag::WeakMapPair;
    if (isPair)
        addPair(heap, e, same);
    else
        addStored(snapshot, snapshot.edgeSource(e), e, same);
    std::ranges::sort(same);
    same.erase(std::unique(same.begin(), same.end()), same.end());
    return same;
}

bool isDroppable(const Snapshot& snapshot, EdgeIndex e)
{
    if (snapshot.edgeSource(e) == snapshot.root())
        return false;
    switch (snapshot.edgeType(e)) {
    case EdgeType::Property:
        return snapshot.strings().raw(StringId{snapshot.edgeNameOrIndex(e)}) != "__proto__";
    case EdgeType::Context:
    case EdgeType::Element:
        return true;
    case EdgeType::Hidden: // a variable of a block
        return isNamed(snapshot, snapshot.edgeSource(e), "system / Context");
    case EdgeType::Internal: // an entry of a table
        return internalIndex(snapshot, e) ||
               snapshot.strings().raw(StringId{snapshot.edgeNameOrIndex(e)}).find(" pair in WeakMap (") !=
                   std::string_view::npos;
    default:
        return false;
    }
}

std::vector<EdgeIndex> edgesOfHold(const Heap& heap, NodeId owner, NodeId target)
{
    const Snapshot& snapshot = *heap.snapshot;
    std::vector<EdgeIndex> edges;
    const auto add = [&](EdgeIndex e) {
        if (heap.essential->test(e))
            edges.push_back(e);
    };
    forEachBetween(snapshot, owner, target, add);
    for (EdgeIndex store = snapshot.firstEdge(owner); store < snapshot.endEdge(owner); ++store)
        if (isStoreName(snapshot, store) && ownerOfStore(heap, snapshot.edgeTarget(store)) == owner)
            forEachBetween(snapshot, snapshot.edgeTarget(store), target, add);
    std::ranges::sort(edges);
    return edges;
}

bool isHeldByName(const Heap& heap, NodeId owner, NodeId target)
{
    return std::ranges::any_of(edgesOfHold(heap, owner, target),
                               [&](EdgeIndex e) { return isDroppable(*heap.snapshot, e); });
}

NodeId ownerOfStore(const Heap& heap, NodeId n)
{
    const Snapshot& snapshot = *heap.snapshot;
    if (snapshot.type(n) != NodeType::Array)
        return n;
    const NodeId owner = heap.dominators->immediateDominator(n);
    // An array has no stores, and may have a million arrays in it.
    for (EdgeIndex e = snapshot.firstEdge(owner);
         snapshot.type(owner) != NodeType::Array && e < snapshot.endEdge(owner); ++e)
        if (snapshot.edgeTarget(e) == n && isStoreName(snapshot, e))
            return owner;
    return n;
}

} // namespace heapwise
