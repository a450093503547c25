#include "core/analysis/comparison/stringgrowth.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <tuple>

namespace heapwise {

namespace {

constexpr std::size_t kStringGrowthPieces = 64;           ///< of the groups, for the threads
constexpr std::size_t kWholeText = 4 * kStoredCharacters; ///< bytes
constexpr std::uint32_t kTextsPerStop = 1024;

/// Strings that are the same text to a reader: flat, external and thin ones are.
enum class TextForm : std::uint8_t { Whole, Cut, SlicesOf, PutTogether };

TextForm formOf(const StringGroup& group)
{
    return group.kind == StringKind::Sliced         ? TextForm::SlicesOf
           : group.kind == StringKind::Concatenated ? TextForm::PutTogether
           : group.isCut                            ? TextForm::Cut
                                                    : TextForm::Whole;
}

struct TextEntry {
    std::uint64_t hash = 0;
    std::uint32_t length = 0;
    std::uint32_t group = 0;
    TextForm form = TextForm::Whole;
    bool isAfter = false;

    auto text() const { return std::tuple(hash, length, form); }
};

/// One entry for each group, from `begin` on.
void addEntries(const Heap& heap, const StringGroups& strings, bool isAfter, std::span<TextEntry> to,
                const Progress& progress)
{
    parallelFor(threadCount(0), kStringGrowthPieces, [&](std::size_t piece) {
        const auto begin = std::uint32_t(std::uint64_t(strings.size()) * piece / kStringGrowthPieces);
        const auto end = std::uint32_t(std::uint64_t(strings.size()) * (piece + 1) / kStringGrowthPieces);
        for (std::uint32_t g = begin; g < end; ++g) {
            if (g % kTextsPerStop == 0 && progress.stopRequested())
                return;
            const std::string text = textOf(heap, strings, g, kWholeText);
            to[g] = {std::hash<std::string_view>()(text), strings[g].length, g, formOf(strings[g]), isAfter};
        }
    });
}

/// What the entries of one text add up to.
GrownString sumUp(std::span<const TextEntry> entries, const StringGroups& before, const StringGroups& after)
{
    GrownString sum;
    Size largest = 0;
    for (const TextEntry& entry : entries) {
        const StringGroup& group = (entry.isAfter ? after : before)[entry.group];
        (entry.isAfter ? sum.countAfter : sum.countBefore) += group.count;
        (entry.isAfter ? sum.bytesAfter : sum.bytesBefore) += group.total();
        if (!entry.isAfter)
            continue;
        sum.wastedAfter += group.isCut ? 0 : group.wasted();
        if (group.total() > largest) // strings have a size
            sum.group = entry.group;
        largest = std::max(largest, group.total());
    }
    return sum;
}

void keepLargest(std::vector<GrownString>& grown, std::size_t most)
{
    const auto end = grown.begin() + std::ptrdiff_t(std::min(most, grown.size()));
    std::partial_sort(grown.begin(), end, grown.end(), [](const GrownString& a, const GrownString& b) {
        return std::tuple(a.growth(), b.group) > std::tuple(b.growth(), a.group);
    });
    grown.erase(end, grown.end());
}

} // namespace

StringGrowth findGrownStrings(const Comparison& comparison, std::size_t most, const Progress& progress)
{
    StringGrowth found;
    if (!comparison.hasRetained())
        return found;
    const Heap &first = *comparison.heap(0), &last = *comparison.heap(comparison.snapshotCount() - 1);
    const StringGroups before = groupStrings(first, {}, progress);
    found.last = groupStrings(last, {}, progress);
    found.before = before.sums();
    found.after = found.last.sums();
    std::vector<TextEntry> entries(before.size() + found.last.size());
    addEntries(first, before, false, std::span(entries).first(before.size()), progress);
    addEntries(last, found.last, true, std::span(entries).subspan(before.size()), progress);
    if (progress.stopRequested())
        return found;
    std::ranges::sort(entries, {}, [](const TextEntry& e) { return std::tuple(e.text(), e.isAfter, e.group); });
    for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
        while (end < entries.size() && entries[end].text() == entries[begin].text())
            ++end;
        const GrownString sum = sumUp(std::span(entries).subspan(begin, end - begin), before, found.last);
        if (sum.bytesAfter <= sum.bytesBefore)
            continue;
        ++found.grownTexts;
        found.grownBytes += sum.growth();
        found.grown.push_back(sum);
    }
    keepLargest(found.grown, most);
    return found;
}

} // namespace heapwise
