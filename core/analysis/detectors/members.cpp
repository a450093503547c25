#include "core/analysis/detectors/members.h"

#include "core/analysis/findings/finding.h"
#include "core/analysis/userobjects.h"
#include "core/heap/fields/links.h"
#include "core/heap/logicalsizes.h"

#include <algorithm>

namespace heapwise {

Majority majorityClass(const DetectorInput& input, const std::vector<std::uint32_t>& nodes)
{
    std::unordered_map<std::uint32_t, std::uint64_t> counts;
    for (const std::uint32_t n : nodes)
        ++counts[input.heap.classes->classOf(NodeId{n}).value];
    Majority most;
    for (const auto& [c, count] : counts)
        if (count > most.count || (count == most.count && ClassId{c} < most.heapClass))
            most = {ClassId{c}, count};
    return most;
}

NodeId sourceFunction(const Snapshot& snapshot, NodeId closure)
{
    const NodeId shared = internalLink(snapshot, closure, "shared");
    return shared.isValid() ? shared : closure;
}

bool isOfProgram(const DetectorInput& input, NodeId closure)
{
    const auto place = closure.isValid() ? input.snapshot().location(closure) : std::nullopt;
    return place && isUserScript(input.scripts.name(place->scriptId));
}

std::string functionName(const Snapshot& snapshot, NodeId closure)
{
    constexpr std::size_t kLongest = 256;
    std::string name = snapshot.strings().text(snapshot.nameId(closure), kLongest);
    return name.empty() ? "(anonymous)" : name;
}

namespace {

/// True where most members are functions of one place in the source.
bool areOneFunction(const Snapshot& snapshot, const std::vector<std::uint32_t>& members)
{
    const NodeId first = sourceFunction(snapshot, NodeId{members.front()});
    std::size_t same = 0;
    for (const std::uint32_t member : members)
        same += snapshot.type(NodeId{member}) == NodeType::Closure && sourceFunction(snapshot, NodeId{member}) == first;
    return double(same) >= thresholds::kSimilar * double(members.size());
}

/// The place of most of the first members: they are many, and alike.
std::optional<Location> majorityPlace(const Snapshot& snapshot, const std::vector<std::uint32_t>& members)
{
    struct Hash {
        std::size_t operator()(const Location& l) const
        {
            return (std::size_t(l.scriptId) << 40) ^ (std::size_t(l.line) << 16) ^ l.column;
        }
    };
    std::unordered_map<Location, std::size_t, Hash> counts;
    std::optional<Location> most;
    std::size_t mostCount = 0;
    for (const std::uint32_t member : members) {
        const auto place = snapshot.location(NodeId{member});
        if (place && ++counts[*place] > mostCount) {
            most = place;
            mostCount = counts[*place];
        }
    }
    return mostCount * 2 >= members.size() ? most : std::nullopt;
}

/// What the program calls the holder: the property or variable nearest to it.
std::string variableOf(const Snapshot& snapshot, const std::vector<Retainer>& path)
{
    for (const Retainer& step : path) {
        const EdgeType type = snapshot.edgeType(step.edge);
        if (type == EdgeType::Property || type == EdgeType::Context)
            return snapshot.edgeName(step.edge);
        if (type == EdgeType::Element)
            break;
    }
    return {};
}

/// The nearest object of the program that keeps all of them; invalid where only the roots do.
NodeId commonHolder(const DetectorInput& input, const std::vector<std::uint32_t>& members)
{
    const DominatorTree& tree = input.tree();
    NodeId holder = tree.immediateDominator(NodeId{members.front()});
    for (const std::uint32_t member : members)
        while (!tree.dominates(holder, NodeId{member}))
            holder = tree.immediateDominator(holder);
    while (holder != tree.root() && isEngineType(input.snapshot().type(holder)))
        holder = tree.immediateDominator(holder);
    return holder == tree.root() ? NodeId{} : holder;
}

Confidence confidenceOf(const Suspect& suspect, bool isEvident)
{
    if (suspect.pattern == LeakPattern::Accumulation || !isEvident)
        return Confidence::Low;
    return suspect.count >= thresholds::kHighConfidence ? Confidence::High : Confidence::Medium;
}

bool isSmall(const DetectorInput& input, const Suspect& suspect)
{
    using namespace thresholds;
    const double bytes = double(suspect.retained), heap = double(input.heap.totalSize()),
                 program = double(input.mineBytes);
    const bool isPartOfProgram = bytes >= kWorthShareOfProgram * program;
    if (suspect.confidence == Confidence::Low && suspect.pattern != LeakPattern::Accumulation)
        return bytes < kSuspectShare * heap;   // tables of packages look like this
    if (suspect.confidence == Confidence::Low) // size alone: in a small heap most is Node itself
        return bytes < kSuspectShare * heap && (bytes < kWorthShare * heap || !isPartOfProgram);
    return bytes < kWorthShare * heap && !isPartOfProgram;
}

} // namespace

void complete(const DetectorInput& input, Suspect& suspect, std::vector<std::uint32_t> members, bool isEvident)
{
    const Snapshot& snapshot = input.snapshot();
    const DominatorTree& tree = input.tree();
    if (!suspect.holder.isValid()) {
        suspect.holder = commonHolder(input, members);
        suspect.container = NodeId{members.front()};
    }
    if (!suspect.holder.isValid())
        suspect.holder = suspect.container;
    if (!suspect.container.isValid())
        suspect.container = suspect.holder;
    std::vector<std::uint32_t> all = members;
    all.push_back(suspect.container.value);
    suspect.retained = retainedTogether(tree, std::move(all));
    if (suspect.count == 0)
        suspect.count = members.size();
    keepLargest(members, Suspect::kMostMembers, [&](std::uint32_t n) { return tree.retainedSize(NodeId{n}); });
    if (suspect.name.empty() && !members.empty()) {
        suspect.areFunctions = areOneFunction(snapshot, members);
        suspect.name = suspect.areFunctions ? functionName(snapshot, NodeId{members.front()})
                                            : (*input.heap.classes)[majorityClass(input, members).heapClass].name;
    }
    if (!suspect.place)
        suspect.place = majorityPlace(snapshot, members);
    if (suspect.place)
        suspect.script = input.scripts.name(suspect.place->scriptId);
    if (!suspect.areFunctions && !isUserScript(suspect.script)) { // where Node's own constructors stand tells nothing
        suspect.place.reset();
        suspect.script.clear();
    }
    suspect.members = std::move(members);
    suspect.path = retainingPath(input.heap, suspect.holder);
    suspect.variable = variableOf(snapshot, suspect.path);
    suspect.addBytes(Evidence::Kind::EachKeeps, suspect.retained / std::max<std::uint64_t>(1, suspect.count),
                     suspect.count);
    suspect.confidence = confidenceOf(suspect, isEvident);
    suspect.isSmall = isSmall(input, suspect);
}

} // namespace heapwise
