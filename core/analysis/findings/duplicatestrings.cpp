#include "core/analysis/findings/finding.h"

namespace heapwise {

std::vector<Finding> findDuplicateStrings(const FindingInput& input)
{
    const StringGroups& strings = input.strings;
    Finding finding;
    finding.kind = Finding::Kind::DuplicateStrings;
    finding.count = strings.sums().copies;
    finding.bytes = strings.sums().wasted;
    if (finding.bytes < findings::kWorthSaying)
        return {};
    std::vector<std::uint32_t> texts;
    for (std::uint32_t g = 0; g < strings.size(); ++g)
        if (strings[g].isCopied() && !strings[g].isCut)
            texts.push_back(g);
    finding.distinct = texts.size();
    keepLargest(texts, findings::kMostObjects, [&](std::uint32_t g) { return strings[g].wasted(); });
    for (const std::uint32_t g : texts)
        finding.objects.push_back(strings.anyOf(g).value);
    finding.holder = NodeId{finding.objects.front()};
    return {finding};
}

} // namespace heapwise
