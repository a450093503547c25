// WeakRefs whose target is gone: whoever keeps them in a Map keeps the cells and the keys for ever, unless entries are
// taken out when the target dies.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

/// The Map, Set or array the WeakRef is in: the nearest object above it that is none of V8's own.
NodeId collectionOf(const DetectorInput& input, NodeId ref)
{
    const NodeId store = input.tree().immediateDominator(ref);
    if (input.snapshot().type(store) == NodeType::Object)
        return store;
    const NodeId owner = input.tree().immediateDominator(store);
    return input.snapshot().type(owner) == NodeType::Object ? owner : NodeId{};
}

} // namespace

std::vector<Suspect> findDeadWeakRefs(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<std::uint32_t> dead;
    std::uint64_t seen = 0;
    for (const NodeId ref : input.census.objects(Census::Name::WeakRef)) {
        if (input.stopAt(++seen))
            return {};
        if (input.isMine(ref) && namedEdge(snapshot, ref, EdgeType::Weak, "target") == kNoEdge &&
            namedEdge(snapshot, ref, EdgeType::Property, "constructor") == kNoEdge)
            dead.push_back(ref.value);
    }
    std::vector<Suspect> found;
    for (auto& group : groupedBy(dead, [&](NodeId ref) { return collectionOf(input, ref).value; })) {
        const NodeId holder = collectionOf(input, NodeId{group.front()});
        if (!holder.isValid() || group.size() < thresholds::kDeadWeakRefs)
            continue;
        Suspect suspect;
        suspect.pattern = LeakPattern::DeadWeakRefs;
        suspect.holder = holder;
        suspect.add(Evidence::Kind::Collected, group.size());
        complete(input, suspect, std::move(group));
        found.push_back(std::move(suspect));
    }
    return found;
}

} // namespace heapwise
