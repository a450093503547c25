// Lists in which each object keeps the next. They may be as long as the heap has objects, so nothing here recurses.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

/// The links of the program's objects along `next`.
struct Chains {
    std::unordered_map<std::uint32_t, std::uint32_t> next;
    std::vector<std::uint32_t> heads; ///< in the order of the file
};

Chains chainsOf(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    Chains chains;
    BitSet isNext(snapshot.nodeCount());
    std::uint64_t seen = 0;
    for (const auto& [source, edge] : input.census.references(Census::Name::Next)) {
        if (input.stopAt(++seen))
            return {};
        const NodeId target = snapshot.edgeTarget(edge);
        if (snapshot.edgeType(edge) != EdgeType::Property || !input.isMine(source) ||
            snapshot.type(target) != NodeType::Object)
            continue;
        chains.next.emplace(source.value, target.value);
        isNext.set(target.value);
    }
    for (const auto& [source, edge] : input.census.references(Census::Name::Next))
        if (chains.next.count(source.value) != 0 && !isNext.test(source.value))
            chains.heads.push_back(source.value);
    return chains;
}

} // namespace

std::vector<Suspect> findLinkedLists(const DetectorInput& input)
{
    const Chains chains = chainsOf(input);
    std::vector<Suspect> found;
    BitSet isSeen(input.snapshot().nodeCount());
    for (const std::uint32_t head : chains.heads) {
        std::vector<std::uint32_t> links;
        for (std::uint32_t at = head; isSeen.insert(at);) {
            links.push_back(at);
            const auto next = chains.next.find(at);
            if (next == chains.next.end())
                break;
            at = next->second;
        }
        if (input.progress.stopRequested())
            break;
        if (links.size() < thresholds::kEntries)
            continue;
        Suspect suspect;
        suspect.pattern = LeakPattern::GrowingArray;
        suspect.holder = NodeId{head};
        suspect.within = "next";
        complete(input, suspect, std::move(links));
        found.push_back(std::move(suspect));
    }
    return found;
}

} // namespace heapwise
