#include "core/analysis/comparison/objectindex.h"

#include <algorithm>

namespace heapwise {

namespace {

constexpr std::size_t kEntriesPerNode = 2; ///< of the table, at most

bool isOdd(std::uint32_t id)
{
    return (id & 1) != 0;
}

} // namespace

ObjectIndex::ObjectIndex(const Snapshot& snapshot)
{
    const auto ids = snapshot.objectIds();
    std::uint32_t largest = 0;
    for (const std::uint32_t id : ids)
        largest = isOdd(id) ? std::max(largest, id) : largest;
    if (std::size_t entries = std::size_t(largest) / 2 + 1; entries <= kEntriesPerNode * ids.size())
        m_byOddId.resize(entries);
    for (std::uint32_t n = 0; n < ids.size(); ++n) {
        if (!isOdd(ids[n]) || m_byOddId.empty())
            m_others.emplace_back(ids[n], n);
        else if (std::uint32_t& entry = m_byOddId[ids[n] / 2]; entry == 0)
            entry = n + 1;
    }
    std::ranges::sort(m_others);
}

NodeId ObjectIndex::find(ObjectId id) const
{
    if (isOdd(id.value) && !m_byOddId.empty()) {
        const std::size_t at = id.value / 2;
        return at < m_byOddId.size() && m_byOddId[at] != 0 ? NodeId{m_byOddId[at] - 1} : NodeId{};
    }
    const auto at = std::ranges::lower_bound(m_others, Entry{id.value, 0});
    return at != m_others.end() && at->first == id.value ? NodeId{at->second} : NodeId{};
}

} // namespace heapwise
