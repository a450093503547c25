// Short pieces of long texts. V8 does not copy what slice(), substring() or a match returns when it has 13 characters
// or more, but refers to the text it was cut from, which so stays alive as a whole.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"
#include "core/snapshot/jsonstring.h"

#include <algorithm>

namespace heapwise {

std::vector<Suspect> findPinnedTexts(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<std::uint32_t> pieces, pinned;
    Size text = 0;
    for (std::uint32_t i = 0; i < snapshot.nodeCount() && !input.stopAt(i); ++i) {
        const NodeId piece{i};
        if (snapshot.type(piece) != NodeType::SlicedString || !input.isMine(piece))
            continue;
        const NodeId parent = internalLink(snapshot, piece, "parent");
        if (!parent.isValid() || input.tree().immediateDominator(parent) != piece)
            continue;
        pieces.push_back(i);
        pinned.push_back(parent.value);
        text += utf16Length(snapshot.name(piece));
    }
    const Size bytes = retainedTogether(input.tree(), pinned);
    if (bytes < thresholds::kPinned || bytes < thresholds::kPinnedFactor * text)
        return {};
    const NodeId largest{
        *std::ranges::max_element(pieces, {}, [&](std::uint32_t n) { return input.tree().retainedSize(NodeId{n}); })};
    Suspect suspect;
    suspect.pattern = LeakPattern::PinnedStrings;
    suspect.evidence.push_back({Evidence::Kind::Pieces, pieces.size(), text, bytes, {}, largest});
    complete(input, suspect, std::move(pieces));
    return {suspect};
}

} // namespace heapwise
