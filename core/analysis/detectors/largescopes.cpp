// Functions that keep more than they need. All functions made in one scope share it, and it holds each variable that
// any of them names: a small callback may keep a large buffer that only its sibling uses. And scopes that hold one
// another, each through what the one before made, never end.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

#include <algorithm>

namespace heapwise {

namespace {

/// The variable that most of what the scopes keep hangs on.
struct LargeVariable {
    std::uint32_t name = 0; ///< string id
    Size bytes = 0;
};

LargeVariable largestVariable(const DetectorInput& input, const std::vector<std::uint32_t>& scopes)
{
    const Snapshot& snapshot = input.snapshot();
    std::unordered_map<std::uint32_t, Size> sums;
    for (const std::uint32_t scope : scopes)
        forEachEdge(snapshot, NodeId{scope}, [&](EdgeIndex e) {
            const NodeId value = snapshot.edgeTarget(e);
            if (snapshot.edgeType(e) == EdgeType::Context && input.tree().immediateDominator(value) == NodeId{scope})
                sums[snapshot.edgeNameOrIndex(e)] += input.tree().retainedSize(value);
        });
    LargeVariable largest;
    for (const auto& [name, bytes] : sums)
        if (bytes > largest.bytes || (bytes == largest.bytes && name < largest.name))
            largest = {name, bytes};
    return largest;
}

/// How many of the scopes lie below another of them in the dominator tree, one below the other.
std::uint64_t longestChain(const DetectorInput& input, std::vector<std::uint32_t> scopes)
{
    const DominatorTree& tree = input.tree();
    std::ranges::sort(scopes, {}, [&](std::uint32_t n) { return tree.position(NodeId{n}); });
    std::vector<std::uint32_t> open; // scopes whose subtrees the next one may be in
    std::size_t longest = 0;
    for (const std::uint32_t scope : scopes) {
        while (!open.empty() && !tree.dominates(NodeId{open.back()}, NodeId{scope}))
            open.pop_back();
        open.push_back(scope);
        longest = std::max(longest, open.size());
    }
    return longest;
}

/// A function of the program that has the scope, to say where it stands.
NodeId functionOf(const DetectorInput& input, NodeId scope)
{
    const Retainers& retainers = *input.heap.retainers;
    constexpr std::uint64_t kMostLooked = 100;
    for (std::uint64_t i = 0; i < std::min(retainers.count(scope), kMostLooked); ++i) {
        const NodeId source = retainers.source(scope, i);
        if (input.snapshot().type(source) == NodeType::Closure && isOfProgram(input, source))
            return source;
    }
    return {};
}

void judge(const DetectorInput& input, std::vector<std::uint32_t> scopes, std::vector<Suspect>& found)
{
    const Snapshot& snapshot = input.snapshot();
    const NodeId function = functionOf(input, NodeId{scopes.front()});
    const LargeVariable variable = largestVariable(input, scopes);
    const std::uint64_t chain = longestChain(input, scopes);
    const Size all = retainedTogether(input.tree(), scopes);
    const bool isLarge = double(variable.bytes) >= thresholds::kVariableShare * double(all) &&
                         variable.bytes >= thresholds::kVariableBytes * scopes.size();
    const bool isChain = chain >= thresholds::kScopeChain;
    if (!function.isValid() || (!isLarge && !isChain))
        return;
    Suspect suspect;
    suspect.pattern = LeakPattern::ClosureScope;
    suspect.name = functionName(snapshot, function);
    suspect.areFunctions = true;
    suspect.place = snapshot.location(function);
    if (variable.bytes > 0)
        suspect.addBytes(Evidence::Kind::Variable, isChain ? all : variable.bytes, scopes.size(),
                         snapshot.strings().text(StringId{variable.name}, 256));
    if (isChain)
        suspect.add(Evidence::Kind::ScopeChain, chain);
    complete(input, suspect, std::move(scopes));
    found.push_back(std::move(suspect));
}

} // namespace

std::vector<Suspect> findLargeScopes(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<std::uint32_t> scopes;
    std::uint64_t seen = 0;
    for (const NodeId scope : input.census.objects(Census::Name::Context)) {
        if (input.stopAt(++seen))
            return {};
        if (input.isMine(scope) && snapshot.type(scope) == NodeType::Object)
            scopes.push_back(scope.value);
    }
    std::vector<Suspect> found;
    for (auto& group :
         groupedBy(scopes, [&](NodeId scope) { return internalLink(snapshot, scope, "scope_info").value; })) {
        if (input.progress.stopRequested())
            break;
        if (group.size() >= thresholds::kScopes)
            judge(input, std::move(group), found);
    }
    return found;
}

} // namespace heapwise
