#include "ui/models/aligneddominatorstree.h"

#include "ui/format.h"
#include "ui/models/cellroles.h"
#include "ui/models/comparisonclasses.h"

#include <algorithm>
#include <cmath>

namespace heapwise::ui {

AlignedDominatorsTree::AlignedDominatorsTree(QObject* parent)
    : QAbstractItemModel(parent)
{
    m_loading.announce({this, tr("Aligning dominators")});
}

void AlignedDominatorsTree::show(ComparisonPtr comparison)
{
    beginResetModel();
    m_loading.drop();
    m_toLoad.clear();
    m_rows.clear();
    m_comparison = comparison && comparison->hasRetained() ? std::move(comparison) : nullptr;
    if (m_comparison) {
        m_before = std::make_unique<ObjectText>(m_comparison->heap(0));
        m_after = std::make_unique<ObjectText>(m_comparison->heap(m_comparison->snapshotCount() - 1));
        add(alignedRoot(*m_comparison), -1);
    }
    endResetModel();
    fetchMore({});
}

int AlignedDominatorsTree::add(const AlignedNode& node, int parent)
{
    Row row;
    row.node = node;
    row.parent = parent;
    if (parent >= 0) {
        row.rowInParent = int(m_rows[std::size_t(parent)].children.size());
        m_rows[std::size_t(parent)].children.push_back(int(m_rows.size()));
    }
    m_rows.push_back(std::move(row));
    return int(m_rows.size()) - 1;
}

bool AlignedDominatorsTree::canFetchMore(const QModelIndex& parent) const
{
    return hasChildren(parent) && !m_rows[std::size_t(idOf(parent))].isAsked;
}

void AlignedDominatorsTree::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_rows[std::size_t(idOf(parent))].isAsked = true;
    m_toLoad.push_back(idOf(parent));
    if (!m_loading.isBusy())
        loadNext();
}

void AlignedDominatorsTree::loadNext()
{
    if (m_toLoad.empty())
        return;
    const int row = m_toLoad.back();
    m_toLoad.pop_back();
    m_loading.start([comparison = m_comparison, node = m_rows[std::size_t(row)].node](
                        const Progress& progress) { return alignedChildren(*comparison, node, progress); },
                    [this, row](const std::vector<AlignedNode>& children) {
                        take(row, children);
                        loadNext();
                    });
}

void AlignedDominatorsTree::take(int row, const std::vector<AlignedNode>& children)
{
    if (children.empty())
        return;
    const std::size_t shown = std::min(kPage, children.size());
    const bool hasMore = shown < children.size();
    const int first = int(m_rows[std::size_t(row)].children.size());
    beginInsertRows(indexOf(row), first, first + int(shown) - 1 + (hasMore ? 1 : 0));
    for (std::size_t i = 0; i < shown; ++i)
        add(children[i], row);
    if (hasMore)
        m_rows[std::size_t(add({}, row))].isLink = true;
    m_rows[std::size_t(row)].pending.assign(children.begin() + std::ptrdiff_t(shown), children.end());
    endInsertRows();
}

void AlignedDominatorsTree::showMore(const QModelIndex& link)
{
    const int above = m_rows[std::size_t(idOf(link))].parent;
    beginRemoveRows(indexOf(above), link.row(), link.row());
    m_rows[std::size_t(above)].children.pop_back();
    endRemoveRows();
    take(above, std::exchange(m_rows[std::size_t(above)].pending, {}));
}

AlignedNode AlignedDominatorsTree::nodeAt(const QModelIndex& index) const
{
    return index.isValid() ? m_rows[std::size_t(idOf(index))].node : AlignedNode{};
}

int AlignedDominatorsTree::depth(int row) const
{
    int depth = -1; // what is below the root has none
    for (int at = m_rows[std::size_t(row)].parent; at >= 0; at = m_rows[std::size_t(at)].parent)
        ++depth;
    return depth;
}

// --- the model -------------------------------------------------------------------------------------------

QModelIndex AlignedDominatorsTree::indexOf(int row) const
{
    return row <= 0 ? QModelIndex() : createIndex(m_rows[std::size_t(row)].rowInParent, 0, quintptr(row));
}

QModelIndex AlignedDominatorsTree::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent))
        return {};
    return createIndex(row, column, quintptr(m_rows[std::size_t(idOf(parent))].children[std::size_t(row)]));
}

QModelIndex AlignedDominatorsTree::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOf(m_rows[std::size_t(idOf(index))].parent) : QModelIndex();
}

int AlignedDominatorsTree::rowCount(const QModelIndex& parent) const
{
    return m_rows.empty() || parent.column() > 0 ? 0 : int(m_rows[std::size_t(idOf(parent))].children.size());
}

int AlignedDominatorsTree::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

bool AlignedDominatorsTree::hasChildren(const QModelIndex& parent) const
{
    if (m_rows.empty() || parent.column() > 0)
        return false;
    const Row& row = m_rows[std::size_t(idOf(parent))];
    const auto keeps = [&](std::size_t snapshot, NodeId n) {
        return n.isValid() && m_comparison->heap(snapshot)->dominators->hasChildren(n);
    };
    return keeps(0, row.node.before) || keeps(m_comparison->snapshotCount() - 1, row.node.after);
}

QVariant AlignedDominatorsTree::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[std::size_t(idOf(index))];
    const bool isName = index.column() == Before || index.column() == After;
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isName ? Qt::AlignLeft : Qt::AlignRight));
    if (row.isLink)
        return linkCell(row, index.column(), role);
    if (role == IndentRole)
        return index.column() == After ? QVariant(depth(idOf(index))) : QVariant();
    switch (index.column()) {
    case Before:
    case After:
        return objectCell(row, index.column() == After, role);
    case RetainedBefore:
    case RetainedAfter:
        return sizeCell(row, index.column() == RetainedAfter, role);
    default:
        return changeCell(row, role);
    }
}

QVariant AlignedDominatorsTree::objectCell(const Row& row, bool isAfter, int role) const
{
    const NodeId n = isAfter ? row.node.after : row.node.before;
    if (!n.isValid())
        return role == MissingRole              ? QVariant(true)
               : role == Qt::AccessibleTextRole ? QVariant(tr("not there"))
                                                : QVariant();
    const ObjectLabel label = (isAfter ? m_after : m_before)->label(n);
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return label.name;
    case SecondaryRole:
        return label.detail;
    case KindRole:
        return int(label.kind);
    case ObjectIdRole:
        return label.id;
    default:
        return {};
    }
}

QVariant AlignedDominatorsTree::sizeCell(const Row& row, bool isAfter, int role) const
{
    const NodeId n = isAfter ? row.node.after : row.node.before;
    const quint64 size = isAfter ? row.node.retainedAfter : row.node.retainedBefore;
    if (!n.isValid())
        return role == MissingRole ? QVariant(true) : QVariant();
    if (role == BytesRole)
        return size;
    if (role == Qt::ToolTipRole)
        return formatExactBytes(size);
    if (role == CopyRole)
        return QString::number(size);
    return role == Qt::DisplayRole ? QVariant(formatBytes(size)) : QVariant();
}

QVariant AlignedDominatorsTree::changeCell(const Row& row, int role) const
{
    const qint64 change = row.node.change();
    if (role == SignedRole)
        return change;
    if (role == IsBytesRole || role == BoldRole)
        return true;
    if (role == CopyRole)
        return QString::number(change);
    return role == Qt::DisplayRole ? QVariant(formatBytesDelta(change)) : QVariant();
}

QVariant AlignedDominatorsTree::linkCell(const Row& row, int column, int role) const
{
    if (role == LinkRole)
        return true;
    if (role != Qt::DisplayRole || column != Before)
        return {};
    const std::size_t left = m_rows[std::size_t(row.parent)].pending.size();
    return tr("Show %1 of %2 more").arg(formatCount(std::min(kPage, left)), formatCount(left));
}

QVariant AlignedDominatorsTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool isName = section == Before || section == After;
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isName ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole)
        return section == Before || section == After
                   ? tr("Objects under what dominates them; hatched where there is none in this snapshot")
               : section == Change ? tr("Retained size in the later snapshot minus that in the earlier")
                                   : tr("Retained size: what would be freed if the object were gone");
    if (role != Qt::DisplayRole || !m_comparison)
        return {};
    const std::size_t count = m_comparison->snapshotCount();
    const QString first = ComparisonClasses::snapshotName(0, count),
                  last = ComparisonClasses::snapshotName(count - 1, count);
    const QString names[] = {tr("Object in %1").arg(first), tr("Retained"), tr("Δ retained"),
                             tr("Object in %1").arg(last), tr("Retained")};
    return names[section];
}

} // namespace heapwise::ui
