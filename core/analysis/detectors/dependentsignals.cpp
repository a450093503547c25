// AbortSignal.any() over a signal that lives long: each composite leaves a WeakRef to its source, or to itself in the
// source, for as long as that source lives. Node keeps these in other places from version to version, but the WeakRefs
// are always there.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

namespace heapwise {

std::vector<Suspect> findDependentSignals(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<std::uint32_t> references;
    std::unordered_map<std::uint32_t, NodeId> targets;
    for (const NodeId ref : input.census.objects(Census::Name::WeakRef)) {
        const EdgeIndex e = namedEdge(snapshot, ref, EdgeType::Weak, "target");
        if (e == kNoEdge || !propertyLink(snapshot, snapshot.edgeTarget(e), "<symbol kEvents>").isValid())
            continue;
        references.push_back(ref.value);
        targets[ref.value] = snapshot.edgeTarget(e);
    }
    std::vector<Suspect> found;
    for (auto& group : groupedBy(references, [&](NodeId ref) { return targets[ref.value].value; })) {
        if (group.size() < thresholds::kSignals)
            continue;
        Suspect suspect;
        suspect.pattern = LeakPattern::ListenerAccumulation;
        suspect.holder = targets[group.front()];
        suspect.name = "WeakRef";
        suspect.add(Evidence::Kind::Signals, group.size());
        complete(input, suspect, std::move(group));
        found.push_back(std::move(suspect));
    }
    return found;
}

} // namespace heapwise
