// What the cells of ComparisonClasses show.
#include "ui/models/comparisonclasses.h"

#include "core/analysis/objectkind.h"
#include "ui/format.h"
#include "ui/models/cellroles.h"

#include <cmath>

namespace heapwise::ui {

namespace {

using What = ComparisonClasses::What;

bool isBytes(What what)
{
    return what == What::ShallowFirst || what == What::ShallowLast || what == What::ShallowChange ||
           what == What::RetainedChange || what == What::SetShallow || what == What::SetRetained;
}

bool isChange(What what)
{
    return what == What::CountChange || what == What::ShallowChange || what == What::RetainedChange;
}

bool needsRetained(What what)
{
    return what == What::RetainedChange || what == What::SetRetained;
}

} // namespace

QVariant ComparisonClasses::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_comparison)
        return {};
    const Column column = m_columns[std::size_t(index.column())];
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (column.what == What::Class ? Qt::AlignLeft : Qt::AlignRight));
    if (index.internalId() == 0)
        return classCell(classAt(index), column, role);
    const Children& children = m_children.at(classAt(index));
    return std::size_t(index.row()) < children.shown
               ? objectCell(children.objects[std::size_t(index.row())], column, role)
               : linkCell(children, column, role);
}

QVariant ComparisonClasses::classCell(std::uint32_t c, Column column, int role) const
{
    if (column.what == What::Class)
        return className(c, role);
    if (needsRetained(column.what) && !m_comparison->hasRetained())
        return role == PendingRole ? QVariant(true) : QVariant();
    if (column.what == What::SetShare) {
        if (role == ShareRole)
            return setShare(c);
        if (role == ShareTextRole)
            return true;
        return role == Qt::DisplayRole || role == CopyRole ? QVariant(formatPercent(setShare(c))) : QVariant();
    }
    if (role == ChangeShareRole && column.what == What::ShallowChange)
        return double(value(c, column)) / m_largestChange;
    if (role == BoldRole)
        return column.what == What::SetRetained || column.what == What::ShallowChange;
    if (role == GrowthRole)
        return column.what == What::New                                        ? QVariant(false)
               : column.what == What::InSet && m_set == ChangeSet::NewAndAlive ? QVariant(true)
                                                                               : QVariant();
    return numberCell(value(c, column), column, role);
}

QVariant ComparisonClasses::className(std::uint32_t c, int role) const
{
    const JoinedClass& row = m_comparison->classes()[c];
    // Functions carry their place in their name: "onTick() /srv/app/orders.js:48:15".
    const QString name = QString::fromStdString(row.name);
    const auto end = row.type == NodeType::Closure ? name.indexOf(QLatin1String(" /")) : -1;
    switch (role) {
    case Qt::DisplayRole:
        return end > 0 ? name.left(end) : name;
    case SecondaryRole:
        return end > 0 ? name.mid(name.lastIndexOf(QLatin1Char('/')) + 1) : QString();
    case Qt::ToolTipRole:
    case CopyRole:
        return name;
    case KindRole:
        return int(kindOf(HeapClass{row.name, row.type, row.location, 0, 0}));
    default:
        return {};
    }
}

QVariant ComparisonClasses::numberCell(qint64 number, Column column, int role) const
{
    const bool bytes = isBytes(column.what);
    switch (role) {
    case SignedRole:
        return isChange(column.what) || column.what == What::New ? QVariant(number) : QVariant();
    case IsBytesRole:
        return bytes;
    case BytesRole:
        return bytes && number >= 0 ? QVariant(quint64(number)) : QVariant();
    case CountRole:
        return bytes || number < 0 ? QVariant() : QVariant(quint64(number));
    case CopyRole:
        return QString::number(number);
    case Qt::DisplayRole:
        if (isChange(column.what) || column.what == What::New)
            return bytes ? formatBytesDelta(number) : formatCountDelta(number);
        return bytes ? formatBytes(quint64(number)) : formatCount(quint64(number));
    case Qt::ToolTipRole:
        return bytes ? QVariant((number < 0 ? QStringLiteral("\u2212") : QString()) +
                                formatExactBytes(quint64(std::abs(number))))
                     : QVariant();
    default:
        return {};
    }
}

QVariant ComparisonClasses::objectCell(const Object& object, Column column, int role) const
{
    const Heap& heap = *m_comparison->heap(object.snapshot);
    if (column.what == What::Class) {
        const ObjectLabel label = m_texts[object.snapshot]->label(object.node);
        const bool isFreed = m_set == ChangeSet::All && object.snapshot + 1 < m_comparison->snapshotCount();
        switch (role) {
        case Qt::DisplayRole:
        case CopyRole:
            return label.name;
        case SecondaryRole:
            return isFreed ? tr("freed") : label.detail;
        case DimmedRole:
            return isFreed;
        case KindRole:
            return int(label.kind);
        case ObjectIdRole:
            return label.id;
        case NodeRole:
            return object.node.value;
        default:
            return {};
        }
    }
    const bool isShallow = column.what == What::ShallowLast || column.what == What::SetShallow;
    const bool isRetained = column.what == What::SetRetained;
    if (!isShallow && !(isRetained && heap.dominators))
        return {};
    return numberCell(
        qint64(isShallow ? heap.objects->shallowSize(object.node) : heap.dominators->retainedSize(object.node)), column,
        role);
}

QVariant ComparisonClasses::linkCell(const Children& children, Column column, int role) const
{
    if (role == LinkRole)
        return true;
    if (role != Qt::DisplayRole || column.what != What::Class)
        return {};
    const std::size_t left = children.objects.size() - children.shown;
    return tr("Show %1 of %2 more").arg(formatCount(std::min(kPage, left)), formatCount(left));
}

namespace {

QString headerTip(What what)
{
    switch (what) {
    case What::Class:
        return ComparisonClasses::tr("Constructor of the objects, or the kind of internal data");
    case What::Count:
        return ComparisonClasses::tr("Objects of the class in this snapshot");
    case What::CountChange:
        return ComparisonClasses::tr("Objects in the last snapshot minus those in the first");
    case What::New:
        return ComparisonClasses::tr("Objects that the snapshot before did not have");
    case What::Freed:
        return ComparisonClasses::tr("Objects of the first snapshot that the last does not have");
    case What::ShallowFirst:
    case What::ShallowLast:
        return ComparisonClasses::tr("Shallow size of the class in this snapshot");
    case What::ShallowChange:
        return ComparisonClasses::tr("Shallow size in the last snapshot minus that in the first");
    case What::RetainedChange:
        return ComparisonClasses::tr("Retained size in the last snapshot minus that in the first");
    case What::InSet:
        return ComparisonClasses::tr("Objects of the set chosen above");
    case What::SetShare:
        return ComparisonClasses::tr("Share of the objects that could be in the set");
    case What::SetShallow:
        return ComparisonClasses::tr("Shallow size of the objects in the set");
    case What::SetRetained:
        return ComparisonClasses::tr("What the objects in the set keep alive together");
    }
    return {};
}

} // namespace

QVariant ComparisonClasses::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= int(m_columns.size()))
        return {};
    const Column column = m_columns[std::size_t(section)];
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (column.what == What::Class ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole)
        return headerTip(column.what);
    if (role != Qt::DisplayRole || !m_comparison)
        return {};
    const std::size_t count = m_comparison->snapshotCount();
    const QString first = snapshotName(0, count), second = snapshotName(1, count),
                  last = snapshotName(count - 1, count);
    switch (column.what) {
    case What::Class:
        return tr("Class");
    case What::Count:
        return count == 2 ? tr("Objects %1").arg(snapshotName(column.snapshot, count))
                          : tr("In %1").arg(snapshotName(column.snapshot, count));
    case What::CountChange:
        return tr("Δ objects");
    case What::New:
        return count == 2 ? tr("New") : tr("New in %1").arg(second);
    case What::Freed:
        return tr("Freed");
    case What::ShallowFirst:
        return tr("Shallow %1").arg(first);
    case What::ShallowLast:
        return tr("Shallow %1").arg(last);
    case What::ShallowChange:
        return tr("Δ shallow");
    case What::RetainedChange:
        return tr("Δ retained");
    case What::InSet:
        return m_set == ChangeSet::New        ? tr("New in %1").arg(second)
               : m_set == ChangeSet::Freed    ? tr("Freed")
               : m_set == ChangeSet::Survived ? tr("Survived")
                                              : tr("Alive in %1").arg(last);
    case What::SetShare:
        return m_set == ChangeSet::NewAndAlive ? tr("Still alive") : tr("Of the class");
    case What::SetShallow:
        return tr("Shallow");
    case What::SetRetained:
        return tr("Retained");
    }
    return {};
}

} // namespace heapwise::ui
