#include "ui/models/graphtreemodel.h"

#include "ui/models/ranking.h"
#include "ui/models/treecells.h"

namespace heapwise::ui {

GraphTreeModel::GraphTreeModel(std::span<const TreeColumn> columns, QObject* parent)
    : QAbstractItemModel(parent)
    , m_columns(columns.begin(), columns.end())
{}

GraphTreeModel::~GraphTreeModel() = default;

void GraphTreeModel::clear()
{
    m_loading.drop();
    m_rebuilding.drop();
    m_pending.clear();
    m_nextSource.reset();
    m_isRevealing = false;
    m_path.clear();
    m_slots.clear();
}

void GraphTreeModel::resetSource(std::shared_ptr<const ChildSource> source)
{
    beginResetModel();
    clear();
    m_source = std::move(source);
    m_shownOrder = m_order;
    bool isCheap = false;
    if (m_source) {
        m_slots.emplace_back();
        m_slots.back().toShow = m_firstPage;
        isCheap = m_source->cost(m_source->root(), kCheap) <= kCheap;
        if (isCheap)
            fill(m_slots[kTop], m_source->children(requestFor(kTop, *m_source), Progress()), m_source->root());
    }
    endResetModel();
    if (m_source && !isCheap)
        load(kTop);
    updateWorking();
    emit contentChanged();
}

void GraphTreeModel::updateSource(std::shared_ptr<const ChildSource> source)
{
    const ChildSource* current = m_nextSource ? m_nextSource.get() : m_source.get();
    if (!current || !source || !sameRow(current->root(), source->root())) {
        resetSource(std::move(source));
        return;
    }
    m_nextSource = std::move(source);
    rebuild();
}

void GraphTreeModel::sort(int column, Qt::SortOrder order)
{
    m_order.byColumn = column >= 0 && column < int(m_columns.size());
    if (m_order.byColumn)
        m_order.column = m_columns[std::size_t(column)];
    m_order.descending = order == Qt::DescendingOrder;
    if (!m_source) {
        m_shownOrder = m_order;
        return;
    }
    if (!m_nextSource)
        m_nextSource = m_source;
    rebuild();
}

// --- structure ------------------------------------------------------------------------------------------

int GraphTreeModel::visibleRows(const Slot& slot) const
{
    return slot.isWaiting ? 1 : int(slot.rows.size()) + slot.hasMoreRow + slot.hasNoteRow;
}

std::uint32_t GraphTreeModel::slotOf(const QModelIndex& parent) const
{
    if (m_slots.empty())
        return kNoSlot;
    if (!parent.isValid())
        return kTop;
    if (parent.column() != 0)
        return kNoSlot;
    const auto& children = m_slots[parent.internalId()].children;
    return std::size_t(parent.row()) < children.size() ? children[std::size_t(parent.row())] : kNoSlot;
}

QModelIndex GraphTreeModel::slotParent(std::uint32_t slot) const
{
    if (slot == kTop)
        return {};
    return createIndex(int(m_slots[slot].parentRow), 0, quintptr(m_slots[slot].parentSlot));
}

std::uint32_t GraphTreeModel::addSlot(const QModelIndex& parent)
{
    const auto slot = std::uint32_t(m_slots.size());
    m_slots.emplace_back();
    m_slots.back().toShow = m_firstPage;
    m_slots.back().parentSlot = std::uint32_t(parent.internalId());
    m_slots.back().parentRow = std::uint32_t(parent.row());
    auto& siblings = m_slots[parent.internalId()].children;
    if (siblings.size() <= std::size_t(parent.row()))
        siblings.resize(std::size_t(parent.row()) + 1, kNoSlot);
    siblings[std::size_t(parent.row())] = slot;
    return slot;
}

namespace {

std::uint64_t rest(std::uint64_t all, std::uint64_t shown)
{
    return all > shown ? all - shown : 0;
}

} // namespace

TreeItem GraphTreeModel::moreItem(const Slot& slot)
{
    TreeItem item;
    item.kind = TreeItem::Kind::More;
    item.count = rest(slot.total, slot.rows.size());
    item.objects = rest(slot.sums.objects, slot.shownSums.objects);
    item.shallow = rest(slot.sums.shallow, slot.shownSums.shallow);
    item.retained = rest(slot.sums.retained, slot.shownSums.retained);
    return item;
}

TreeItem GraphTreeModel::itemAt(const Slot& slot, int row) const
{
    if (std::size_t(row) < slot.rows.size() && !slot.isWaiting)
        return slot.rows[std::size_t(row)];
    TreeItem item;
    if (slot.isWaiting)
        item.kind = TreeItem::Kind::Waiting;
    else if (slot.hasMoreRow && std::size_t(row) == slot.rows.size())
        item = slot.more;
    else {
        item = slot.hiddenSums;
        item.kind = TreeItem::Kind::Note;
        item.count = slot.hidden;
    }
    return item;
}

const TreeItem* GraphTreeModel::item(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    const Slot& slot = m_slots[index.internalId()];
    return !slot.isWaiting && std::size_t(index.row()) < slot.rows.size() ? &slot.rows[std::size_t(index.row())]
                                                                          : nullptr;
}

bool GraphTreeModel::isLink(const QModelIndex& index) const
{
    return index.isValid() && itemAt(m_slots[index.internalId()], index.row()).kind == TreeItem::Kind::More;
}

NodeId GraphTreeModel::node(const QModelIndex& index) const
{
    const TreeItem* const row = item(index);
    return row && row->isObject() ? row->node : NodeId{};
}

EdgeIndex GraphTreeModel::edge(const QModelIndex& index) const
{
    const TreeItem* const row = item(index);
    return row && m_source ? m_source->edgeOf(*row) : TreeItem::kNoEdge;
}

int GraphTreeModel::columnOf(TreeColumn column) const
{
    const auto at = std::find(m_columns.begin(), m_columns.end(), column);
    return at == m_columns.end() ? -1 : int(at - m_columns.begin());
}

std::uint64_t GraphTreeModel::topCount() const
{
    return m_slots.empty() ? 0 : m_slots[kTop].total;
}

TreeItem GraphTreeModel::topSums() const
{
    return m_slots.empty() ? ChildPage().sums : m_slots[kTop].sums;
}

std::uint64_t GraphTreeModel::topHidden() const
{
    return m_slots.empty() ? 0 : m_slots[kTop].hidden;
}

void GraphTreeModel::updateWorking()
{
    const bool works = !m_pending.empty() || m_loading.isBusy() || m_rebuilding.isBusy();
    if (works == m_isWorking)
        return;
    m_isWorking = works;
    emit workingChanged(works);
}

// --- QAbstractItemModel ---------------------------------------------------------------------------------

QModelIndex GraphTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const std::uint32_t slot = slotOf(parent);
    if (slot == kNoSlot || row < 0 || column < 0 || column >= int(m_columns.size()) ||
        row >= visibleRows(m_slots[slot]))
        return {};
    return createIndex(row, column, quintptr(slot));
}

QModelIndex GraphTreeModel::parent(const QModelIndex& child) const
{
    return child.isValid() ? slotParent(std::uint32_t(child.internalId())) : QModelIndex();
}

int GraphTreeModel::rowCount(const QModelIndex& parent) const
{
    const std::uint32_t slot = slotOf(parent);
    return slot == kNoSlot ? 0 : visibleRows(m_slots[slot]);
}

int GraphTreeModel::columnCount(const QModelIndex&) const
{
    return int(m_columns.size());
}

bool GraphTreeModel::hasChildren(const QModelIndex& parent) const
{
    const std::uint32_t slot = slotOf(parent);
    return slot == kNoSlot ? canFetchMore(parent) : visibleRows(m_slots[slot]) > 0;
}

bool GraphTreeModel::canFetchMore(const QModelIndex& parent) const
{
    if (!parent.isValid() || parent.column() != 0 || slotOf(parent) != kNoSlot)
        return false;
    const TreeItem* const row = item(parent);
    return row && m_source->hasChildren(*row);
}

void GraphTreeModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    const TreeItem row = *item(parent);
    if (m_source->cost(row, kCheap) > kCheap) {
        beginInsertRows(parent, 0, 0);
        const std::uint32_t slot = addSlot(parent);
        endInsertRows();
        load(slot);
        return;
    }
    const std::uint32_t slot = addSlot(parent);
    Slot filled = m_slots[slot];
    fill(filled, m_source->children(requestFor(slot, *m_source), Progress()), row);
    // The slot shows nothing until its rows are announced.
    m_slots[slot].isWaiting = false;
    if (visibleRows(filled) > 0)
        beginInsertRows(parent, 0, visibleRows(filled) - 1);
    m_slots[slot] = std::move(filled);
    if (visibleRows(m_slots[slot]) > 0)
        endInsertRows();
    else
        emit dataChanged(parent, parent);
}

QVariant GraphTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_source)
        return {};
    const TreeItem row = itemAt(m_slots[index.internalId()], index.row());
    return m_source->data(row, m_columns[std::size_t(index.column())], role);
}

QVariant GraphTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= int(m_columns.size()))
        return {};
    return TreeCells::headerData(m_columns[std::size_t(section)], role);
}

Qt::ItemFlags GraphTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (node(index).isValid())
        flags |= Qt::ItemIsDragEnabled;
    return flags;
}

} // namespace heapwise::ui
