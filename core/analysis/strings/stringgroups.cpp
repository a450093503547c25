#include "core/analysis/strings/stringgroups.h"

#include "core/analysis/search/nodesbyname.h"
#include "core/base/parallel.h"
#include "core/heap/fields/links.h"
#include "core/snapshot/jsonstring.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace heapwise {

namespace {

constexpr std::uint32_t kStringGroupsStopEvery = 16384;
constexpr std::size_t kStringGroupsPieces = 64; ///< of the string table, for the threads
/// A string with its characters elsewhere is a header and two pointers; one with its characters a header and at least
/// a byte for each.
constexpr Size kLargestExternal = 32, kSmallestHeader = 12;

} // namespace

/// Steps: strings counted by text and put behind each other; of each text, in parallel, its length and a group for each
/// kind and size; slices by what they are slices of; concatenations, whose parts the dominator tree has below them.
class StringGrouping {
public:
    StringGrouping(const Heap& heap, const StringOptions& options, const Progress& progress)
        : m_heap(heap)
        , m_snapshot(*heap.snapshot)
        , m_options(options)
        , m_progress(progress)
    {}

    StringGroups make()
    {
        // Two passes over the nodes to sort them by text, one each for slices and concatenations.
        if (m_options.counted)
            m_options.counted->begin(0, 4 * std::uint64_t(m_snapshot.nodeCount()) + m_snapshot.strings().count());
        NodesByName byText = NodesByName::sort(
            m_snapshot, NodeType::String, [this](std::uint32_t n) { return isWanted(n); }, m_progress);
        count(2 * std::uint64_t(m_snapshot.nodeCount()));
        m_result.m_nodes = byText.takeNodes();
        groupTexts(byText);
        groupSlices();
        groupConcatenations();
        for (const StringGroup& group : m_result.m_groups)
            m_result.m_sums.add(group);
        return std::move(m_result);
    }

private:
    void count(std::uint64_t items) const
    {
        if (m_options.counted)
            m_options.counted->advance(items);
    }

    bool isWanted(std::uint32_t n) const
    {
        return (!m_options.only || m_options.only->test(n)) && m_heap.objects->shallowSize(NodeId{n}) > 0;
    }

    /// Calls f(node) for each string of the type that is asked for, in the order of the file.
    template <typename F>
    void forEachString(NodeType type, F&& f) const
    {
        for (std::uint32_t n = 0; n < m_snapshot.nodeCount(); ++n) {
            if (n % kStringGroupsStopEvery == 0) {
                if (m_progress.stopRequested())
                    return;
                count(kStringGroupsStopEvery);
            }
            if (m_snapshot.types()[n] == type && isWanted(n))
                f(n);
        }
    }

    void groupTexts(const NodesByName& byText)
    {
        const std::uint32_t texts = byText.textCount();
        std::vector<std::vector<StringGroup>> pieces(kStringGroupsPieces);
        parallelFor(threadCount(m_options.threads), kStringGroupsPieces, [&](std::size_t piece) {
            const auto begin = std::uint32_t(std::uint64_t(texts) * piece / kStringGroupsPieces);
            const auto end = std::uint32_t(std::uint64_t(texts) * (piece + 1) / kStringGroupsPieces);
            for (std::uint32_t t = begin; t < end; ++t) {
                if ((t - begin) % 1024 == 0 && m_progress.stopRequested())
                    return;
                groupText(StringId{t}, byText.begin(StringId{t}), byText.end(StringId{t}), pieces[piece]);
            }
            count(end - begin);
        });
        for (auto& piece : pieces)
            m_result.m_groups.insert(m_result.m_groups.end(), piece.begin(), piece.end());
    }

    /// The strings of one text stand in m_nodes from `begin` to `end`.
    void groupText(StringId text, std::uint32_t begin, std::uint32_t end, std::vector<StringGroup>& groups)
    {
        if (begin == end)
            return;
        const auto length =
            std::uint32_t(std::min<std::size_t>(jsonUtf16Length(m_snapshot.strings().raw(text)), UINT32_MAX));
        const auto keyOf = [&](std::uint32_t n) {
            const Size bytes = m_heap.objects->shallowSize(NodeId{n});
            return std::tuple(kindOf(NodeId{n}, bytes, length), bytes, n);
        };
        const auto nodes = std::span(m_result.m_nodes).subspan(begin, end - begin);
        std::ranges::sort(nodes, {}, keyOf);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const auto [kind, bytes, node] = keyOf(nodes[i]);
            const bool isSame = i > 0 && groups.back().kind == kind && groups.back().each == bytes;
            StringGroup& group = isSame ? groups.back() : groups.emplace_back();
            if (!isSame) {
                group.first = begin + std::uint32_t(i);
                group.kind = kind;
                group.each = bytes;
                group.length = length;
                group.isCut = length == kStoredCharacters;
            }
            ++group.count;
            group.retained += m_heap.dominators->retainedSize(NodeId{node});
        }
    }

    StringKind kindOf(NodeId n, Size bytes, std::uint32_t length) const
    {
        if (internalLink(m_snapshot, n, "actual").isValid())
            return StringKind::Thin;
        return bytes <= kLargestExternal && bytes < kSmallestHeader + length ? StringKind::External : StringKind::Flat;
    }

    void groupSlices()
    {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> slices; // the text, and the slice
        forEachString(NodeType::SlicedString, [&](std::uint32_t n) {
            slices.emplace_back(internalLink(m_snapshot, NodeId{n}, "parent").value, n);
        });
        std::ranges::sort(slices);
        for (std::size_t i = 0; i < slices.size() && !m_progress.stopRequested(); ++i) {
            const auto [text, node] = slices[i];
            const Size bytes = m_heap.objects->shallowSize(NodeId{node});
            const bool isKnown = text != NodeId::kNone;
            if (!isKnown || i == 0 || slices[i - 1].first != text)
                begin(StringKind::Sliced, bytes, isKnown ? lengthOf(NodeId{text}) : 0);
            add(node);
            if (isKnown && (i + 1 == slices.size() || slices[i + 1].first != text))
                m_result.m_groups.back().retained = retainedBySlices(NodeId{text});
        }
    }

    /// Of the group that was just completed.
    Size retainedBySlices(NodeId text) const
    {
        const StringGroup& group = m_result.m_groups.back();
        const auto slices = std::span(m_result.m_nodes).subspan(group.first, group.count);
        const Retainers& retainers = *m_heap.retainers;
        for (std::uint64_t i = 0; i < retainers.count(text); ++i)
            if (!std::ranges::binary_search(slices, retainers.source(text, i).value))
                return group.total();
        return group.total() + m_heap.dominators->retainedSize(text);
    }

    void groupConcatenations()
    {
        bool hasAny = false;
        forEachString(NodeType::ConcatenatedString, [&](std::uint32_t) { hasAny = true; });
        if (!hasAny)
            return;
        // In preorder, where what is concatenated of concatenations comes before these.
        Column<std::uint32_t> groupOf(m_snapshot.nodeCount());
        std::uint32_t seen = 0;
        for (const std::uint32_t n : m_heap.dominators->order()) {
            if (++seen % kStringGroupsStopEvery == 0 && m_progress.stopRequested())
                return;
            if (m_snapshot.types()[n] != NodeType::ConcatenatedString)
                continue;
            const NodeId above = m_heap.dominators->immediateDominator(NodeId{n});
            const bool isPart =
                above.isValid() && m_snapshot.type(above) == NodeType::ConcatenatedString && groupOf[above.value] > 0;
            const Size bytes = m_heap.objects->shallowSize(NodeId{n});
            if (isPart) {
                groupOf[n] = groupOf[above.value];
                m_result.m_groups[groupOf[n] - 1].each += bytes;
            } else if (isWanted(n)) {
                begin(StringKind::Concatenated, bytes, lengthOf(NodeId{n}));
                add(n);
                m_result.m_groups.back().retained = m_heap.dominators->retainedSize(NodeId{n});
                groupOf[n] = m_result.size();
            }
        }
    }

    void begin(StringKind kind, Size bytes, std::uint32_t length)
    {
        StringGroup& group = m_result.m_groups.emplace_back();
        group.first = std::uint32_t(m_result.m_nodes.size());
        group.kind = kind;
        group.each = bytes;
        group.length = length;
    }

    void add(std::uint32_t node)
    {
        m_result.m_nodes.push_back(node);
        ++m_result.m_groups.back().count;
    }

    std::uint32_t lengthOf(NodeId n) const
    {
        return std::uint32_t(utf16Length(stringText(m_snapshot, n, kStoredCharacters)));
    }

    const Heap& m_heap;
    const Snapshot& m_snapshot;
    const StringOptions& m_options;
    const Progress& m_progress;
    StringGroups m_result;
};

void StringSums::add(const StringGroup& group)
{
    strings += group.count;
    bytes += group.total();
    if (!group.isCopied())
        return;
    (group.isCut ? possibleCopies : copies) += group.count;
    (group.isCut ? possiblyWasted : wasted) += group.wasted();
}

std::optional<std::uint32_t> StringGroups::groupOf(NodeId n) const
{
    const auto at = std::ranges::find(m_nodes, n.value);
    if (at == m_nodes.end())
        return std::nullopt;
    const auto place = std::uint32_t(at - m_nodes.begin());
    const auto after = std::ranges::upper_bound(m_groups, place, {}, &StringGroup::first);
    return std::uint32_t(after - m_groups.begin()) - 1;
}

StringGroups groupStrings(const Heap& heap, const StringOptions& options, const Progress& progress)
{
    return StringGrouping(heap, options, progress).make();
}

NodeId slicedText(const Snapshot& snapshot, const StringGroups& strings, std::uint32_t group)
{
    return strings[group].kind == StringKind::Sliced ? internalLink(snapshot, strings.anyOf(group), "parent")
                                                     : NodeId();
}

std::string textOf(const Heap& heap, const StringGroups& strings, std::uint32_t group, std::size_t maxBytes)
{
    const NodeId sliced = slicedText(*heap.snapshot, strings, group);
    return stringText(*heap.snapshot, sliced.isValid() ? sliced : strings.anyOf(group), maxBytes);
}

} // namespace heapwise
