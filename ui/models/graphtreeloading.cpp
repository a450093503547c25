// The part of GraphTreeModel that gets rows from its source: first pages, further pages, and rows to be
// revealed.
#include "ui/models/graphtreemodel.h"

#include "ui/models/ranking.h"

#include <algorithm>
#include <unordered_set>

namespace heapwise::ui {
namespace {

using RowSet = std::unordered_set<TreeItem, RowHash, RowEqual>;

} // namespace

const TreeItem GraphTreeModel::parentItem(std::uint32_t slot, const ChildSource& source) const
{
    if (slot == kTop)
        return source.root();
    const Slot& parent = m_slots[m_slots[slot].parentSlot];
    return parent.rows[m_slots[slot].parentRow];
}

ChildRequest GraphTreeModel::requestFor(std::uint32_t slot, const ChildSource& source) const
{
    ChildRequest request;
    request.parent = parentItem(slot, source);
    for (std::uint32_t s = slot;; s = m_slots[s].parentSlot) {
        request.path.push_back(parentItem(s, source).node);
        if (s == kTop)
            break;
    }
    request.order = m_order;
    request.limit = source.isPaged(request.parent) ? m_slots[slot].toShow + kAhead : SIZE_MAX;
    request.include = m_slots[slot].include;
    return request;
}

GraphTreeModel::Pages GraphTreeModel::pagesOf(const ChildSource& source, const std::vector<Order>& orders,
                                              const Progress& progress)
{
    Pages pages;
    for (const Order& order : orders)
        pages.push_back({order.slot, source.children(order.request, progress), !order.request.include.empty()});
    return pages;
}

void GraphTreeModel::load(std::uint32_t slot)
{
    const TreeItem parent = parentItem(slot, *m_source);
    if (m_source->cost(parent, kCheap) <= kCheap) {
        const ChildPage page = m_source->children(requestFor(slot, *m_source), Progress());
        m_slots[slot].include.clear();
        takePage(slot, page);
        return;
    }
    if (std::find(m_pending.begin(), m_pending.end(), slot) == m_pending.end())
        m_pending.push_back(slot);
    loadPending();
}

void GraphTreeModel::loadPending()
{
    if (m_pending.empty() || m_loading.isBusy()) {
        updateWorking();
        return;
    }
    std::vector<Order> orders;
    for (const std::uint32_t slot : std::exchange(m_pending, {}))
        if (m_slots[slot].isLive)
            orders.push_back({slot, requestFor(slot, *m_source)});
    auto work = [source = m_source, orders = std::move(orders)](const Progress& progress) {
        return pagesOf(*source, orders, progress);
    };
    announceLoading();
    m_loading.start(std::move(work), [this](const Pages& pages) {
        for (const Loaded& loaded : pages) {
            if (!m_slots[loaded.slot].isLive)
                continue;
            if (loaded.hadInclude)
                m_slots[loaded.slot].include.clear();
            takePage(loaded.slot, loaded.page);
        }
        loadPending();
        continueReveal();
    });
    updateWorking();
}

void GraphTreeModel::setTotals(Slot& slot, const ChildPage& page) const
{
    slot.total = std::max<std::uint64_t>(page.total, slot.rows.size());
    slot.sums = page.sums;
    slot.hidden = page.hidden;
    slot.hiddenSums = page.hiddenSums;
}

void GraphTreeModel::fill(Slot& slot, const ChildPage& page, const TreeItem& parent) const
{
    const std::size_t count = m_source->isPaged(parent) ? std::min(page.items.size(), slot.toShow) : page.items.size();
    slot.isWaiting = false;
    slot.rows.assign(page.items.begin(), page.items.begin() + std::ptrdiff_t(count));
    RowSet listed(slot.rows.begin(), slot.rows.end());
    for (const TreeItem& item : page.included)
        if (listed.insert(item).second)
            slot.rows.push_back(item);
    slot.spare.clear();
    for (std::size_t i = count; i < page.items.size(); ++i)
        if (listed.count(page.items[i]) == 0)
            slot.spare.push_back(page.items[i]);
    setTotals(slot, page);
    slot.shownSums = ChildPage().sums;
    for (const TreeItem& item : slot.rows)
        addTo(slot.shownSums, item);
    slot.hasMoreRow = slot.rows.size() < slot.total;
    slot.more = moreItem(slot);
    slot.hasNoteRow = slot.hidden > 0 && m_source->notesHidden();
    slot.include.clear();
}

void GraphTreeModel::takePage(std::uint32_t slot, const ChildPage& page)
{
    if (m_slots[slot].isWaiting)
        takeFirstPage(slot, page);
    else
        takeNextPage(slot, page);
    if (slot == kTop)
        emit contentChanged();
}

void GraphTreeModel::takeFirstPage(std::uint32_t slot, const ChildPage& page)
{
    const QModelIndex parent = slotParent(slot);
    Slot filled = m_slots[slot];
    fill(filled, page, parentItem(slot, *m_source));
    const int rows = visibleRows(filled);
    if (rows == 0) {
        beginRemoveRows(parent, 0, 0);
        m_slots[slot] = std::move(filled);
        endRemoveRows();
        return;
    }
    // The placeholder becomes the first row, then the others follow it.
    Slot first = filled;
    first.rows.resize(std::min<std::size_t>(1, first.rows.size()));
    first.hasMoreRow = false;
    first.hasNoteRow = filled.rows.empty();
    m_slots[slot] = std::move(first);
    emit dataChanged(index(0, 0, parent), index(0, columnCount() - 1, parent));
    if (rows == 1)
        return;
    beginInsertRows(parent, 1, rows - 1);
    m_slots[slot] = std::move(filled);
    endInsertRows();
}

void GraphTreeModel::takeNextPage(std::uint32_t slot, const ChildPage& page)
{
    Slot& s = m_slots[slot];
    RowSet listed(s.rows.begin(), s.rows.end());
    std::vector<TreeItem> included;
    for (const TreeItem& item : page.included)
        if (listed.insert(item).second)
            included.push_back(item);
    s.spare.clear();
    for (const TreeItem& item : page.items)
        if (listed.count(item) == 0)
            s.spare.push_back(item);
    appendRows(slot, included);
    setTotals(s, page);
    showSpare(slot);
    updateLink(slot);
}

void GraphTreeModel::appendRows(std::uint32_t slot, const std::vector<TreeItem>& items)
{
    if (items.empty())
        return;
    Slot& s = m_slots[slot];
    const int first = int(s.rows.size());
    beginInsertRows(slotParent(slot), first, first + int(items.size()) - 1);
    s.rows.insert(s.rows.end(), items.begin(), items.end());
    for (const TreeItem& item : items)
        addTo(s.shownSums, item);
    endInsertRows();
}

void GraphTreeModel::showSpare(std::uint32_t slot)
{
    Slot& s = m_slots[slot];
    if (s.toShow <= s.rows.size())
        return;
    const std::size_t count = std::min(s.spare.size(), s.toShow - s.rows.size());
    const std::vector<TreeItem> items(s.spare.begin(), s.spare.begin() + std::ptrdiff_t(count));
    s.spare.erase(s.spare.begin(), s.spare.begin() + std::ptrdiff_t(count));
    appendRows(slot, items);
}

void GraphTreeModel::updateLink(std::uint32_t slot)
{
    Slot& s = m_slots[slot];
    const QModelIndex parent = slotParent(slot);
    const int row = int(s.rows.size());
    if (!s.hasMoreRow)
        return;
    if (s.rows.size() < s.total) {
        s.more = moreItem(s);
        emit dataChanged(index(row, 0, parent), index(row, columnCount() - 1, parent));
        return;
    }
    beginRemoveRows(parent, row, row);
    s.hasMoreRow = false;
    endRemoveRows();
}

void GraphTreeModel::showMore(const QModelIndex& link, std::size_t count)
{
    if (!isLink(link))
        return;
    const auto slot = std::uint32_t(link.internalId());
    Slot& s = m_slots[slot];
    s.toShow = std::size_t(std::min<std::uint64_t>(s.rows.size() + count, s.total));
    if (s.rows.size() + s.spare.size() < s.toShow) {
        load(slot);
        return;
    }
    showSpare(slot);
    updateLink(slot);
}

// --- revealing ------------------------------------------------------------------------------------------

void GraphTreeModel::reveal(std::vector<TreeItem> path)
{
    m_path = std::move(path);
    m_pathDone = 0;
    m_pathAt = QModelIndex();
    m_triedToInclude = false;
    m_isRevealing = m_source != nullptr && !m_path.empty();
    continueReveal();
}

int GraphTreeModel::findRow(std::uint32_t slot, const TreeItem& wanted)
{
    Slot& s = m_slots[slot];
    const auto covers = [&](const TreeItem& row) { return m_source->covers(row, wanted); };
    const auto at = std::find_if(s.rows.begin(), s.rows.end(), covers);
    if (at != s.rows.end())
        return int(at - s.rows.begin());
    const auto next = std::find_if(s.spare.begin(), s.spare.end(), covers);
    if (next == s.spare.end())
        return -1;
    const TreeItem item = *next;
    s.spare.erase(next);
    appendRows(slot, {item});
    updateLink(slot);
    return int(s.rows.size()) - 1;
}

/// Asks for a row beyond the loaded pages. False when that was tried before.
bool GraphTreeModel::loadRow(std::uint32_t slot, const TreeItem& wanted)
{
    if (std::exchange(m_triedToInclude, true))
        return false;
    m_slots[slot].include = {wanted};
    load(slot);
    return true;
}

void GraphTreeModel::continueReveal()
{
    while (m_isRevealing && !m_nextSource) {
        if (m_pathDone == m_path.size())
            return finishReveal(true);
        const TreeItem wanted = m_path[m_pathDone];
        if (slotOf(m_pathAt) == kNoSlot)
            fetchMore(m_pathAt);
        const std::uint32_t slot = slotOf(m_pathAt);
        if (slot == kNoSlot)
            return finishReveal(false);
        const bool waits = std::find(m_pending.begin(), m_pending.end(), slot) != m_pending.end();
        if (m_slots[slot].isWaiting || waits || !m_slots[slot].include.empty())
            return; // goes on when its page arrives
        const int row = findRow(slot, wanted);
        if (row < 0) {
            // Where all rows are listed there is nothing beyond them.
            if (!m_source->isPaged(parentItem(slot, *m_source)) || !loadRow(slot, wanted))
                return finishReveal(false);
            continue;
        }
        m_triedToInclude = false;
        m_pathAt = index(row, 0, m_pathAt);
        const bool isInFold = item(m_pathAt)->kind == TreeItem::Kind::Fold && wanted.isObject();
        if (!isInFold)
            ++m_pathDone;
    }
}

void GraphTreeModel::finishReveal(bool complete)
{
    m_isRevealing = false;
    m_path.clear();
    emit revealed(m_pathAt, complete);
}

} // namespace heapwise::ui
