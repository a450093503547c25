#include "core/heap/nametags.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace heapwise {

namespace {

using namespace std::string_view_literals;

constexpr std::pair<std::string_view, NameTag> kNames[] = {
    {"system / NativeContext"sv, NameTag::NativeContext},
    {"sloppy_function_map"sv, NameTag::SloppyFunctionMap},
    {"(map descriptors)"sv, NameTag::MapDescriptors},
    {"(Document DOM trees)"sv, NameTag::DocumentDomTrees},
    {"system / ExternalStringData"sv, NameTag::ExternalStringData},
    {"Object"sv, NameTag::PlainObject},
    {"__proto__"sv, NameTag::Proto},
};
constexpr std::string_view kPairMark = "pair in WeakMap";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The text without the digits at its end; nothing when there are none.
std::optional<std::string_view> withoutLastDigits(std::string_view text)
{
    std::size_t end = text.size();
    while (end > 0 && isDigit(text[end - 1]))
        --end;
    return end < text.size() ? std::optional(text.substr(0, end)) : std::nullopt;
}

bool endsWith(std::string_view text, std::string_view suffix)
{
    return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

/// True when `text` ends in " @digits".
bool endsWithObjectId(std::string_view text)
{
    const auto before = withoutLastDigits(text);
    return before && endsWith(*before, " @");
}

bool hasLineBreak(std::string_view text)
{
    return text.find_first_of("\r\n") != text.npos || text.find("\xE2\x80\xA8") != text.npos ||
           text.find("\xE2\x80\xA9") != text.npos;
}

struct ParsedPair {
    std::string_view pair; ///< from " / part of key" on: the same in both names of a pair
    std::uint64_t tableId;
};

/// DIGITS / part of key (KEY @DIGITS) -> value (VALUE @DIGITS) pair in WeakMap (table @DIGITS), where KEY and
/// VALUE are any text of one line.
std::optional<ParsedPair> parsePair(std::string_view text)
{
    constexpr std::string_view kKey = " / part of key (", kValue = ") -> value (",
                               kTable = ") pair in WeakMap (table @";
    const std::size_t digits = std::size_t(std::find_if_not(text.begin(), text.end(), isDigit) - text.begin());
    if (digits == 0 || text.substr(digits, kKey.size()) != kKey || text.back() != ')')
        return {};
    const auto beforeId = withoutLastDigits(text.substr(0, text.size() - 1));
    if (!beforeId || !endsWith(*beforeId, kTable))
        return {};
    const std::size_t keyBegin = digits + kKey.size(), valueEnd = beforeId->size() - kTable.size();
    if (valueEnd < keyBegin)
        return {};
    const std::string_view middle = text.substr(keyBegin, valueEnd - keyBegin);
    if (!endsWithObjectId(middle) || hasLineBreak(middle))
        return {};
    for (std::size_t at = middle.find(kValue); at != middle.npos; at = middle.find(kValue, at + 1)) {
        const std::string_view value = middle.substr(at + kValue.size());
        if (endsWithObjectId(middle.substr(0, at)) && endsWithObjectId(value)) {
            const std::string_view id = text.substr(beforeId->size(), text.size() - 1 - beforeId->size());
            // An id of more than 19 digits is no object's id.
            return ParsedPair{text.substr(digits), id.size() < 20 ? std::stoull(std::string(id)) : UINT64_MAX};
        }
    }
    return {};
}

NameTag tagOf(const StringTable& strings, StringId id)
{
    const std::string_view raw = strings.raw(id);
    if (!raw.empty() && raw.back() == ')' && raw.find(kPairMark) != raw.npos)
        return parsePair(strings.text(id)) ? NameTag::WeakMapPair : NameTag::None;
    // Escaped spellings of these names are legal JSON, though V8 writes none: they are decoded to compare.
    const bool escaped = raw.size() < 200 && raw.find('\\') != raw.npos;
    for (const auto& [name, tag] : kNames)
        if (escaped ? strings.equals(id, name) : raw == name)
            return tag;
    return NameTag::None;
}

} // namespace

NameTags::NameTags(const StringTable& strings, unsigned threads, Progress& progress)
    : m_tags(strings.count())
{
    constexpr std::size_t kPart = 65536;
    const std::size_t count = strings.count();
    parallelFor(threads, (count + kPart - 1) / kPart, [&](std::size_t part) {
        if (progress.stopRequested())
            return;
        for (std::size_t i = part * kPart; i < std::min(count, (part + 1) * kPart); ++i)
            m_tags[i] = tagOf(strings, StringId{std::uint32_t(i)});
    });
    indexWeakMapPairs(strings);
}

void NameTags::indexWeakMapPairs(const StringTable& strings)
{
    std::unordered_map<std::string, std::uint32_t> pairs;
    for (std::uint32_t i = 0; i < m_tags.size(); ++i) {
        if (m_tags[i] != NameTag::WeakMapPair)
            continue;
        const std::string text = strings.text(StringId{i});
        const auto parsed = parsePair(text);
        const auto pair = pairs.emplace(parsed->pair, std::uint32_t(pairs.size())).first->second;
        m_pairNames.push_back(i);
        m_pairs.push_back({pair, parsed->tableId});
        m_tableIds.push_back(parsed->tableId);
        m_tableHashes.set(hash(parsed->tableId));
    }
    std::ranges::sort(m_tableIds);
    m_tableIds.erase(std::unique(m_tableIds.begin(), m_tableIds.end()), m_tableIds.end());
}

const WeakMapPair& NameTags::weakMapPair(std::uint32_t stringId) const
{
    const auto at = std::ranges::lower_bound(m_pairNames, stringId);
    return m_pairs[std::size_t(at - m_pairNames.begin())];
}

} // namespace heapwise
