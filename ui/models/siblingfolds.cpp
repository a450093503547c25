#include "ui/models/siblingfolds.h"

#include <utility>

namespace heapwise::ui {

void SiblingFolds::add(NodeId child, std::uint64_t key)
{
    const auto [at, isNew] = m_folds.try_emplace(key, std::uint32_t(m_ranges.size()));
    if (isNew)
        m_ranges.emplace_back();
    ++m_ranges[at->second].count;
    m_foldOf.push_back(at->second);
    m_members.push_back(child);
}

void SiblingFolds::close()
{
    std::vector<std::size_t> next;
    next.reserve(m_ranges.size());
    std::size_t end = 0;
    for (Range& range : m_ranges) {
        range.begin = end;
        next.push_back(end);
        end += range.count;
    }
    std::vector<NodeId> inOrder(m_members.size());
    for (std::size_t i = 0; i < m_members.size(); ++i)
        inOrder[next[m_foldOf[i]]++] = m_members[i];
    m_members = std::move(inOrder);
    m_foldOf = {};
}

std::span<const NodeId> SiblingFolds::members(std::uint64_t key) const
{
    const auto at = m_folds.find(key);
    if (at == m_folds.end())
        return {};
    const Range range = m_ranges[at->second];
    return std::span(m_members).subspan(range.begin, range.count);
}

} // namespace heapwise::ui
