#include "core/analysis/query/stringmemo.h"

#include "core/snapshot/jsonstring.h"

#include <atomic>

namespace heapwise::query {

namespace {

constexpr std::uint8_t kNo = 1, kYes = 2;

} // namespace

StringMemo::StringMemo(const StringTable& strings, Condition condition)
    : m_strings(strings)
    , m_condition(std::move(condition))
    , m_known(strings.count())
{}

bool StringMemo::test(std::uint32_t stringId) const
{
    if (stringId >= m_known.size())
        return m_condition({});
    const std::uint8_t known = std::atomic_ref(m_known[stringId]).load(std::memory_order_relaxed);
    return known != 0 ? known == kYes : learn(stringId);
}

bool StringMemo::learn(std::uint32_t stringId) const
{
    const std::string_view raw = m_strings.raw(StringId{stringId});
    const bool isLike = isPlainJsonString(raw) ? m_condition(raw) : m_condition(decodeJsonString(raw));
    std::atomic_ref(m_known[stringId]).store(isLike ? kYes : kNo, std::memory_order_relaxed);
    return isLike;
}

} // namespace heapwise::query
