#include "ui/models/decodedchildren.h"

#include "core/heap/fields/decode.h"
#include "ui/models/decodedtext.h"
#include "ui/models/fieldchildren.h"

namespace heapwise::ui {
namespace {

constexpr EdgeIndex kDecodedChildrenStopInterval = 4096;

bool isText(NodeType type)
{
    return type == NodeType::String || type == NodeType::ConcatenatedString || type == NodeType::SlicedString;
}

} // namespace

DecodedChildren::DecodedChildren(HeapPtr heap, NodeId subject, bool withInternal)
    : m_heap(std::move(heap))
    , m_subject(subject)
    , m_withInternal(withInternal)
    , m_cells(m_heap)
{}

TreeItem DecodedChildren::root() const
{
    TreeItem item;
    item.node = m_subject;
    return item;
}

bool DecodedChildren::hasChildren(const TreeItem& item) const
{
    if (!item.isObject() || !item.node.isValid())
        return false;
    const Snapshot& snapshot = *m_heap->snapshot;
    const bool hasEdges = snapshot.endEdge(item.node) > snapshot.firstEdge(item.node);
    const NodeType type = snapshot.type(item.node);
    if (m_withInternal)
        return hasEdges;
    // Nearly every object has a prototype; a flat string, a number and V8's own nodes have nothing of the program's.
    const bool isOurs = type == NodeType::Object || type == NodeType::Closure || type == NodeType::RegExp;
    return hasEdges && (isOurs || (isText(type) && type != NodeType::String));
}

std::uint64_t DecodedChildren::cost(const TreeItem& parent, std::uint64_t) const
{
    return parent.node.isValid() ? m_heap->snapshot->endEdge(parent.node) - m_heap->snapshot->firstEdge(parent.node)
                                 : 0;
}

std::uint64_t DecodedChildren::internalCount(const Snapshot& snapshot, NodeId n)
{
    std::uint64_t count = 0;
    for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e)
        count += !FieldChildren::isOwn(snapshot, e);
    return count;
}

TreeItem DecodedChildren::itemOf(const Field& field, std::uint32_t ordinal) const
{
    TreeItem item;
    item.field = std::make_shared<Field>(field);
    item.node = field.value;
    item.edge = field.edge;
    if (field.edge == Field::kNoEdge)
        item.classId = ClassId{ordinal}; // tells rows apart that have no reference of their own
    if (!field.value.isValid()) {
        item.kind = TreeItem::Kind::Absent;
        return item;
    }
    item.isInternal = field.depth > 0 || field.name == "__proto__";
    fillNumbers(*m_heap, item);
    return item;
}

TreeItem DecodedChildren::internalItem(EdgeIndex edge) const
{
    TreeItem item;
    item.node = m_heap->snapshot->edgeTarget(edge);
    item.edge = edge;
    item.isInternal = true;
    fillNumbers(*m_heap, item);
    return item;
}

ChildPage DecodedChildren::children(const ChildRequest& request, const Progress& progress) const
{
    ChildPage page;
    const NodeId n = request.parent.node;
    if (!n.isValid())
        return page;
    const Snapshot& snapshot = *m_heap->snapshot;
    const DecodedObject decoded = decodeObject(snapshot, m_heap->retainers.get(), n, request.limit, progress);
    for (std::size_t i = 0; i < decoded.fields.size(); ++i)
        page.items.push_back(itemOf(decoded.fields[i], std::uint32_t(i)));
    page.total = decoded.fieldCount;
    std::uint64_t internal = 0;
    for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e) {
        if (e % kDecodedChildrenStopInterval == 0 && progress.stopRequested())
            break;
        if (FieldChildren::isOwn(snapshot, e))
            continue;
        ++internal;
        if (m_withInternal && page.items.size() < request.limit)
            page.items.push_back(internalItem(e));
    }
    (m_withInternal ? page.total : page.hidden) += internal;
    for (const TreeItem& wanted : request.include) {
        const auto found = std::find_if(page.items.begin(), page.items.end(),
                                        [&](const TreeItem& item) { return sameRow(item, wanted); });
        if (found != page.items.end())
            page.included.push_back(*found);
    }
    return page;
}

QString DecodedChildren::fieldName(const Field& field) const
{
    const QString name = escaped(QString::fromStdString(field.name), 512);
    switch (field.kind) {
    case Field::Kind::Element:
    case Field::Kind::Member:
        return QLatin1Char('[') + name + QLatin1Char(']');
    case Field::Kind::Entry: {
        const QString key = field.key.isValid() ? m_cells.text().label(field.key).name : tr("(not recorded)");
        return key + QStringLiteral(" →");
    }
    default:
        return name.isEmpty() ? QStringLiteral("\"\"") : name;
    }
}

QVariant DecodedChildren::fieldCell(const TreeItem& item, int role) const
{
    const Field& field = *item.field;
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
    case Qt::AccessibleTextRole:
        return fieldName(field);
    case Qt::ToolTipRole:
        if (field.kind == Field::Kind::Entry && field.key.isValid())
            return tr("Key: %1").arg(nameWithId(m_cells.text().label(field.key)));
        if (field.kind == Field::Kind::Variable && field.name.find(" | ") != std::string::npos)
            return tr("One of these variables: the file does not say which");
        if (field.kind == Field::Kind::Variable && field.depth > 0)
            return tr("%1: a variable of a scope further out").arg(fieldName(field));
        return fieldName(field);
    case MonoRole:
        return true;
    case DimmedRole:
        return item.isInternal;
    default:
        return {};
    }
}

QVariant DecodedChildren::absentCell(const TreeItem& item, TreeColumn column, int role) const
{
    if (column != TreeColumn::Value)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
    case Qt::AccessibleTextRole:
        return absenceText(item.field->absence);
    case Qt::ToolTipRole:
        return absenceHelp(item.field->absence);
    case DimmedRole:
        return true;
    default:
        return {};
    }
}

QVariant DecodedChildren::data(const TreeItem& item, TreeColumn column, int role) const
{
    if (item.field && role != NodeRole && role != ClassRole && role != Qt::TextAlignmentRole) {
        if (column == TreeColumn::Field)
            return fieldCell(item, role);
        if (item.kind == TreeItem::Kind::Absent)
            return absentCell(item, column, role);
    }
    return m_cells.data(item, column, role);
}

} // namespace heapwise::ui
