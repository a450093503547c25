#include "core/analysis/search/searchindex.h"

#include "core/analysis/strings/stringfilter.h"

#include <algorithm>

namespace heapwise {

namespace {

constexpr std::uint32_t kStopEvery = 1024;
constexpr std::size_t kTextsRanked = 256;
constexpr std::size_t kNameBytes = 256;

std::vector<FoundName> best(std::vector<FoundName> found, std::size_t most)
{
    std::ranges::stable_sort(found, [](const FoundName& a, const FoundName& b) {
        return a.score != b.score ? a.score > b.score : a.count > b.count;
    });
    found.resize(std::min(found.size(), most));
    return found;
}

} // namespace

SearchIndex::SearchIndex(const Heap& heap, const Progress& progress)
    : m_functions(NodesByName::sort(
          *heap.snapshot, NodeType::Closure, [](std::uint32_t) { return true; }, progress))
    , m_strings(NodesByName::sort(
          *heap.snapshot, NodeType::String, [](std::uint32_t) { return true; }, progress))
{}

std::vector<FoundName> SearchIndex::findFunctions(const Heap& heap, const NameMatch& match, std::size_t most,
                                                  const Progress& progress) const
{
    const StringTable& texts = heap.snapshot->strings();
    std::vector<FoundName> found;
    for (std::uint32_t t = 0; t < m_functions.textCount(); ++t) {
        if (t % kStopEvery == 0 && progress.stopRequested())
            return {};
        const StringId text{t};
        if (!m_functions.isUsed(text))
            continue;
        const int score =
            texts.isPlain(text) ? match.score(texts.raw(text)) : match.score(texts.text(text, kNameBytes));
        if (score > 0 && !texts.raw(text).empty())
            found.push_back({{}, text, m_functions.nodes(text).size(), score});
    }
    return best(std::move(found), most);
}

std::vector<FoundName> SearchIndex::findStrings(const Heap& heap, std::string_view part, std::size_t most,
                                                const Progress& progress) const
{
    const StringTable& texts = heap.snapshot->strings();
    const TextSearch search(part);
    const NameMatch match(part);
    std::vector<FoundName> found;
    for (std::uint32_t t = 0; t < m_strings.textCount() && found.size() < kTextsRanked; ++t) {
        if (t % kStopEvery == 0 && progress.stopRequested())
            return {};
        const StringId text{t};
        if (m_strings.isUsed(text) && search.matchesRaw(texts.raw(text)))
            found.push_back({{}, text, m_strings.nodes(text).size(), 1 + match.score(texts.text(text, kNameBytes))});
    }
    return best(std::move(found), most);
}

std::vector<FoundName> findClasses(const ClassTable& classes, const NameMatch& match, std::size_t most)
{
    std::vector<FoundName> found;
    for (std::uint32_t c = 0; c < classes.size(); ++c) {
        const HeapClass& heapClass = classes[ClassId{c}];
        if (heapClass.count == 0)
            continue;
        if (const int score = match.score(heapClass.name); score > 0)
            found.push_back({ClassId{c}, {}, heapClass.count, score});
    }
    return best(std::move(found), most);
}

} // namespace heapwise
