#include "ui/models/classchildren.h"

#include <QCoreApplication>

#include "core/analysis/objectkind.h"
#include "core/heap/logicalsizes.h"
#include "ui/format.h"
#include "ui/models/changeroles.h"
#include "ui/models/memberchildren.h"

#include <algorithm>
#include <tuple>

namespace heapwise::ui {
namespace {

constexpr TreeColumn kClassChildrenColumns[] = {TreeColumn::Class,        TreeColumn::Count,    TreeColumn::Shallow,
                                                TreeColumn::ShallowShare, TreeColumn::Retained, TreeColumn::Distance,
                                                TreeColumn::Since};

/// Of V8's own; memory behind buffers is the program's.
bool isSystem(const HeapClass& heapClass)
{
    return heapClass.type != NodeType::Native && isEngineType(heapClass.type);
}

} // namespace

ClassChildren::ClassChildren(HeapPtr heap, ClassFilter filter, ClassBaselinePtr baseline, ClassClustersPtr clusters)
    : m_heap(std::move(heap))
    , m_filter(std::move(filter))
    , m_baseline(std::move(baseline))
    , m_clusters(std::move(clusters))
    , m_pattern(m_filter.text)
    , m_cells(m_heap)
{}

std::span<const TreeColumn> ClassChildren::columns()
{
    return kClassChildrenColumns;
}

bool ClassChildren::hasChildren(const TreeItem& item) const
{
    if (item.kind == TreeItem::Kind::Class || item.kind == TreeItem::Kind::Fold)
        return item.count > 0;
    return item.isObject() && !item.node.isValid();
}

std::uint64_t ClassChildren::cost(const TreeItem& parent, std::uint64_t) const
{
    if (!m_heap->classes)
        return 0;
    if (const auto* const cluster = clusterOf(parent))
        return cluster->members.size();
    if (isClustered(parent))
        return m_clusters->clusters.size();
    // Classes are few; comparing and matching up to about 10,000 of them is no work for another thread.
    return parent.kind == TreeItem::Kind::Class ? m_heap->classes->instances(parent.classId).size()
                                                : m_heap->classes->size() / 3;
}

TreeItem ClassChildren::itemOf(ClassId classId) const
{
    const HeapClass& heapClass = (*m_heap->classes)[classId];
    TreeItem item;
    item.kind = TreeItem::Kind::Class;
    item.classId = classId;
    item.node = NodeId{classId.value}; // only to break ties
    item.count = item.objects = heapClass.count;
    item.shallow = heapClass.shallow;
    if (m_heap->classTotals) {
        item.retained = m_heap->classTotals->retained[classId.value];
        item.distance = m_heap->classTotals->distance[classId.value];
    }
    return item;
}

Size ClassChildren::sizeOf(ClassId classId) const
{
    return m_heap->classTotals ? m_heap->classTotals->retained[classId.value] : (*m_heap->classes)[classId].shallow;
}

bool ClassChildren::isShown(ClassId classId) const
{
    const HeapClass& heapClass = (*m_heap->classes)[classId];
    return heapClass.count > 0 && (!m_filter.kind || kindOf(heapClass) == *m_filter.kind) &&
           m_filter.hidden.count(classId.value) == 0 && !(m_filter.withoutSystem && isSystem(heapClass)) &&
           (m_pattern.isEmpty() || m_pattern.matches(heapClass.name, heapClass.count, sizeOf(classId)));
}

ChildPage ClassChildren::children(const ChildRequest& request, const Progress& progress) const
{
    if (!m_heap->classes)
        return {};
    if (const auto* const cluster = clusterOf(request.parent))
        return membersPage(cluster->members, request, progress);
    if (isClustered(request.parent))
        return clusters(request);
    return request.parent.kind == TreeItem::Kind::Class ? instances(request, progress) : classes(request);
}

// --- instances by what keeps them alive -----------------------------------------------------------------

bool ClassChildren::isClustered(const TreeItem& item) const
{
    return item.kind == TreeItem::Kind::Class && m_clusters && m_clusters->classId == item.classId;
}

/// The key of such a row is the place of its group.
const ClassClusters::Cluster* ClassChildren::clusterOf(const TreeItem& item) const
{
    const bool isOne = item.kind == TreeItem::Kind::Fold && m_clusters && item.edge < m_clusters->clusters.size();
    return isOne ? &m_clusters->clusters[std::size_t(item.edge)] : nullptr;
}

ChildPage ClassChildren::clusters(const ChildRequest& request) const
{
    ChildPage page;
    for (std::size_t i = 0; i < m_clusters->clusters.size(); ++i) {
        const ClassClusters::Cluster& cluster = m_clusters->clusters[i];
        TreeItem item;
        item.kind = TreeItem::Kind::Fold;
        item.edge = i;
        item.node = NodeId{cluster.members.front()};
        item.count = item.objects = cluster.members.size();
        item.shallow = cluster.shallow;
        item.retained = cluster.retained;
        page.items.push_back(item);
        addTo(page.sums, item);
    }
    page.total = page.items.size();
    std::sort(page.items.begin(), page.items.end(), order(request.order));
    for (const TreeItem& wanted : request.include)
        for (const TreeItem& item : page.items)
            if (covers(item, wanted))
                page.included.push_back(item);
    page.items.resize(std::min(page.items.size(), request.limit));
    return page;
}

bool ClassChildren::covers(const TreeItem& row, const TreeItem& wanted) const
{
    const auto* const cluster = wanted.isObject() ? clusterOf(row) : nullptr;
    return cluster ? std::binary_search(cluster->members.begin(), cluster->members.end(), wanted.node.value)
                   : sameRow(row, wanted);
}

QVariant ClassChildren::clusterName(const TreeItem& item, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return clusterOf(item)->name;
    default:
        return m_cells.data(item, TreeColumn::Class, role);
    }
}

ItemLess ClassChildren::order(const ChildOrder& order) const
{
    if (!order.byColumn)
        return lessBy(bestSize(), true);
    if (order.column == TreeColumn::Class && m_clusters)
        return [this, descending = order.descending](const TreeItem& a, const TreeItem& b) {
            const auto name = [this](const TreeItem& item) {
                const auto* const cluster = clusterOf(item);
                return cluster ? cluster->name : QString::fromStdString((*m_heap->classes)[item.classId].name);
            };
            const int compared = name(a).compare(name(b));
            return compared != 0 ? (compared < 0) != descending
                                 : std::tie(a.classId.value, a.edge) < std::tie(b.classId.value, b.edge);
        };
    if (order.column == TreeColumn::Class)
        return [heap = m_heap, descending = order.descending](const TreeItem& a, const TreeItem& b) {
            const int compared = (*heap->classes)[a.classId].name.compare((*heap->classes)[b.classId].name);
            return compared != 0 ? (compared < 0) != descending : a.classId < b.classId;
        };
    if (order.column == TreeColumn::Since)
        return [this, descending = order.descending](const TreeItem& a, const TreeItem& b) {
            const std::int64_t changeA = changeOf(a.classId), changeB = changeOf(b.classId);
            return changeA != changeB ? (changeA > changeB) == descending : a.classId < b.classId;
        };
    const bool waits = order.column == TreeColumn::Retained;
    return lessBy(waits ? bestSize() : order.column, order.descending);
}

ChildPage ClassChildren::classes(const ChildRequest& request) const
{
    ChildPage page;
    for (std::uint32_t c = 0; c < m_heap->classes->size(); ++c) {
        if (!isShown(ClassId{c}))
            continue;
        page.items.push_back(itemOf(ClassId{c}));
        page.sums.objects += page.items.back().count;
        page.sums.shallow += page.items.back().shallow;
    }
    page.total = page.items.size();
    std::sort(page.items.begin(), page.items.end(), order(request.order));
    return page;
}

/// `members` ascending.
ChildPage ClassChildren::membersPage(std::span<const std::uint32_t> members, const ChildRequest& request,
                                     const Progress& progress) const
{
    ChildPage page = firstMembers(m_heap, members, request, progress);
    for (const TreeItem& wanted : request.include)
        if (wanted.isObject() && std::binary_search(members.begin(), members.end(), wanted.node.value))
            page.included.push_back(memberItem(*m_heap, wanted.node));
    return page;
}

ChildPage ClassChildren::instances(const ChildRequest& request, const Progress& progress) const
{
    return membersPage(m_heap->classes->instances(request.parent.classId), request, progress);
}

std::int64_t ClassChildren::changeOf(ClassId classId) const
{
    return m_baseline && classId.isValid() ? m_baseline->changes[classId.value].shallow : 0;
}

QVariant ClassChildren::changeCell(const TreeItem& item, int role) const
{
    if (!m_baseline || item.kind != TreeItem::Kind::Class)
        return role == Qt::TextAlignmentRole ? m_cells.data(item, TreeColumn::Since, role) : QVariant();
    const ClassChange& change = m_baseline->changes[item.classId.value];
    switch (role) {
    case Qt::DisplayRole:
        return formatBytesDelta(change.shallow);
    case SignedRole:
        return qint64(change.shallow);
    case IsBytesRole:
        return true;
    case CopyRole:
        return QString::number(change.shallow);
    case Qt::ToolTipRole:
        return QStringLiteral("%1 B, %2")
            .arg(formatCountDelta(change.shallow),
                 QCoreApplication::translate("TreeCells", "%1 objects").arg(formatCountDelta(change.objects)));
    default:
        return m_cells.data(item, TreeColumn::Since, role);
    }
}

QVariant ClassChildren::data(const TreeItem& item, TreeColumn column, int role) const
{
    if (column == TreeColumn::Since)
        return changeCell(item, role);
    if (column == TreeColumn::Class && clusterOf(item))
        return clusterName(item, role);
    if (column == TreeColumn::Count && clusterOf(item)) {
        TreeItem counted = item; // as a class has it
        counted.kind = TreeItem::Kind::More;
        return m_cells.data(counted, column, role);
    }
    // In a class table the bar belongs to the retained size, or while that is not there to the shallow size.
    const bool hasBar = role == ShareRole && column == bestSize() && !TreeCells::isAside(item);
    if (hasBar && m_heap->totalSize() > 0)
        return double(column == TreeColumn::Retained ? item.retained : item.shallow) / double(m_heap->totalSize());
    return m_cells.data(item, column, role);
}

} // namespace heapwise::ui
