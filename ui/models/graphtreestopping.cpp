// The part of GraphTreeModel that gives up work under way and goes back to what was there before.
#include "ui/models/graphtreemodel.h"

namespace heapwise::ui {

// The top level has nothing to go back to.
void GraphTreeModel::announceLoading()
{
    JobNotice notice{this, tr("Listing objects")};
    if (!m_slots[kTop].isWaiting)
        notice.cancel = [this] { stopLoading(); };
    m_loading.announce(std::move(notice));
}

// Nor has a newer heap or another filter: the old rows would contradict what is shown beside them.
void GraphTreeModel::announceRebuild()
{
    const bool isSort = m_nextSource == m_source;
    JobNotice notice{this, isSort ? tr("Sorting") : tr("Updating rows")};
    if (isSort)
        notice.cancel = [this] { stopSorting(); };
    m_rebuilding.announce(std::move(notice));
}

void GraphTreeModel::stopLoading()
{
    m_loading.drop();
    m_pending.clear();
    m_isRevealing = false;
    m_path.clear();
    for (std::uint32_t slot = 0; slot < m_slots.size(); ++slot) {
        Slot& s = m_slots[slot];
        if (!s.isLive)
            continue;
        s.include.clear();
        if (s.isWaiting && slot != kTop)
            forgetSlot(slot);
        else
            s.toShow = s.rows.size();
    }
    updateWorking();
}

/// The placeholder goes, and the parent is as it was before it was expanded.
void GraphTreeModel::forgetSlot(std::uint32_t slot)
{
    const QModelIndex parent = slotParent(slot);
    emit loadingStopped(parent);
    beginRemoveRows(parent, 0, 0);
    m_slots[m_slots[slot].parentSlot].children[m_slots[slot].parentRow] = kNoSlot;
    release(slot);
    endRemoveRows();
}

void GraphTreeModel::stopSorting()
{
    m_rebuilding.drop();
    m_nextSource.reset();
    m_order = m_shownOrder;
    emit orderRestored(m_order.byColumn ? columnOf(m_order.column) : -1,
                       m_order.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    updateWorking();
    continueReveal();
}

} // namespace heapwise::ui
