// One text, kept many times: what is parsed or decoded again for each message is a new string each time.
#include "core/analysis/detectors/members.h"

#include "core/analysis/findings/duplicatetexts.h"
#include "core/heap/fields/links.h"

namespace heapwise {

std::vector<Suspect> findRepeatedTexts(const DetectorInput& input)
{
    std::vector<Suspect> found;
    for (auto& copies : duplicateTexts(input.snapshot(), input.mine, input.progress)) {
        if (copies.nodes.size() < thresholds::kCopies)
            continue;
        const NodeId first{copies.nodes.front()};
        Suspect suspect;
        suspect.pattern = LeakPattern::DuplicateStrings;
        suspect.add(Evidence::Kind::Copies, copies.nodes.size(), 0, input.snapshot().strings().text(input.snapshot().nameId(first), 80));
        complete(input, suspect, std::move(copies.nodes));
        found.push_back(std::move(suspect));
    }
    return found;
}

} // namespace heapwise
