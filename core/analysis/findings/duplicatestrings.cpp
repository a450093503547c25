#include "core/analysis/findings/duplicatetexts.h"
#include "core/analysis/findings/finding.h"

#include "core/snapshot/jsonstring.h"

#include <tuple>
#include <unordered_map>

namespace heapwise {

namespace {

constexpr std::size_t kStoredCharacters = 1024;
constexpr std::uint32_t kStopEvery = 16384;

struct Copy {
    std::uint32_t text;
    Size bytes;
    std::uint32_t node;
};

/// Strings whose text stands at several nodes. A file holds each text once, so that equal names are equal texts.
std::vector<Copy> candidates(const Snapshot& snapshot, const BitSet& mine, const Progress& progress)
{
    Column<std::uint32_t> uses(std::size_t(snapshot.strings().count()) + 1);
    const auto isString = [&](std::uint32_t n) {
        return snapshot.types()[n] == NodeType::String && mine.test(n) && snapshot.names()[n] < snapshot.strings().count() &&
               snapshot.selfSize(NodeId{n}) > 0;
    };
    const auto goesOn = [&](std::uint32_t n) { return n % kStopEvery != 0 || !progress.stopRequested(); };
    for (std::uint32_t n = 0; n < snapshot.nodeCount() && goesOn(n); ++n)
        if (isString(n))
            ++uses[snapshot.names()[n]];
    std::vector<Copy> copies;
    for (std::uint32_t n = 0; n < snapshot.nodeCount() && goesOn(n); ++n)
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

std::vector<DuplicateText> duplicateTexts(const Snapshot& snapshot, const BitSet& mine, const Progress& progress)
{
    std::vector<Copy> copies = candidates(snapshot, mine, progress);
    std::ranges::sort(copies, [](const Copy& a, const Copy& b) {
        return std::tie(a.text, a.bytes, a.node) < std::tie(b.text, b.bytes, b.node);
    });
    std::vector<DuplicateText> texts;
    for (std::size_t begin = 0, end = 0; begin < copies.size(); begin = end) {
        if (progress.stopRequested())
            return {};
        const Copy& first = copies[begin];
        for (end = begin; end < copies.size() && copies[end].text == first.text && copies[end].bytes == first.bytes;)
            ++end;
        if (end - begin < 2 || isCut(snapshot, first.text))
            continue;
        DuplicateText& text = texts.emplace_back();
        text.bytes = first.bytes;
        for (std::size_t i = begin; i < end; ++i)
            text.nodes.push_back(copies[i].node);
    }
    return texts;
}

std::vector<Finding> findDuplicateStrings(const FindingInput& input)
{
    Finding finding;
    finding.kind = Finding::Kind::DuplicateStrings;
    std::unordered_map<std::uint32_t, Size> wasted; // by the first node of each text
    for (const DuplicateText& text : duplicateTexts(input.snapshot(), input.mine, input.progress)) {
        ++finding.distinct;
        finding.count += text.nodes.size();
        finding.bytes += text.wasted();
        wasted[text.nodes.front()] = text.wasted();
        finding.objects.push_back(text.nodes.front());
    }
    if (finding.bytes < findings::kWorthSaying)
        return {};
    keepLargest(finding.objects, findings::kMostObjects, [&](std::uint32_t n) { return wasted[n]; });
    finding.holder = NodeId{finding.objects.front()};
    return {finding};
}

} // namespace heapwise
