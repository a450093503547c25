#include "core/snapshot/stringtable.h"

#include "core/snapshot/jsonstring.h"

#include <algorithm>

namespace heapwise {

StringTable::StringTable(std::shared_ptr<const void> keepAlive, std::string_view text, Column<std::uint64_t> starts)
    : m_keepAlive(std::move(keepAlive))
    , m_text(text)
    , m_starts(std::move(starts))
{}

std::string_view StringTable::raw(StringId id) const
{
    if (id.value >= count())
        return {};
    const std::uint64_t begin = m_starts[id.value];
    // Before the next string stand its quote, a comma, white space, and our closing quote.
    // (Where a page was lost under a mapped index, the next start reads as zero: less one, that is beyond the text.)
    std::uint64_t end = id.value + 1 < count() ? m_starts[id.value + 1] - 1 : m_text.size();
    end = std::min<std::uint64_t>(end, m_text.size());
    while (end > begin && m_text[end - 1] != '"')
        --end;
    return m_text.substr(begin, end > begin ? end - 1 - begin : 0);
}

std::string StringTable::text(StringId id) const
{
    return decodeJsonString(raw(id));
}

std::string StringTable::text(StringId id, std::size_t maxBytes) const
{
    // An escape is at most six bytes for one character, so this much raw text holds maxBytes of decoded text.
    std::string_view bytes = raw(id);
    if (bytes.size() > 6 * maxBytes + 16)
        bytes = cutJsonString(bytes, 6 * maxBytes);
    std::string result = decodeJsonString(bytes);
    if (result.size() > maxBytes)
        result.resize(utf8Boundary(result, maxBytes));
    return result;
}

bool StringTable::equals(StringId id, std::string_view text) const
{
    const std::string_view bytes = raw(id);
    return isPlainJsonString(bytes) ? bytes == text : decodeJsonString(bytes) == text;
}

bool StringTable::startsWith(StringId id, std::string_view prefix) const
{
    const std::string_view bytes = raw(id);
    if (!isPlainJsonString(bytes.substr(0, prefix.size())))
        return decodeJsonString(bytes).compare(0, prefix.size(), prefix) == 0;
    return bytes.substr(0, prefix.size()) == prefix;
}

bool StringTable::isPlain(StringId id) const
{
    return isPlainJsonString(raw(id));
}

} // namespace heapwise
