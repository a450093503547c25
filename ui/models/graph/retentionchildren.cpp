#include "ui/models/graph/retentionchildren.h"

#include "core/analysis/objectkind.h"
#include "ui/format.h"
#include "ui/models/graph/retentiontext.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr TreeColumn kColumns[] = {TreeColumn::HeldBy, TreeColumn::Reference, TreeColumn::ReferenceType,
                                   TreeColumn::Distance, TreeColumn::Retained};

} // namespace

RetentionChildren::RetentionChildren(RetentionGraphPtr graph)
    : m_graph(std::move(graph))
    , m_cells(m_graph->paths->heap)
    , m_into(m_graph->groups.size())
{
    const RetentionText text(*m_graph, nullptr);
    for (const RetentionGroup& group : m_graph->groups)
        m_names.push_back(text.groupName(group));
    for (int i = 0; i < int(m_graph->references.size()); ++i) {
        const RetentionReference& reference = m_graph->references[std::size_t(i)];
        m_labels.push_back(text.referenceName(reference));
        m_into[std::size_t(reference.to)].push_back(i);
        const TreeItem row = rowOf(i);
        m_byRow[{row.edge, row.node.value}] = i;
    }
}

std::span<const TreeColumn> RetentionChildren::columns()
{
    return kColumns;
}

TreeItem RetentionChildren::root() const
{
    TreeItem item;
    item.node = m_graph->groups[std::size_t(m_graph->subject)].representative;
    return item;
}

TreeItem RetentionChildren::rowOf(int reference) const
{
    const RetentionReference& held = m_graph->references[std::size_t(reference)];
    const RetentionGroup& holder = m_graph->groups[std::size_t(held.from)];
    TreeItem item;
    item.kind = holder.more > 0 ? TreeItem::Kind::Fold : TreeItem::Kind::Object;
    item.node = holder.representative;
    item.owner = holder.more > 0 ? m_graph->groups[std::size_t(held.to)].representative : NodeId{};
    item.edge = held.hops.empty() ? TreeItem::kNoEdge : held.hops.back();
    item.count = holder.more > 0 ? holder.more : holder.members->size();
    item.distance = holder.distance;
    item.retained = holder.more > 0 ? 0 : holder.retained;
    item.isInternal = held.isLonger;
    return item;
}

int RetentionChildren::referenceOf(const TreeItem& item) const
{
    const auto at = m_byRow.find({item.edge, item.node.value});
    return at == m_byRow.end() ? -1 : at->second;
}

EdgeIndex RetentionChildren::edgeOf(const TreeItem& item) const
{
    const int reference = referenceOf(item);
    const bool hasEdge = reference >= 0 && !m_graph->references[std::size_t(reference)].hops.empty();
    return hasEdge ? m_graph->references[std::size_t(reference)].hops.back() : TreeItem::kNoEdge;
}

int RetentionChildren::groupOf(const TreeItem& item) const
{
    const int reference = referenceOf(item);
    return reference >= 0 ? m_graph->references[std::size_t(reference)].from : m_graph->subject;
}

bool RetentionChildren::hasChildren(const TreeItem& item) const
{
    return !item.isRepeated && !m_into[std::size_t(groupOf(item))].empty();
}

ChildPage RetentionChildren::children(const ChildRequest& request, const Progress&) const
{
    ChildPage page;
    for (const int reference : m_into[std::size_t(groupOf(request.parent))]) {
        TreeItem row = rowOf(reference);
        row.isRepeated = std::find(request.path.begin(), request.path.end(), row.node) != request.path.end();
        page.items.push_back(row);
        for (const TreeItem& wanted : request.include)
            if (sameRow(wanted, row))
                page.included.push_back(row);
    }
    page.total = page.items.size();
    return page;
}

QVariant RetentionChildren::nameCell(int group, const TreeItem& item, int role) const
{
    const QString times = item.count > 1 ? QStringLiteral("×") + formatCount(item.count) : QString();
    const RetentionGroup& shown = m_graph->groups[std::size_t(group)];
    switch (role) {
    case Qt::DisplayRole:
        return m_names[std::size_t(group)];
    case SecondaryRole:
        if (shown.isAccumulation && !item.isRepeated)
            return RetentionText::tr("accumulation point");
        return times.isEmpty() || item.isRepeated ? m_cells.data(item, TreeColumn::HeldBy, role) : times;
    case ObjectIdRole:
        return times.isEmpty() && !shown.isRoot ? m_cells.data(item, TreeColumn::HeldBy, role) : QVariant();
    case CopyRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return times.isEmpty() ? m_cells.data(item, TreeColumn::HeldBy, role)
                               : QVariant(m_names[std::size_t(group)] + QLatin1Char(' ') + times);
    default:
        return m_cells.data(item, TreeColumn::HeldBy, role);
    }
}

QVariant RetentionChildren::data(const TreeItem& item, TreeColumn column, int role) const
{
    const int reference = referenceOf(item);
    if (reference < 0 || item.kind > TreeItem::Kind::Fold)
        return m_cells.data(item, column, role);
    const int group = m_graph->references[std::size_t(reference)].from;
    if (m_graph->groups[std::size_t(group)].more > 0)
        return column == TreeColumn::HeldBy && (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
                   ? QVariant(m_names[std::size_t(group)])
                   : QVariant();
    if (column == TreeColumn::HeldBy)
        return nameCell(group, item, role);
    const bool isText = role == Qt::DisplayRole || role == CopyRole || role == Qt::ToolTipRole;
    if (column == TreeColumn::Reference && isText)
        return m_labels[std::size_t(reference)];
    return m_cells.data(item, column, role);
}

} // namespace heapwise::ui
