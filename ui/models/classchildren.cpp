#include "ui/models/classchildren.h"

#include "core/heap/logicalsizes.h"
#include "ui/models/memberchildren.h"
#include "ui/models/objectkind.h"

namespace heapwise::ui {
namespace {

constexpr TreeColumn kColumns[] = {TreeColumn::Class, TreeColumn::Count, TreeColumn::Shallow,
                                   TreeColumn::Retained, TreeColumn::Distance};

/// Of V8's own; memory behind buffers is the program's.
bool isSystem(const HeapClass& heapClass)
{
    return heapClass.type != NodeType::Native && isEngineType(heapClass.type);
}

} // namespace

ClassChildren::ClassChildren(HeapPtr heap, ClassFilter filter)
    : m_heap(std::move(heap))
    , m_filter(std::move(filter))
    , m_pattern(m_filter.text)
    , m_cells(m_heap)
{
}

std::span<const TreeColumn> ClassChildren::columns()
{
    return kColumns;
}

bool ClassChildren::hasChildren(const TreeItem& item) const
{
    if (item.kind == TreeItem::Kind::Class)
        return item.count > 0;
    return item.isObject() && !item.node.isValid();
}

std::uint64_t ClassChildren::cost(const TreeItem& parent, std::uint64_t) const
{
    if (!m_heap->classes)
        return 0;
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
           (m_pattern.isEmpty() ||
            m_pattern.matches(QString::fromStdString(heapClass.name), heapClass.count, sizeOf(classId)));
}

ChildPage ClassChildren::children(const ChildRequest& request, const Progress& progress) const
{
    if (!m_heap->classes)
        return {};
    return request.parent.kind == TreeItem::Kind::Class ? instances(request, progress) : classes(request);
}

ItemLess ClassChildren::order(const ChildOrder& order) const
{
    if (!order.byColumn)
        return lessBy(bestSize(), true);
    if (order.column == TreeColumn::Class)
        return [heap = m_heap, descending = order.descending](const TreeItem& a, const TreeItem& b) {
            const int compared = (*heap->classes)[a.classId].name.compare((*heap->classes)[b.classId].name);
            return compared != 0 ? (compared < 0) != descending : a.classId < b.classId;
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

ChildPage ClassChildren::instances(const ChildRequest& request, const Progress& progress) const
{
    const ClassId classId = request.parent.classId;
    ChildPage page = firstMembers(m_heap, m_heap->classes->instances(classId), request, progress);
    for (const TreeItem& wanted : request.include)
        if (wanted.isObject() && m_heap->classes->classOf(wanted.node) == classId)
            page.included.push_back(memberItem(*m_heap, wanted.node));
    return page;
}

QVariant ClassChildren::data(const TreeItem& item, TreeColumn column, int role) const
{
    // In a class table the bar belongs to the retained size, or while that is not there to the shallow size.
    const bool hasBar = role == ShareRole && column == bestSize() && !TreeCells::isAside(item);
    if (hasBar && m_heap->totalSize() > 0)
        return double(column == TreeColumn::Retained ? item.retained : item.shallow) /
               double(m_heap->totalSize());
    return m_cells.data(item, column, role);
}

} // namespace heapwise::ui
