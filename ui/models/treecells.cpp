#include "ui/models/treecells.h"

#include <QLocale>

#include "core/analysis/objectkind.h"
#include "ui/format.h"

#include <cmath>

namespace heapwise::ui {
namespace {

bool isNumberColumn(TreeColumn column)
{
    switch (column) {
    case TreeColumn::Count:
    case TreeColumn::Distance:
    case TreeColumn::Shallow:
    case TreeColumn::Retained:
    case TreeColumn::ShallowShare:
    case TreeColumn::Share:
    case TreeColumn::Objects:
    case TreeColumn::Copies:
    case TreeColumn::Each:
    case TreeColumn::Total:
    case TreeColumn::Wasted:
    case TreeColumn::References:
    case TreeColumn::Since:
        return true;
    default:
        return false;
    }
}

QString timesText(quint64 count)
{
    return QChar(0x00d7) + formatCount(count);
}

QString locationText(const Location& location)
{
    return QStringLiteral(":%1:%2").arg(location.line + 1).arg(location.column + 1);
}

/// A cell whose value is awaited.
QVariant pendingCell(int role)
{
    return role == PendingRole ? QVariant(true) : role == Qt::DisplayRole ? QVariant(QString()) : QVariant();
}

} // namespace

void fillNumbers(const Heap& heap, TreeItem& item)
{
    item.shallow = heap.objects ? heap.objects->shallowSize(item.node) : heap.snapshot->selfSize(item.node);
    if (heap.dominators) {
        item.retained = heap.dominators->retainedSize(item.node);
        item.objects = heap.dominators->objectCount(item.node);
    }
    if (heap.distances)
        item.distance = (*heap.distances)[item.node];
}

TreeCells::TreeCells(HeapPtr heap)
    : m_heap(std::move(heap))
    , m_text(m_heap)
    , m_total(m_heap->objects ? double(m_heap->totalSize()) : 0)
{}

double TreeCells::share(quint64 bytes) const
{
    return m_total > 0 ? double(bytes) / m_total : 0;
}

QVariant TreeCells::data(const TreeItem& item, TreeColumn column, int role) const
{
    if (role == NodeRole)
        return item.isObject() ? item.node.value : NodeId::kNone;
    if (role == ClassRole)
        return item.kind == TreeItem::Kind::Class ? item.classId.value : ClassId::kNone;
    if (role == Qt::TextAlignmentRole)
        return isNumberColumn(column) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (item.kind == TreeItem::Kind::Waiting)
        return pendingCell(role);
    switch (column) {
    case TreeColumn::Class:
    case TreeColumn::Object:
    case TreeColumn::HeldBy:
    case TreeColumn::Value:
        return nameCell(item, column, role);
    case TreeColumn::Field:
    case TreeColumn::Reference:
    case TreeColumn::ReferenceType:
        return referenceCell(item, column, role);
    default:
        return numberCell(item, column, role);
    }
}

QVariant TreeCells::nameCell(const TreeItem& item, TreeColumn column, int role) const
{
    switch (item.kind) {
    case TreeItem::Kind::Object:
        return objectName(item, column, role);
    case TreeItem::Kind::Class:
        return className(item, role);
    case TreeItem::Kind::Fold:
        return foldName(item, role);
    default:
        return column == TreeColumn::Value ? QVariant() : asideName(item, role);
    }
}

QString TreeCells::secondary(const TreeItem& item, TreeColumn column) const
{
    if (item.isRepeated)
        return tr("already on this path");
    const bool isHeldByName = column == TreeColumn::Object && item.edge != TreeItem::kNoEdge;
    const QString held = isHeldByName ? fieldText(*m_heap->snapshot, item.edge) : QString();
    const QString detail = m_text.label(item.node).detail;
    return held.isEmpty() ? detail : detail.isEmpty() ? held : held + QLatin1Char(' ') + detail;
}

QVariant TreeCells::objectName(const TreeItem& item, TreeColumn column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return m_text.label(item.node).name;
    case KindRole:
        return int(m_text.label(item.node).kind);
    case ObjectIdRole: {
        // A field's value says what it is: an id only where there is nothing better to tell objects apart.
        const ObjectLabel label = m_text.label(item.node);
        const bool isPlain = column == TreeColumn::Value && (label.isValue || !label.detail.isEmpty());
        return isPlain ? QVariant() : QVariant(label.id);
    }
    case SecondaryRole:
        return secondary(item, column);
    case CopyRole:
        return nameWithId(m_text.label(item.node));
    case DimmedRole:
        return item.isInternal || item.isRepeated;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        const QString more = secondary(item, column);
        const QString name = nameWithId(m_text.label(item.node));
        return more.isEmpty() ? name : name + QLatin1String("  ") + more;
    }
    default:
        return {};
    }
}

QVariant TreeCells::className(const TreeItem& item, int role) const
{
    const HeapClass& heapClass = (*m_heap->classes)[item.classId];
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
    case Qt::AccessibleTextRole:
        return QString::fromStdString(heapClass.name);
    case Qt::ToolTipRole:
        return heapClass.location ? tr("%1, defined at script %2%3")
                                        .arg(QString::fromStdString(heapClass.name))
                                        .arg(heapClass.location->scriptId)
                                        .arg(locationText(*heapClass.location))
                                  : QString::fromStdString(heapClass.name);
    case KindRole:
        return int(kindOf(heapClass));
    default:
        return {};
    }
}

QVariant TreeCells::foldName(const TreeItem& item, int role) const
{
    switch (role) {
    case Qt::DisplayRole: {
        const ObjectLabel label = m_text.label(item.node);
        return label.kind == ObjectKind::Closure ? label.name
                                                 : QString::fromStdString(m_heap->classes->nameOf(item.node));
    }
    case SecondaryRole:
        return timesText(item.count);
    case KindRole:
        return int(m_text.label(item.node).kind);
    case CopyRole:
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr("%1 %2").arg(foldName(item, Qt::DisplayRole).toString(), timesText(item.count));
    default:
        return {};
    }
}

QVariant TreeCells::asideName(const TreeItem& item, int role) const
{
    const bool isLink = item.kind == TreeItem::Kind::More;
    if (role == LinkRole)
        return isLink;
    if (role == DimmedRole)
        return !isLink;
    if (role != Qt::DisplayRole && role != CopyRole && role != Qt::AccessibleTextRole)
        return {};
    if (!isLink)
        return tr("%1 smaller ones hidden").arg(formatCount(item.count));
    constexpr quint64 kPage = 100;
    return item.count > kPage ? tr("Show %1 of %2 more").arg(formatCount(kPage), formatCount(item.count))
                              : tr("Show %1 more").arg(formatCount(item.count));
}

QVariant TreeCells::referenceCell(const TreeItem& item, TreeColumn column, int role) const
{
    if (isAside(item))
        return column == TreeColumn::Field ? asideName(item, role) : QVariant();
    if (item.edge == TreeItem::kNoEdge)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
    case Qt::ToolTipRole:
        if (column == TreeColumn::ReferenceType)
            return referenceTypeText(*m_heap->snapshot, item.edge);
        return column == TreeColumn::Field ? fieldText(*m_heap->snapshot, item.edge)
                                           : referenceText(*m_heap->snapshot, item.edge);
    case MonoRole:
        return column != TreeColumn::ReferenceType;
    case DimmedRole:
        return item.isInternal || column == TreeColumn::ReferenceType;
    default:
        return {};
    }
}

QVariant TreeCells::numberCell(const TreeItem& item, TreeColumn column, int role) const
{
    // What is left of a list adds up only where its source says so; else there is nothing to show.
    const bool hasSums = !isAside(item) || item.shallow > 0 || item.retained > 0;
    if (!hasSums && column != TreeColumn::Count)
        return {};
    switch (column) {
    case TreeColumn::Count: {
        const bool counts = item.kind == TreeItem::Kind::Class || item.kind == TreeItem::Kind::More;
        return counts ? countCell(item.count, true, role) : QVariant();
    }
    case TreeColumn::Objects:
        return countCell(item.objects, hasRetained(), role);
    case TreeColumn::Distance:
        return isAside(item) || item.kind == TreeItem::Kind::Fold ? QVariant() : distanceCell(item, role);
    case TreeColumn::Shallow:
        return bytesCell(item.shallow, true, column, role);
    case TreeColumn::ShallowShare:
        return shallowShareCell(item, role);
    case TreeColumn::Share:
        return shareCell(item, role);
    case TreeColumn::Since:
        return {}; // known to the table of classes alone
    default:
        // Retained sizes of instances of one class overlap.
        if (item.kind == TreeItem::Kind::More && item.retained == 0)
            return {};
        return bytesCell(item.retained, hasRetained(), column, role);
    }
}

QVariant TreeCells::bytesCell(quint64 bytes, bool known, TreeColumn column, int role) const
{
    if (!known)
        return pendingCell(role);
    switch (role) {
    case Qt::DisplayRole:
        return formatBytes(bytes);
    case BytesRole:
    case SortRole:
        return bytes;
    case CopyRole:
        return QString::number(bytes);
    case Qt::ToolTipRole:
        return tr("%1, %2 of the heap\n%3")
            .arg(formatExactBytes(bytes), formatPercent(share(bytes)), headerData(column, Qt::ToolTipRole).toString());
    default:
        return {};
    }
}

QVariant TreeCells::countCell(quint64 count, bool known, int role) const
{
    if (!known)
        return pendingCell(role);
    switch (role) {
    case Qt::DisplayRole:
        return formatCount(count);
    case CountRole:
    case SortRole:
        return count;
    case CopyRole:
        return QString::number(count);
    default:
        return {};
    }
}

QVariant TreeCells::distanceCell(const TreeItem& item, int role) const
{
    if (!m_heap->distances || (item.kind == TreeItem::Kind::Class && !m_heap->classTotals))
        return countCell(0, false, role);
    if (Distances::isFinite(item.distance))
        return countCell(quint64(item.distance), true, role);
    if (role == Qt::ToolTipRole)
        return item.distance == Distances::kUnreached ? tr("Not reachable from the roots")
                                                      : tr("Reachable only from the engine's own roots");
    return role == Qt::DisplayRole || role == CopyRole ? QVariant(noValue()) : QVariant();
}

QVariant TreeCells::shareCell(const TreeItem& item, int role) const
{
    if (!hasRetained())
        return countCell(0, false, role);
    switch (role) {
    case Qt::DisplayRole:
        return formatPercent(share(item.retained));
    case ShareRole:
        return share(item.retained);
    case ShareTextRole:
        return true;
    case CopyRole:
        return QString::number(share(item.retained), 'f', 6);
    default:
        return {};
    }
}

QVariant TreeCells::shallowShareCell(const TreeItem& item, int role) const
{
    if (role == Qt::DisplayRole)
        return formatPercent(share(item.shallow));
    return role == CopyRole ? QVariant(QString::number(share(item.shallow), 'f', 6)) : QVariant();
}

QVariant TreeCells::headerData(TreeColumn column, int role)
{
    if (role == Qt::TextAlignmentRole)
        return isNumberColumn(column) ? int(Qt::AlignRight | Qt::AlignVCenter) : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool isName = role == Qt::DisplayRole;
    switch (column) {
    case TreeColumn::Class:
        return isName ? tr("Class") : tr("Constructor of the objects, or the kind of internal data");
    case TreeColumn::Object:
        return isName ? tr("Object") : tr("The object and the name it is held by");
    case TreeColumn::HeldBy:
        return isName ? tr("Held by") : tr("The object that holds the reference");
    case TreeColumn::Field:
        return isName ? tr("Field") : tr("Name of the reference; dimmed ones belong to the engine");
    case TreeColumn::Value:
        return isName ? tr("Value") : tr("What the field refers to");
    case TreeColumn::Reference:
        return isName ? tr("Reference") : tr("The property, element or variable that refers to the object below it");
    case TreeColumn::ReferenceType:
        return isName ? tr("Type") : tr("How V8 stores the reference");
    case TreeColumn::Count:
        return isName ? tr("Objects") : tr("Number of objects of the class");
    case TreeColumn::Distance:
        return isName ? tr("Distance") : tr("References on the shortest way from the GC roots");
    case TreeColumn::Shallow:
        return isName ? tr("Shallow") : tr("Shallow size: the object itself and the internals only it uses");
    case TreeColumn::ShallowShare:
        return isName ? tr("Shallow %") : tr("Shallow size as a share of the heap");
    case TreeColumn::Since:
        return isName ? tr("Since") : tr("What the shallow size changed by since an earlier snapshot of the process");
    case TreeColumn::Retained:
        return isName ? tr("Retained") : tr("Retained size: what would be freed if the object were gone");
    case TreeColumn::Share:
        return isName ? tr("of heap") : tr("Retained size as a share of the heap; the bar's scale is the whole heap");
    case TreeColumn::Objects:
        return isName ? tr("Objects") : tr("Objects kept alive, this one included");
    case TreeColumn::Text:
        return isName ? tr("Text") : tr("The text as far as V8 stored it: 1,024 characters at most");
    case TreeColumn::Copies:
        return isName ? tr("Copies") : tr("Strings that have this text and this size");
    case TreeColumn::Each:
        return isName ? tr("Each") : tr("Shallow size of one of them");
    case TreeColumn::Total:
        return isName ? tr("Total") : tr("Shallow size of all of them");
    case TreeColumn::Wasted:
        return isName ? tr("Wasted")
                      : tr("All but one of the copies: what a shared constant, or interning the text, would save");
    case TreeColumn::References:
        return isName ? tr("References") : tr("References of this name to one of the strings");
    }
    return {};
}

} // namespace heapwise::ui
