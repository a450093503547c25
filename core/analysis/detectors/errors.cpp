// Errors that are kept. Until somebody reads `stack`, an error keeps all calls on its stack with their functions, and
// what these see.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

/// Until Node 24 each call is a CallSiteInfo; in 26 functions stand in the list.
std::uint64_t framesIn(const Snapshot& snapshot, NodeId calls)
{
    std::uint64_t frames = 0;
    forEachEdge(snapshot, calls, [&](EdgeIndex e) {
        const NodeId target = snapshot.edgeTarget(e);
        frames += snapshot.type(target) == NodeType::Closure || isNamed(snapshot, target, "system / CallSiteInfo");
    });
    return frames;
}

} // namespace

std::vector<Suspect> findErrors(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<std::uint32_t> errors;
    std::uint64_t frames = 0, seen = 0;
    for (const auto& [error, edge] : input.census.references(Census::Name::UnnamedSymbol)) {
        if (input.stopAt(++seen))
            return {};
        const NodeId calls = snapshot.edgeTarget(edge);
        if (!input.isMine(error) || snapshot.type(calls) != NodeType::Array || !inherits(snapshot, error, "Error"))
            continue;
        if (const std::uint64_t more = framesIn(snapshot, calls); more > 0) {
            frames += more;
            errors.push_back(error.value);
        }
    }
    if (errors.size() < thresholds::kErrors)
        return {};
    Suspect suspect;
    suspect.pattern = LeakPattern::RetainedErrors;
    suspect.add(Evidence::Kind::Frames, frames);
    complete(input, suspect, std::move(errors));
    return {suspect};
}

} // namespace heapwise
