// Waiting for what does not come: reactions that pile up at one promise (await or Promise.race() on one that lives
// long), and calls of one async function or generator that are suspended.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

#include <unordered_set>

namespace heapwise {

namespace {

using Name = Census::Name;

bool isReaction(const Snapshot& snapshot, NodeId n)
{
    return isNamed(snapshot, n, "system / PromiseReaction");
}

/// Reactions are a list; the number of the link differs between versions, the name of what it leads to does not.
std::vector<std::uint32_t> reactionsOf(const Snapshot& snapshot, NodeId first)
{
    std::vector<std::uint32_t> reactions;
    std::unordered_set<std::uint32_t> seen;
    for (NodeId at = first; at.isValid() && isReaction(snapshot, at) && seen.insert(at.value).second;
         at = linkToNamed(snapshot, at, "system / PromiseReaction"))
        reactions.push_back(at.value);
    return reactions;
}

void findReactions(const DetectorInput& input, std::vector<Suspect>& found)
{
    const Snapshot& snapshot = input.snapshot();
    std::uint64_t seen = 0;
    for (const auto& [promise, edge] : input.census.references(Name::Reactions)) {
        if (input.stopAt(++seen))
            return;
        const NodeId first = snapshot.edgeTarget(edge);
        if (!isReaction(snapshot, first))
            continue;
        std::vector<std::uint32_t> reactions = reactionsOf(snapshot, first);
        if (reactions.size() < thresholds::kReactions)
            continue;
        Suspect suspect;
        suspect.pattern = LeakPattern::PromiseChain;
        suspect.holder = promise;
        suspect.container = first;
        suspect.name = "PromiseReaction";
        suspect.add(Evidence::Kind::Reactions, reactions.size());
        complete(input, suspect, std::move(reactions));
        found.push_back(std::move(suspect));
    }
}

/// A call that stopped in its middle has its registers in use.
bool isSuspended(const Snapshot& snapshot, NodeId generator, NodeId registers)
{
    for (EdgeIndex e = snapshot.firstEdge(registers); e < snapshot.endEdge(registers); ++e)
        if (snapshot.edgeType(e) == EdgeType::Internal && snapshot.edgeTarget(e) != generator &&
            internalIndex(snapshot, e))
            return true;
    return false;
}

void findSuspended(const DetectorInput& input, std::vector<Suspect>& found)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<std::uint32_t> calls;
    std::uint64_t seen = 0;
    for (const auto& [generator, edge] : input.census.references(Name::Generator)) {
        if (input.stopAt(++seen))
            return;
        if (isOfProgram(input, internalLink(snapshot, generator, "function")) &&
            isSuspended(snapshot, generator, snapshot.edgeTarget(edge)))
            calls.push_back(generator.value);
    }
    const auto functionOf = [&](NodeId call) { return internalLink(snapshot, call, "function"); };
    for (auto& group :
         groupedBy(calls, [&](NodeId call) { return sourceFunction(snapshot, functionOf(call)).value; })) {
        if (group.size() < thresholds::kSuspended)
            continue;
        const NodeId function = functionOf(NodeId{group.front()});
        Suspect suspect;
        suspect.pattern = LeakPattern::PromiseChain;
        suspect.name = functionName(snapshot, function);
        suspect.areFunctions = true;
        suspect.place = snapshot.location(function);
        suspect.add(Evidence::Kind::Suspended, group.size(), 0, suspect.name);
        complete(input, suspect, std::move(group));
        found.push_back(std::move(suspect));
    }
}

} // namespace

std::vector<Suspect> findPendingPromises(const DetectorInput& input)
{
    std::vector<Suspect> found;
    findReactions(input, found);
    findSuspended(input, found);
    return found;
}

} // namespace heapwise
