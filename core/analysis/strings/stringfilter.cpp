#include "core/analysis/strings/stringfilter.h"

#include "core/base/parallel.h"
#include "core/snapshot/jsonstring.h"

#include <algorithm>
#include <cstring>

namespace heapwise {

namespace {

constexpr std::uint32_t kStringFilterStopEvery = 1024;
constexpr std::size_t kStringFilterPieces = 64;

char small(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
}
char large(char c)
{
    return c >= 'a' && c <= 'z' ? char(c & ~0x20) : c;
}

const char* findByte(const char* from, const char* end, char c)
{
    const void* at = from < end ? std::memchr(from, c, std::size_t(end - from)) : nullptr;
    return at ? static_cast<const char*>(at) : end;
}

class GroupFilter {
public:
    GroupFilter(const Heap& heap, const StringGroups& strings, const StringFilter& filter)
        : m_heap(heap)
        , m_strings(strings)
        , m_filter(filter)
        , m_search(filter.part)
    {}

    bool passes(std::uint32_t g) const
    {
        const StringGroup& group = m_strings[g];
        if ((m_filter.kinds & StringFilter::bitOf(group.kind)) == 0 || group.length < m_filter.minLength)
            return false;
        return (!m_filter.copiedOnly || group.isCopied()) && (!m_filter.only || hasOneOf(*m_filter.only, g)) &&
               hasText(g);
    }

private:
    bool hasOneOf(const BitSet& wanted, std::uint32_t g) const
    {
        return std::ranges::any_of(m_strings.nodes(g), [&](std::uint32_t n) { return wanted.test(n); });
    }

    bool hasText(std::uint32_t g) const
    {
        if (m_filter.matches)
            return m_filter.matches(textOf(m_heap, m_strings, g));
        if (m_filter.part.empty())
            return true;
        const Snapshot& snapshot = *m_heap.snapshot;
        const NodeId sliced = slicedText(snapshot, m_strings, g);
        const NodeId node = sliced.isValid() ? sliced : m_strings.anyOf(g);
        return snapshot.type(node) == NodeType::String
                   ? m_search.matchesRaw(snapshot.strings().raw(snapshot.nameId(node)))
                   : m_search.matches(textOf(m_heap, m_strings, g));
    }

    const Heap& m_heap;
    const StringGroups& m_strings;
    const StringFilter& m_filter;
    TextSearch m_search;
};

} // namespace

TextSearch::TextSearch(std::string_view part)
    : m_part(part)
{
    std::ranges::transform(m_part, m_part.begin(), small);
}

bool TextSearch::matchesRaw(std::string_view raw) const
{
    return raw.find('\\') == raw.npos ? matches(raw) : matches(decodeJsonString(raw));
}

bool TextSearch::matches(std::string_view text) const
{
    if (m_part.empty())
        return true;
    if (text.size() < m_part.size())
        return false;
    const char* const end = text.data() + (text.size() - m_part.size() + 1);
    const char first = m_part.front(), other = large(first);
    const char* lower = findByte(text.data(), end, first);
    const char* upper = other == first ? end : findByte(text.data(), end, other);
    while (lower < end || upper < end) {
        const char*& at = lower < upper ? lower : upper;
        if (std::equal(m_part.begin(), m_part.end(), at, [](char part, char c) { return part == small(c); }))
            return true;
        at = findByte(at + 1, end, *at);
    }
    return false;
}

std::vector<std::uint32_t> filterStrings(const Heap& heap, const StringGroups& strings, const StringFilter& filter,
                                         const Progress& progress, unsigned threads)
{
    const GroupFilter passing(heap, strings, filter);
    std::vector<std::vector<std::uint32_t>> pieces(kStringFilterPieces);
    parallelFor(threadCount(threads), kStringFilterPieces, [&](std::size_t piece) {
        const auto begin = std::uint32_t(std::uint64_t(strings.size()) * piece / kStringFilterPieces);
        const auto end = std::uint32_t(std::uint64_t(strings.size()) * (piece + 1) / kStringFilterPieces);
        for (std::uint32_t g = begin;
             g < end && !((g - begin) % kStringFilterStopEvery == 0 && progress.stopRequested()); ++g)
            if (passing.passes(g))
                pieces[piece].push_back(g);
    });
    std::vector<std::uint32_t> all;
    for (const auto& piece : pieces)
        all.insert(all.end(), piece.begin(), piece.end());
    return all;
}

std::vector<std::uint32_t> firstStrings(const Heap& heap, const StringGroups& strings, const StringFilter& filter,
                                        std::size_t most, const Progress& progress)
{
    const GroupFilter passing(heap, strings, filter);
    std::vector<std::uint32_t> found;
    for (std::uint32_t g = 0; g < strings.size() && found.size() < most; ++g) {
        if (g % kStringFilterStopEvery == 0 && progress.stopRequested())
            break;
        if (passing.passes(g))
            found.push_back(g);
    }
    return found;
}

Size valueOf(const StringGroup& group, StringOrder order)
{
    switch (order) {
    case StringOrder::Wasted:
        return group.wasted();
    case StringOrder::Retained:
        return group.retained;
    case StringOrder::Total:
        return group.total();
    case StringOrder::Each:
        return group.each;
    case StringOrder::Copies:
        return group.count;
    case StringOrder::Length:
        return group.length;
    }
    return 0;
}

bool comesBefore(const StringGroups& strings, StringOrder order, bool descending, std::uint32_t a, std::uint32_t b)
{
    const Size left = valueOf(strings[a], order), right = valueOf(strings[b], order);
    return left == right ? a < b : (left > right) == descending;
}

} // namespace heapwise
