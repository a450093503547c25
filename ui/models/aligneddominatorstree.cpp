#include "ui/models/aligneddominatorstree.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace heapwise::ui {

AlignedDominatorsTree::AlignedDominatorsTree(QObject* parent)
    : QAbstractItemModel(parent)
{
    m_loading.announce({this, tr("Aligning dominators")});
    m_sorting.announce({this, tr("Sorting dominators")});
    m_choosing.announce({this, tr("Filtering dominators")});
}

void AlignedDominatorsTree::show(ComparisonPtr comparison)
{
    m_choosing.drop();
    m_chosen.reset();
    m_only.reset();
    m_comparison = comparison && comparison->hasRetained() ? std::move(comparison) : nullptr;
    if (m_comparison) {
        m_before = std::make_unique<ObjectText>(m_comparison->heap(0));
        m_after = std::make_unique<ObjectText>(m_comparison->heap(m_comparison->snapshotCount() - 1));
    }
    reset();
}

void AlignedDominatorsTree::setChosen(ChosenObjectsPtr chosen)
{
    if (chosen == m_chosen || (chosen && chosen->comparison() != m_comparison))
        return;
    m_chosen = std::move(chosen);
    m_choosing.drop();
    if (!m_chosen) {
        if (std::exchange(m_only, nullptr))
            reset();
        return;
    }
    m_choosing.start(
        [of = m_chosen](const Progress& progress) {
            const Comparison& comparison = *of->comparison();
            const auto rows = [&](std::size_t snapshot) {
                return rowsFor(*comparison.heap(snapshot)->dominators, of->chosen(snapshot), progress);
            };
            return std::make_shared<const Only>(Only{rows(0), rows(comparison.snapshotCount() - 1)});
        },
        [this](const std::shared_ptr<const Only>& only) {
            m_only = only;
            reset();
        });
}

/// From the top again.
void AlignedDominatorsTree::reset()
{
    beginResetModel();
    m_loading.drop();
    m_sorting.drop();
    m_toLoad.clear();
    m_rows.clear();
    if (m_comparison) {
        add({alignedRoot(*m_comparison), JoinedClasses::kNone, 0, 0, nullptr}, -1);
    }
    endResetModel();
    if (canFetchMore({}))
        fetchMore({});
    else
        emit filled(); // with nothing
}

void AlignedDominatorsTree::setFolding(bool isOn)
{
    if (isOn == std::exchange(m_isFolding, isOn))
        return;
    reset();
}

int AlignedDominatorsTree::add(const AlignedRow& shown, int parent)
{
    Row row;
    row.shown = shown;
    row.parent = parent;
    if (parent >= 0) {
        row.rowInParent = int(m_rows[std::size_t(parent)].children.size());
        m_rows[std::size_t(parent)].children.push_back(int(m_rows.size()));
    }
    m_rows.push_back(std::move(row));
    return int(m_rows.size()) - 1;
}

// --- children --------------------------------------------------------------------------------------------

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
    auto work = [comparison = m_comparison, only = m_only, of = m_rows[std::size_t(row)].shown, order = m_order,
                 fewest = m_isFolding ? kFewestFolded : 0](const Progress& progress) -> Rows {
        const auto children = [&] {
            auto nodes = alignedChildren(*comparison, of.node, progress);
            std::erase_if(nodes, [&](const AlignedNode& node) { return only && !only->shows(node); });
            return nodes;
        };
        auto rows = std::make_shared<std::vector<AlignedRow>>(
            of.isFolded() ? foldAligned(*comparison, *of.members, 0) : foldAligned(*comparison, children(), fewest));
        sortAligned(*comparison, *rows, order.by, order.isDescending);
        return rows;
    };
    m_loading.start(std::move(work), [this, row, order = m_order](const Rows& children) {
        take(row, children, order);
        loadNext();
    });
}

void AlignedDominatorsTree::take(int row, const Rows& children, Order order)
{
    m_rows[std::size_t(row)].all = children;
    if (!children->empty())
        append(row, kPage);
    if (order != m_order)
        startSorting();
    if (row == 0)
        emit filled();
}

bool AlignedDominatorsTree::hasLink(const Row& row) const
{
    return !row.children.empty() && m_rows[std::size_t(row.children.back())].isLink;
}

/// The next `count` of the children that are known, and a link to the others.
void AlignedDominatorsTree::append(int row, std::size_t count)
{
    const Rows all = m_rows[std::size_t(row)].all;
    const std::size_t first = m_rows[std::size_t(row)].children.size(), end = std::min(first + count, all->size());
    const bool hasMore = end < all->size();
    beginInsertRows(indexOf(row), int(first), int(end) - 1 + (hasMore ? 1 : 0));
    for (std::size_t i = first; i < end; ++i)
        add((*all)[i], row);
    if (hasMore) {
        const int link = add({}, row);
        m_rows[std::size_t(link)].isLink = true;
    }
    endInsertRows();
}

void AlignedDominatorsTree::showMore(const QModelIndex& link)
{
    const int above = m_rows[std::size_t(idOf(link))].parent;
    beginRemoveRows(indexOf(above), link.row(), link.row());
    m_rows[std::size_t(above)].children.pop_back();
    endRemoveRows();
    append(above, kPage);
}

AlignedNode AlignedDominatorsTree::nodeAt(const QModelIndex& index) const
{
    return index.isValid() ? m_rows[std::size_t(idOf(index))].shown.node : AlignedNode{};
}

// --- order -----------------------------------------------------------------------------------------------

void AlignedDominatorsTree::sort(int column, Qt::SortOrder order)
{
    const AlignedOrder by = column == RetainedBefore                   ? AlignedOrder::Before
                            : column == RetainedAfter                  ? AlignedOrder::After
                            : column == Before || column == int(After) ? AlignedOrder::ClassName
                                                                       : AlignedOrder::Change;
    const Order chosen{by, order == Qt::DescendingOrder};
    if (chosen == std::exchange(m_order, chosen))
        return;
    startSorting();
}

/// All children that are known anew, on a worker.
void AlignedDominatorsTree::startSorting()
{
    std::vector<std::pair<int, Rows>> known;
    for (int row = 0; row < int(m_rows.size()); ++row)
        if (m_rows[std::size_t(row)].all && isShown(row))
            known.emplace_back(row, m_rows[std::size_t(row)].all);
    if (known.empty())
        return;
    auto work = [comparison = m_comparison, known, order = m_order](const Progress& progress) {
        std::vector<std::pair<int, Rows>> sorted;
        for (const auto& [row, rows] : known) {
            if (progress.stopRequested())
                break;
            auto copy = std::make_shared<std::vector<AlignedRow>>(*rows);
            sortAligned(*comparison, *copy, order.by, order.isDescending);
            sorted.emplace_back(row, std::move(copy));
        }
        return sorted;
    };
    m_sorting.start(std::move(work), [this](const auto& sorted) { takeSorted(sorted); });
}

void AlignedDominatorsTree::takeSorted(const std::vector<std::pair<int, Rows>>& sorted)
{
    emit layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    for (const auto& [row, rows] : sorted)
        arrange(row, rows);
    for (const QModelIndex& index : before) {
        const int row = idOf(index);
        changePersistentIndex(
            index, isShown(row) ? createIndex(m_rows[std::size_t(row)].rowInParent, index.column(), quintptr(row))
                                : QModelIndex());
    }
    emit layoutChanged();
}

/// As many children as before, now the first of the new order. Those that stay keep what is open below them.
void AlignedDominatorsTree::arrange(int row, const Rows& sorted)
{
    using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;
    const auto keyOf = [](const AlignedRow& of) {
        return Key(of.node.before.value, of.node.after.value, of.joinedClass);
    };
    const std::size_t shown = shownBelow(m_rows[std::size_t(row)]);
    const int link = hasLink(m_rows[std::size_t(row)]) ? m_rows[std::size_t(row)].children.back() : -1;
    std::map<Key, int> known;
    for (std::size_t i = 0; i < shown; ++i) {
        const int child = m_rows[std::size_t(row)].children[i];
        known[keyOf(m_rows[std::size_t(child)].shown)] = child;
        m_rows[std::size_t(child)].rowInParent = -1;
    }
    m_rows[std::size_t(row)].all = sorted;
    m_rows[std::size_t(row)].children.clear();
    for (std::size_t i = 0; i < shown; ++i) {
        const auto at = known.find(keyOf((*sorted)[i]));
        if (at == known.end()) {
            add((*sorted)[i], row);
            continue;
        }
        m_rows[std::size_t(at->second)].rowInParent = int(i);
        m_rows[std::size_t(row)].children.push_back(at->second);
    }
    if (link >= 0)
        m_rows[std::size_t(row)].children.push_back(link);
}

bool AlignedDominatorsTree::isShown(int row) const
{
    for (int at = row; at > 0; at = m_rows[std::size_t(at)].parent)
        if (m_rows[std::size_t(at)].rowInParent < 0)
            return false;
    return true;
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
    if (row.isLink || row.shown.isFolded())
        return !row.isLink;
    const AlignedNode& node = row.shown.node;
    if (m_only)
        return (node.before.isValid() && m_only->before.parents.test(node.before.value)) ||
               (node.after.isValid() && m_only->after.parents.test(node.after.value));
    const auto keeps = [&](std::size_t snapshot, NodeId n) {
        return n.isValid() && m_comparison->heap(snapshot)->dominators->hasChildren(n);
    };
    return keeps(0, node.before) || keeps(m_comparison->snapshotCount() - 1, node.after);
}

} // namespace heapwise::ui
