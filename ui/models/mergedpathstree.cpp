#include "ui/models/mergedpathstree.h"

#include "ui/format.h"
#include "ui/models/cellroles.h"

#include <algorithm>

namespace heapwise::ui {

namespace {
constexpr std::size_t kMostRows = 5000; ///< paths that differ everywhere are not shown to the last
} // namespace

MergedPathsTree::MergedPathsTree(QObject* parent)
    : QAbstractItemModel(parent)
{}

void MergedPathsTree::show(HeapPtr heap, std::shared_ptr<const MergedPaths> paths)
{
    beginResetModel();
    m_heap = std::move(heap);
    m_paths = std::move(paths);
    m_text = m_heap ? std::make_unique<ObjectText>(m_heap) : nullptr;
    m_rows.clear();
    if (m_paths && !m_paths->groups.empty()) {
        std::vector<std::vector<std::uint32_t>> linksFrom(m_paths->groups.size());
        for (std::uint32_t i = 0; i < m_paths->links.size(); ++i)
            linksFrom[m_paths->links[i].from].push_back(i);
        add(0, kNoLink, -1);
        addLinks(linksFrom);
    }
    endResetModel();
}

int MergedPathsTree::add(std::uint32_t group, std::uint32_t link, int parent)
{
    Row row;
    row.group = group;
    row.link = link;
    row.parent = parent;
    if (parent >= 0) {
        row.rowInParent = int(m_rows[std::size_t(parent)].children.size());
        m_rows[std::size_t(parent)].children.push_back(int(m_rows.size()));
    }
    m_rows.push_back(std::move(row));
    return int(m_rows.size()) - 1;
}

// The rows themselves are the queue. Links lead to groups that stand later, so it ends.
void MergedPathsTree::addLinks(const std::vector<std::vector<std::uint32_t>>& linksFrom)
{
    for (std::size_t at = 0; at < m_rows.size() && m_rows.size() < kMostRows; ++at) {
        std::vector<std::uint32_t> links = linksFrom[m_rows[at].group];
        std::ranges::stable_sort(links, [&](std::uint32_t a, std::uint32_t b) {
            return m_paths->links[a].subjects > m_paths->links[b].subjects;
        });
        for (const std::uint32_t link : links)
            if (m_paths->links[link].to != m_rows[at].group)
                add(m_paths->links[link].to, link, int(at));
    }
}

const MergedPathsTree::Row* MergedPathsTree::rowAt(const QModelIndex& index) const
{
    return index.isValid() ? &m_rows[std::size_t(index.internalId())] : nullptr;
}

std::uint64_t MergedPathsTree::subjects(const Row& row) const
{
    return row.link == kNoLink ? m_paths->groups[row.group].subjects : m_paths->links[row.link].subjects;
}

NodeId MergedPathsTree::nodeAt(const QModelIndex& index) const
{
    const Row* row = rowAt(index);
    return row ? m_paths->groups[row->group].representative : NodeId{};
}

bool MergedPathsTree::isEnd(const QModelIndex& index) const
{
    const Row* row = rowAt(index);
    return row && m_paths->groups[row->group].ends > 0;
}

QModelIndexList MergedPathsTree::mainPath() const
{
    QModelIndexList path;
    for (QModelIndex at = index(0, 0); at.isValid(); at = index(0, 0, at)) {
        path.append(at);
        const QModelIndex next = index(0, 0, at);
        if (next.isValid() && 2 * subjects(*rowAt(next)) < subjects(*rowAt(at)))
            break;
    }
    return path;
}

QModelIndex MergedPathsTree::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent))
        return {};
    const Row* above = rowAt(parent);
    return createIndex(row, column, quintptr(above ? above->children[std::size_t(row)] : 0));
}

QModelIndex MergedPathsTree::parent(const QModelIndex& index) const
{
    const Row* row = rowAt(index);
    if (!row || row->parent < 0)
        return {};
    return createIndex(m_rows[std::size_t(row->parent)].rowInParent, 0, quintptr(row->parent));
}

int MergedPathsTree::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    const Row* row = rowAt(parent);
    return row ? int(row->children.size()) : m_rows.empty() ? 0 : 1;
}

int MergedPathsTree::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant MergedPathsTree::data(const QModelIndex& index, int role) const
{
    const Row* row = rowAt(index);
    if (!row)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Name ? Qt::AlignLeft : Qt::AlignRight));
    if (index.column() == Name)
        return nameCell(*row, role);
    if (role == Qt::DisplayRole)
        return formatCount(subjects(*row));
    return role == CountRole  ? QVariant(quint64(subjects(*row)))
           : role == CopyRole ? QVariant(QString::number(subjects(*row)))
                              : QVariant();
}

QVariant MergedPathsTree::nameCell(const Row& row, int role) const
{
    const PathGroup& group = m_paths->groups[row.group];
    const bool isRoot = row.link == kNoLink;
    const ObjectLabel label = m_text->label(group.representative);
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return isRoot ? tr("(GC roots)") : label.name;
    case KindRole:
        return int(label.kind);
    case SecondaryRole: {
        if (isRoot)
            return {};
        const PathLink& link = m_paths->links[row.link];
        QString text = link.anyName ? QStringLiteral("[…]") : fieldText(*m_heap->snapshot, link.edge);
        if (group.count > 1)
            text += QStringLiteral(" ×") + formatCount(group.count);
        if (group.chain > 1)
            text += tr(", %1 in a row").arg(formatCount(group.chain));
        return text;
    }
    case NodeRole:
        return group.representative.value;
    default:
        return {};
    }
}

QVariant MergedPathsTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Name ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::DisplayRole)
        return section == Name ? tr("Shortest paths, merged") : tr("Objects");
    if (role == Qt::ToolTipRole)
        return section == Name ? tr("What holds the objects, step by step up to the roots")
                               : tr("How many of the objects are held this way");
    return {};
}

} // namespace heapwise::ui
