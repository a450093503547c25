// Equal strings that are kept more than once. A file holds each text once, so that equal names are equal texts;
// texts that V8 cut are left out, for what follows the cut may differ, and so are strings of another size, whose
// ends differ or whose characters are stored differently.
#include "core/analysis/findings/finding.h"

#include "core/snapshot/jsonstring.h"

#include <tuple>
#include <unordered_map>

namespace heapwise {

namespace {

constexpr std::size_t kStoredCharacters = 1024;

struct Copy {
    std::uint32_t text;
    Size bytes;
    std::uint32_t node;
};

/// Strings whose text stands at several nodes.
std::vector<Copy> candidates(const FindingInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    Column<std::uint32_t> uses(std::size_t(snapshot.strings().count()) + 1);
    const auto isString = [&](std::uint32_t n) {
        return snapshot.types()[n] == NodeType::String && input.mine.test(n) && snapshot.names()[n] < snapshot.strings().count() &&
               snapshot.selfSize(NodeId{n}) > 0;
    };
    for (std::uint32_t n = 0; n < snapshot.nodeCount() && !input.stopAt(n); ++n)
        if (isString(n))
            ++uses[snapshot.names()[n]];
    std::vector<Copy> copies;
    for (std::uint32_t n = 0; n < snapshot.nodeCount() && !input.stopAt(n); ++n)
        if (isString(n) && uses[snapshot.names()[n]] > 1)
            copies.push_back({snapshot.names()[n], snapshot.selfSize(NodeId{n}), n});
    return copies;
}

bool isCut(const Snapshot& snapshot, std::uint32_t text)
{
    const StringId id{text};
    return snapshot.strings().raw(id).size() >= kStoredCharacters &&
           utf16Length(snapshot.strings().text(id)) >= kStoredCharacters;
}

} // namespace

std::vector<Finding> findDuplicateStrings(const FindingInput& input)
{
    std::vector<Copy> copies = candidates(input);
    std::ranges::sort(copies, [](const Copy& a, const Copy& b) {
        return std::tie(a.text, a.bytes, a.node) < std::tie(b.text, b.bytes, b.node);
    });
    Finding finding;
    finding.kind = Finding::Kind::DuplicateStrings;
    std::unordered_map<std::uint32_t, Size> wasted; // by the first node of each text
    for (std::size_t begin = 0, end = 0; begin < copies.size(); begin = end) {
        if (input.progress.stopRequested())
            return {};
        const Copy& first = copies[begin];
        for (end = begin; end < copies.size() && copies[end].text == first.text && copies[end].bytes == first.bytes;)
            ++end;
        if (end - begin < 2 || isCut(input.snapshot(), first.text))
            continue;
        ++finding.distinct;
        finding.count += end - begin;
        wasted[first.node] = (end - begin - 1) * first.bytes;
        finding.bytes += wasted[first.node];
        finding.objects.push_back(first.node);
    }
    if (finding.bytes < findings::kWorthSaying)
        return {};
    keepLargest(finding.objects, findings::kMostObjects, [&](std::uint32_t n) { return wasted[n]; });
    finding.holder = NodeId{finding.objects.front()};
    return {finding};
}

} // namespace heapwise
