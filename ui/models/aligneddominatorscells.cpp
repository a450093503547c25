// What the cells of AlignedDominatorsTree show, and all of its rows for an export.
#include "ui/models/aligneddominatorstree.h"

#include "core/analysis/objectkind.h"
#include "ui/format.h"
#include "ui/models/cellroles.h"
#include "ui/models/comparisonclasses.h"

#include <map>

namespace heapwise::ui {
namespace {

/// All children of what is open, those behind links included; read without the model.
class AlignedRows : public RowSource {
public:
    struct Opened {
        std::shared_ptr<const std::vector<AlignedRow>> rows;
        std::map<std::size_t, std::size_t> below; ///< by row: which of the opened holds its children
    };

    AlignedRows(ComparisonPtr comparison, QList<int> columns, std::vector<Opened> opened)
        : m_comparison(std::move(comparison))
        , m_columns(std::move(columns))
        , m_opened(std::move(opened))
    {}

    bool isTree() const override { return true; }

    QString read(const Take& take, const Progress& progress) const override
    {
        struct Place {
            std::size_t opened, next;
        };
        std::vector<Place> path;
        if (!m_opened.empty())
            path.push_back({0, 0});
        while (!path.empty() && !progress.stopRequested()) {
            Place& at = path.back();
            const Opened& opened = m_opened[at.opened];
            if (at.next == opened.rows->size()) {
                path.pop_back();
                continue;
            }
            const std::size_t row = at.next++;
            if (!take(int(path.size()) - 1, cells((*opened.rows)[row])))
                return {};
            if (const auto below = opened.below.find(row); below != opened.below.end())
                path.push_back({below->second, 0});
        }
        return {};
    }

private:
    QStringList cells(const AlignedRow& row) const
    {
        QStringList texts;
        for (const int column : m_columns) {
            const bool isAfter = column == AlignedDominatorsTree::After;
            texts << (column == AlignedDominatorsTree::Before || isAfter ? name(row, isAfter)
                      : column == AlignedDominatorsTree::Change
                          ? QString::number(row.node.change())
                          : size(row, column == AlignedDominatorsTree::RetainedAfter));
        }
        return texts;
    }

    static bool isThere(const AlignedRow& row, bool isAfter)
    {
        return row.isFolded() ? (isAfter ? row.countAfter : row.countBefore) > 0
                              : (isAfter ? row.node.after : row.node.before).isValid();
    }

    static QString size(const AlignedRow& row, bool isAfter)
    {
        const quint64 bytes = isAfter ? row.node.retainedAfter : row.node.retainedBefore;
        return isThere(row, isAfter) ? QString::number(bytes) : QString();
    }

    QString name(const AlignedRow& row, bool isAfter) const
    {
        if (!isThere(row, isAfter))
            return {};
        if (row.isFolded())
            return QString::fromStdString(m_comparison->classes()[row.joinedClass].name) + QStringLiteral(" ×") +
                   QString::number(isAfter ? row.countAfter : row.countBefore);
        const Heap& heap = *m_comparison->heap(isAfter ? m_comparison->snapshotCount() - 1 : 0);
        return describeObject(heap, isAfter ? row.node.after : row.node.before).name;
    }

    ComparisonPtr m_comparison;
    QList<int> m_columns;
    std::vector<Opened> m_opened; ///< the top first
};

} // namespace

std::shared_ptr<const RowSource>
AlignedDominatorsTree::rowSource(const QList<int>& columns,
                                 const std::function<bool(const QModelIndex&)>& isExpanded) const
{
    std::vector<AlignedRows::Opened> opened;
    std::vector<int> rows; // by opened
    const auto open = [&](int row) {
        opened.push_back({m_rows[std::size_t(row)].all, {}});
        rows.push_back(row);
        return opened.size() - 1;
    };
    if (!m_rows.empty() && m_rows[0].all)
        open(0);
    for (std::size_t at = 0; at < opened.size(); ++at) {
        const std::vector<int> children = m_rows[std::size_t(rows[at])].children;
        for (std::size_t i = 0; i < children.size(); ++i)
            if (m_rows[std::size_t(children[i])].all && isExpanded(indexOf(children[i])))
                opened[at].below[i] = open(children[i]);
    }
    return std::make_shared<AlignedRows>(m_comparison, columns, std::move(opened));
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
    const NodeId n = isAfter ? row.shown.node.after : row.shown.node.before;
    if (row.shown.isFolded())
        return foldedCell(row, isAfter, role);
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

/// "Session ×1,024"
QVariant AlignedDominatorsTree::foldedCell(const Row& row, bool isAfter, int role) const
{
    const quint64 count = isAfter ? row.shown.countAfter : row.shown.countBefore;
    if (count == 0)
        return role == MissingRole              ? QVariant(true)
               : role == Qt::AccessibleTextRole ? QVariant(tr("not there"))
                                                : QVariant();
    const JoinedClass& joined = m_comparison->classes()[row.shown.joinedClass];
    const QString name = QString::fromStdString(joined.name), times = QStringLiteral("×") + formatCount(count);
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case SecondaryRole:
        return times;
    case CopyRole:
    case Qt::AccessibleTextRole:
        return name + QLatin1Char(' ') + times;
    case KindRole:
        return int(kindOf(joined.type));
    default:
        return {};
    }
}

QVariant AlignedDominatorsTree::sizeCell(const Row& row, bool isAfter, int role) const
{
    const NodeId n = isAfter ? row.shown.node.after : row.shown.node.before;
    const quint64 size = isAfter ? row.shown.node.retainedAfter : row.shown.node.retainedBefore;
    const quint64 count = isAfter ? row.shown.countAfter : row.shown.countBefore;
    if (row.shown.isFolded() ? count == 0 : !n.isValid())
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
    const qint64 change = row.shown.node.change();
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
    const Row& above = m_rows[std::size_t(row.parent)];
    const std::size_t left = above.all->size() - shownBelow(above);
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
