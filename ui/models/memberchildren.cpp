#include "ui/models/memberchildren.h"

#include "ui/models/ranking.h"

namespace heapwise::ui {
namespace {

constexpr TreeColumn kMemberChildrenColumns[] = {TreeColumn::Object, TreeColumn::Shallow, TreeColumn::Retained};
constexpr unsigned kMemberChildrenStopInterval = 4096;

/// By class, and within one by id, which is the order of their making.
ItemLess orderByName(const HeapPtr& heap, bool descending)
{
    return [heap, descending](const TreeItem& a, const TreeItem& b) {
        const int compared = heap->classes->nameOf(a.node).compare(heap->classes->nameOf(b.node));
        if (compared != 0)
            return (compared < 0) != descending;
        const auto idA = heap->snapshot->objectId(a.node), idB = heap->snapshot->objectId(b.node);
        return idA == idB ? a.node < b.node : (idA < idB) != descending;
    };
}

ItemLess orderOf(const HeapPtr& heap, const ChildOrder& order)
{
    const TreeColumn bestSize = heap->dominators ? TreeColumn::Retained : TreeColumn::Shallow;
    if (!order.byColumn || order.column == TreeColumn::Count) // one each: keep the useful order
        return lessBy(bestSize, true);
    if (order.column == TreeColumn::Class || order.column == TreeColumn::Object)
        return orderByName(heap, order.descending);
    return lessBy(order.column == TreeColumn::Retained ? bestSize : order.column, order.descending);
}

} // namespace

TreeItem memberItem(const Heap& heap, NodeId node)
{
    TreeItem item;
    item.node = node;
    fillNumbers(heap, item);
    return item;
}

ChildPage firstMembers(const HeapPtr& heap, std::span<const std::uint32_t> nodes, const ChildRequest& request,
                       const Progress& progress)
{
    ChildPage page;
    FirstOf first(request.limit, orderOf(heap, request.order));
    unsigned seen = 0;
    for (const std::uint32_t node : nodes) {
        const TreeItem item = memberItem(*heap, NodeId{node});
        page.sums.shallow += item.shallow;
        ++page.total;
        first.add(item);
        if (++seen % kMemberChildrenStopInterval == 0 && progress.stopRequested())
            break;
    }
    page.items = first.take();
    return page;
}

MemberChildren::MemberChildren(HeapPtr heap, std::uint64_t key, std::span<const std::uint32_t> nodes,
                               std::shared_ptr<const void> owner)
    : m_heap(std::move(heap))
    , m_nodes(nodes)
    , m_owner(std::move(owner))
    , m_cells(m_heap)
{
    m_root.edge = key;
}

std::span<const TreeColumn> MemberChildren::columns()
{
    return kMemberChildrenColumns;
}

ChildPage MemberChildren::children(const ChildRequest& request, const Progress& progress) const
{
    ChildPage page = firstMembers(m_heap, m_nodes, request, progress);
    for (const TreeItem& wanted : request.include)
        if (wanted.isObject() && std::find(m_nodes.begin(), m_nodes.end(), wanted.node.value) != m_nodes.end())
            page.included.push_back(memberItem(*m_heap, wanted.node));
    return page;
}

QVariant MemberChildren::data(const TreeItem& item, TreeColumn column, int role) const
{
    return m_cells.data(item, column, role);
}

} // namespace heapwise::ui
