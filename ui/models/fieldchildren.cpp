#include "ui/models/fieldchildren.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr TreeColumn kFieldChildrenColumns[] = {TreeColumn::Field, TreeColumn::Value, TreeColumn::Shallow,
                                                TreeColumn::Retained};
constexpr TreeColumn kStoredColumns[] = {TreeColumn::Field, TreeColumn::ReferenceType, TreeColumn::Value};
constexpr EdgeIndex kFieldChildrenStopInterval = 4096;

} // namespace

FieldChildren::FieldChildren(HeapPtr heap, NodeId subject, Links links)
    : m_heap(std::move(heap))
    , m_subject(subject)
    , m_links(links)
    , m_cells(m_heap)
{}

std::span<const TreeColumn> FieldChildren::columns()
{
    return kFieldChildrenColumns;
}

std::span<const TreeColumn> FieldChildren::storedColumns()
{
    return kStoredColumns;
}

TreeItem FieldChildren::root() const
{
    TreeItem item;
    item.node = m_subject;
    return item;
}

bool FieldChildren::isOwn(const Snapshot& snapshot, EdgeIndex edge)
{
    const EdgeType type = snapshot.edgeType(edge);
    return type == EdgeType::Context || type == EdgeType::Element || type == EdgeType::Property;
}

bool FieldChildren::hasChildren(const TreeItem& item) const
{
    if (!item.isObject() || !item.node.isValid())
        return false;
    const Snapshot& snapshot = *m_heap->snapshot;
    const EdgeIndex begin = snapshot.firstEdge(item.node), end = snapshot.endEdge(item.node);
    if (m_links != Links::Own)
        return end > begin;
    constexpr EdgeIndex kLookedAt = 64; // enough to be right for all but odd objects, and always quick
    for (EdgeIndex e = begin; e < std::min(end, begin + kLookedAt); ++e)
        if (isOwn(snapshot, e))
            return true;
    return end - begin > kLookedAt;
}

std::uint64_t FieldChildren::cost(const TreeItem& parent, std::uint64_t) const
{
    return parent.node.isValid() ? m_heap->snapshot->endEdge(parent.node) - m_heap->snapshot->firstEdge(parent.node)
                                 : 0;
}

TreeItem FieldChildren::itemOf(EdgeIndex edge) const
{
    TreeItem item;
    item.node = m_heap->snapshot->edgeTarget(edge);
    item.edge = edge;
    item.isInternal = m_links != Links::Stored && !isOwn(*m_heap->snapshot, edge);
    fillNumbers(*m_heap, item);
    return item;
}

ChildPage FieldChildren::children(const ChildRequest& request, const Progress& progress) const
{
    ChildPage page;
    if (!request.parent.node.isValid())
        return page;
    const Snapshot& snapshot = *m_heap->snapshot;
    std::vector<EdgeIndex> own, internal;
    std::uint64_t ownCount = 0, internalCount = 0;
    const EdgeIndex end = snapshot.endEdge(request.parent.node);
    for (EdgeIndex e = snapshot.firstEdge(request.parent.node); e < end; ++e) {
        const bool isOwnEdge = m_links == Links::Stored || isOwn(snapshot, e);
        ++(isOwnEdge ? ownCount : internalCount);
        auto& list = isOwnEdge ? own : internal;
        if (list.size() < request.limit)
            list.push_back(e);
        if (e % kFieldChildrenStopInterval == 0 && progress.stopRequested())
            break;
    }
    page.total = m_links != Links::Own ? ownCount + internalCount : ownCount;
    page.hidden = m_links != Links::Own ? 0 : internalCount;
    for (const EdgeIndex e : own)
        page.items.push_back(itemOf(e));
    for (std::size_t i = 0; m_links != Links::Own && i < internal.size() && page.items.size() < request.limit; ++i)
        page.items.push_back(itemOf(internal[i]));
    for (const TreeItem& wanted : request.include) {
        if (wanted.edge < end && wanted.edge >= snapshot.firstEdge(request.parent.node) &&
            (m_links != Links::Own || isOwn(snapshot, wanted.edge)))
            page.included.push_back(itemOf(wanted.edge));
    }
    return page;
}

QVariant FieldChildren::data(const TreeItem& item, TreeColumn column, int role) const
{
    return m_cells.data(item, column, role);
}

} // namespace heapwise::ui
