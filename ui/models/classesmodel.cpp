#include "ui/models/classesmodel.h"

#include "ui/models/cellroles.h"
#include "ui/models/classchildren.h"

namespace heapwise::ui {

ClassesModel::ClassesModel(QObject* parent)
    : GraphTreeModel(ClassChildren::columns(), parent)
{}

std::shared_ptr<const ChildSource> ClassesModel::makeSource() const
{
    return m_heap && m_heap->classes ? std::make_shared<ClassChildren>(m_heap, m_filter, m_baseline, m_clusters)
                                     : nullptr;
}

void ClassesModel::setHeap(HeapPtr heap)
{
    const bool isSameSnapshot = m_heap && heap && m_heap->snapshot == heap->snapshot;
    if (!isSameSnapshot)
        m_clusters.reset();
    m_heap = std::move(heap);
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (isSameSnapshot)
        updateSource(makeSource());
    else
        resetSource(makeSource());
}

void ClassesModel::setGroups(HeapPtr heap, bool isGrouped)
{
    m_isGrouped = isGrouped;
    m_clusters.reset();
    m_heap = std::move(heap);
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    resetSource(makeSource());
}

QVariant ClassesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool hasRetained = m_heap && m_heap->dominators;
    if (role == ShareRole) // the header stands over the number, not over the bar
        return section == columnOf(hasRetained ? TreeColumn::Retained : TreeColumn::Shallow) ? QVariant(true)
                                                                                             : QVariant();
    if (role == Qt::DisplayRole && m_heap && !hasRetained && section == columnOf(TreeColumn::Retained))
        return m_heap->countsOnly ? tr("Retained not known") : tr("computing Retained");
    if (section == columnOf(TreeColumn::Since) && role == Qt::DisplayRole)
        return m_baseline ? tr("Since %1").arg(m_baseline->name) : QString();
    return GraphTreeModel::headerData(section, orientation, role);
}

void ClassesModel::setBaseline(ClassBaselinePtr baseline)
{
    m_baseline = std::move(baseline);
    emit headerDataChanged(Qt::Horizontal, columnOf(TreeColumn::Since), columnOf(TreeColumn::Since));
    if (source())
        updateSource(makeSource());
}

void ClassesModel::setClusters(ClassClustersPtr clusters)
{
    m_clusters = std::move(clusters);
    if (source())
        updateSource(makeSource());
}

const ClassClusters::Cluster* ClassesModel::clusterAt(const QModelIndex& index) const
{
    const TreeItem* const row = item(index);
    const bool isOne =
        row && row->kind == TreeItem::Kind::Fold && m_clusters && row->edge < m_clusters->clusters.size();
    return isOne ? &m_clusters->clusters[std::size_t(row->edge)] : nullptr;
}

void ClassesModel::setFilter(const ClassFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    if (source())
        updateSource(makeSource());
}

std::optional<ObjectId> ClassesModel::objectIdIn(const QString& text)
{
    const QString trimmed = text.trimmed();
    bool isNumber = false;
    const uint id = trimmed.mid(1).toUInt(&isNumber);
    if (!trimmed.startsWith(QLatin1Char('@')) || !isNumber)
        return std::nullopt;
    return ObjectId{id};
}

Size ClassesModel::heapTotal() const
{
    return m_heap && m_heap->objects ? m_heap->totalSize() : 0;
}

TreeItem ClassesModel::classItem(ClassId classId) const
{
    TreeItem item;
    item.kind = TreeItem::Kind::Class;
    item.classId = classId;
    return item;
}

ClassId ClassesModel::classAt(const QModelIndex& index) const
{
    const TreeItem* const row = item(index);
    return row && row->kind == TreeItem::Kind::Class ? row->classId : ClassId{};
}

bool ClassesModel::shows(ClassId classId) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (classAt(index(row, 0)) == classId)
            return true;
    return false;
}

void ClassesModel::revealObject(NodeId node)
{
    if (!m_heap || !m_heap->classes || !node.isValid())
        return;
    TreeItem object;
    object.node = node;
    reveal({classItem(m_heap->classes->classOf(node)), object});
}

void ClassesModel::revealClass(ClassId classId)
{
    reveal({classItem(classId)});
}

} // namespace heapwise::ui
