#pragma once

#include "core/analysis/detectors/detector.h"
#include "core/graph/topmost.h"

#include <string>
#include <vector>

namespace heapwise {

/// The class most of `nodes` are of, and how many; of equal ones the first in the table.
struct Majority {
    ClassId heapClass;
    std::uint64_t count = 0;
};
Majority majorityClass(const DetectorInput& input, const std::vector<std::uint32_t>& nodes);

/// Functions of one place in the source have this in common, whatever their scopes are; the function itself where
/// the file does not tell.
NodeId sourceFunction(const Snapshot& snapshot, NodeId closure);
/// The code of the function is in a file of the program or of a package.
bool isOfProgram(const DetectorInput& input, NodeId closure);
std::string functionName(const Snapshot& snapshot, NodeId closure); ///< "(anonymous)" where it has none

/// `members` by a key, in order of first appearance.
template <typename KeyOf>
std::vector<std::vector<std::uint32_t>> groupedBy(const std::vector<std::uint32_t>& members, KeyOf&& keyOf);

/// Fills in what follows from pattern, holder, container and members: sizes, names, places, the path, how sure and
/// how important it is. `count` and `name` stay where they are set; without a holder it is what keeps all members, or
/// the largest of them where only the roots do. `isEvident`: the pattern leaves no doubt that this is data, not a
/// table of the program.
void complete(const DetectorInput& input, Suspect& suspect, std::vector<std::uint32_t> members, bool isEvident = true);

} // namespace heapwise

#include <unordered_map>

template <typename KeyOf>
std::vector<std::vector<std::uint32_t>> heapwise::groupedBy(const std::vector<std::uint32_t>& members, KeyOf&& keyOf)
{
    std::vector<std::vector<std::uint32_t>> groups;
    std::unordered_map<decltype(keyOf(NodeId{})), std::size_t> places;
    for (const std::uint32_t member : members) {
        const auto [at, isNew] = places.emplace(keyOf(NodeId{member}), groups.size());
        if (isNew)
            groups.emplace_back();
        groups[at->second].push_back(member);
    }
    return groups;
}
