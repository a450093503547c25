// One text, kept many times: what is parsed or decoded again for each message is a new string each time.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

namespace heapwise {

std::vector<Suspect> findRepeatedTexts(const DetectorInput& input)
{
    std::vector<Suspect> found;
    const StringGroups& strings = input.strings;
    for (std::uint32_t g = 0; g < strings.size() && !input.stopAt(g); ++g) {
        if (!strings[g].isCopied() || strings[g].isCut || strings[g].count < thresholds::kCopies)
            continue;
        const auto copies = strings.nodes(g);
        Suspect suspect;
        suspect.pattern = LeakPattern::DuplicateStrings;
        suspect.add(Evidence::Kind::Copies, copies.size(), 0, textOf(input.heap, strings, g, 80));
        complete(input, suspect, {copies.begin(), copies.end()});
        found.push_back(std::move(suspect));
    }
    return found;
}

} // namespace heapwise
