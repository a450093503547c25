#pragma once

#include "ui/models/childsource.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace heapwise::ui {

/// True when `a` comes before `b`. Ties are broken by node, so that an order is the same every time.
using ItemLess = std::function<bool(const TreeItem&, const TreeItem&)>;

/// Numbers of a column; names are left to the caller.
ItemLess lessBy(TreeColumn column, bool descending);

/// Keeps the first `limit` of any number of rows: O(rows) time, O(limit) memory.
class FirstOf {
public:
    FirstOf(std::size_t limit, ItemLess less)
        : m_limit(limit)
        , m_less(std::move(less))
    {}

    void add(const TreeItem& item)
    {
        m_items.push_back(item);
        if (m_limit < m_items.max_size() / 4 && m_items.size() >= 2 * m_limit + 1024)
            cut();
    }
    std::vector<TreeItem> take()
    {
        cut();
        std::sort(m_items.begin(), m_items.end(), m_less);
        return std::move(m_items);
    }

private:
    void cut()
    {
        if (m_items.size() <= m_limit)
            return;
        const auto end = m_items.begin() + std::ptrdiff_t(m_limit);
        std::nth_element(m_items.begin(), end, m_items.end(), m_less);
        m_items.erase(end, m_items.end());
    }

    std::size_t m_limit;
    ItemLess m_less;
    std::vector<TreeItem> m_items;
};

/// Adds the numbers of one row to sums over many.
inline void addTo(TreeItem& sums, const TreeItem& item)
{
    sums.objects += item.objects;
    sums.shallow += item.shallow;
    sums.retained += item.retained;
}

} // namespace heapwise::ui
