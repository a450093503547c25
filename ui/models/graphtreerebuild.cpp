// The part of GraphTreeModel that puts rows in another order or takes those of a newer source, in place.
#include "ui/models/graphtreemodel.h"

#include <algorithm>
#include <unordered_map>

namespace heapwise::ui {
namespace {

constexpr std::size_t kKeptRows = 500; ///< per parent: rows kept in sight wherever the order puts them

} // namespace

/// One order for each loaded parent. Rows that are expanded or selected are asked for by name, so that they
/// stay when the new order has them beyond the rows shown.
std::vector<GraphTreeModel::Order> GraphTreeModel::rebuildOrders() const
{
    std::unordered_map<std::uint32_t, std::vector<TreeItem>> kept;
    for (std::uint32_t s = 1; s < m_slots.size(); ++s)
        if (m_slots[s].isLive)
            kept[m_slots[s].parentSlot].push_back(parentItem(s, *m_nextSource));
    for (const QModelIndex& index : persistentIndexList())
        if (const TreeItem* row = index.column() == 0 ? item(index) : nullptr)
            kept[std::uint32_t(index.internalId())].push_back(*row);

    std::vector<Order> orders;
    for (std::uint32_t s = 0; s < m_slots.size(); ++s) {
        if (!m_slots[s].isLive)
            continue;
        Order order{s, requestFor(s, *m_nextSource)};
        const auto at = kept.find(s);
        if (at != kept.end() && order.request.limit != SIZE_MAX) {
            at->second.resize(std::min(at->second.size(), kKeptRows));
            order.request.include.insert(order.request.include.end(), at->second.begin(), at->second.end());
        }
        orders.push_back(std::move(order));
    }
    return orders;
}

void GraphTreeModel::rebuild()
{
    std::vector<Order> orders = rebuildOrders();
    std::uint64_t cost = 0;
    for (const Order& order : orders)
        cost += m_nextSource->cost(order.request.parent, kCheap);
    auto work = [source = m_nextSource, orders = std::move(orders)](const Progress& progress) {
        return pagesOf(*source, orders, progress);
    };
    if (cost <= kCheap) {
        m_rebuilding.drop();
        applyRebuild(work(Progress()));
    } else {
        announceRebuild();
        m_rebuilding.start(std::move(work), [this](const Pages& pages) { applyRebuild(pages); });
    }
    updateWorking();
}

void GraphTreeModel::applyRebuild(const Pages& pages)
{
    // What is still on its way was computed from the old source.
    m_loading.drop();
    m_pending.clear();
    exchangeRows(pages);

    // Parents expanded meanwhile have rows of the old source: once more for them.
    const auto live = std::count_if(m_slots.begin(), m_slots.end(), [](const Slot& slot) { return slot.isLive; });
    const auto done =
        std::count_if(pages.begin(), pages.end(), [&](const Loaded& loaded) { return m_slots[loaded.slot].isLive; });
    if (done < live) {
        m_nextSource = m_source;
        rebuild();
        return;
    }
    updateWorking();
    emit contentChanged();
    continueReveal();
}

void GraphTreeModel::exchangeRows(const Pages& pages)
{
    struct Kept {
        QModelIndex from;
        TreeItem item;
    };
    emit layoutAboutToBeChanged();
    std::vector<Kept> kept;
    for (const QModelIndex& index : persistentIndexList())
        kept.push_back({index, itemAt(m_slots[index.internalId()], index.row())});

    // 1. Top down, the new rows of each parent; children move with theirs or go.
    m_source = std::exchange(m_nextSource, nullptr);
    m_shownOrder = m_order;
    std::unordered_map<std::uint32_t, const ChildPage*> pageOf;
    for (const Loaded& loaded : pages)
        pageOf.emplace(loaded.slot, &loaded.page);
    for (std::vector<std::uint32_t> next{kTop}; !next.empty();) {
        const std::uint32_t slot = next.back();
        next.pop_back();
        if (const auto at = pageOf.find(slot); at != pageOf.end()) {
            const std::vector<TreeItem> oldRows = m_slots[slot].rows;
            fill(m_slots[slot], *at->second, parentItem(slot, *m_source));
            moveChildren(slot, oldRows);
        }
        for (const std::uint32_t child : m_slots[slot].children)
            if (child != kNoSlot)
                next.push_back(child);
    }

    // 2. What the views hold on to.
    QModelIndexList from, to;
    for (const Kept& each : kept) {
        from.push_back(each.from);
        to.push_back(indexOfSame(std::uint32_t(each.from.internalId()), each.item, each.from.column()));
    }
    changePersistentIndexList(from, to);
    emit layoutChanged();
}

QModelIndex GraphTreeModel::indexOfSame(std::uint32_t slot, const TreeItem& item, int column) const
{
    const Slot& s = m_slots[slot];
    if (!s.isLive)
        return {};
    if (item.kind == TreeItem::Kind::More && s.hasMoreRow)
        return createIndex(int(s.rows.size()), column, quintptr(slot));
    const auto at = std::find_if(s.rows.begin(), s.rows.end(), [&](const TreeItem& row) { return sameRow(row, item); });
    return at == s.rows.end() ? QModelIndex() : createIndex(int(at - s.rows.begin()), column, quintptr(slot));
}

void GraphTreeModel::moveChildren(std::uint32_t slot, const std::vector<TreeItem>& oldRows)
{
    Slot& s = m_slots[slot];
    const std::vector<std::uint32_t> oldChildren = std::exchange(s.children, {});
    for (std::size_t row = 0; row < oldChildren.size(); ++row) {
        const std::uint32_t child = oldChildren[row];
        if (child == kNoSlot)
            continue;
        const QModelIndex now = indexOfSame(slot, oldRows[row], 0);
        if (!now.isValid()) {
            release(child);
            continue;
        }
        s.children.resize(std::max(s.children.size(), std::size_t(now.row()) + 1), kNoSlot);
        s.children[std::size_t(now.row())] = child;
        m_slots[child].parentRow = std::uint32_t(now.row());
    }
}

void GraphTreeModel::release(std::uint32_t slot)
{
    for (std::vector<std::uint32_t> next{slot}; !next.empty();) {
        const std::uint32_t gone = next.back();
        next.pop_back();
        for (const std::uint32_t child : m_slots[gone].children)
            if (child != kNoSlot)
                next.push_back(child);
        m_slots[gone] = Slot();
        m_slots[gone].isLive = false;
    }
}

} // namespace heapwise::ui
