#include "ui/models/retainerchildren.h"

#include "core/analysis/paths.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr TreeColumn kRetainerChildrenColumns[] = {TreeColumn::HeldBy, TreeColumn::Reference, TreeColumn::ReferenceType,
                                                   TreeColumn::Distance, TreeColumn::Retained};

} // namespace

RetainerChildren::RetainerChildren(HeapPtr heap, NodeId subject)
    : m_heap(std::move(heap))
    , m_subject(subject)
    , m_cells(m_heap)
{}

std::span<const TreeColumn> RetainerChildren::columns()
{
    return kRetainerChildrenColumns;
}

TreeItem RetainerChildren::root() const
{
    TreeItem item;
    item.node = m_subject;
    return item;
}

bool RetainerChildren::hasChildren(const TreeItem& item) const
{
    if (!item.isObject() || item.isRepeated || !item.node.isValid())
        return false;
    // Those held by the root alone are the end of the way; a look at a few sources tells.
    const Retainers& retainers = *m_heap->retainers;
    const std::uint64_t count = retainers.count(item.node);
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(count, 4); ++i)
        if (retainers.source(item.node, i) != m_heap->snapshot->root())
            return true;
    return count > 4;
}

std::uint64_t RetainerChildren::cost(const TreeItem& parent, std::uint64_t enough) const
{
    if (!parent.node.isValid())
        return 0;
    std::uint64_t cost = 0;
    const std::uint64_t count = m_heap->retainers->count(parent.node);
    for (std::uint64_t i = 0; i < count && cost <= enough; ++i) {
        const NodeId source = m_heap->retainers->source(parent.node, i);
        cost += 1 + m_heap->snapshot->endEdge(source) - m_heap->snapshot->firstEdge(source);
    }
    return cost;
}

TreeItem RetainerChildren::itemOf(NodeId source, EdgeIndex edge, const std::vector<NodeId>& path) const
{
    TreeItem item;
    item.node = source;
    item.edge = edge;
    item.isRepeated = std::find(path.begin(), path.end(), source) != path.end();
    fillNumbers(*m_heap, item);
    return item;
}

ChildPage RetainerChildren::children(const ChildRequest& request, const Progress&) const
{
    ChildPage page;
    if (!request.parent.node.isValid())
        return page;
    const RetainerCounts counts = countRetainers(*m_heap, request.parent.node);
    page.total = counts.strong;
    page.hidden = counts.weak;
    for (const Retainer& retainer : rankedRetainers(*m_heap, request.parent.node, request.limit))
        page.items.push_back(itemOf(retainer.source, retainer.edge, request.path));
    for (const TreeItem& wanted : request.include) {
        if (wanted.isObject() && wanted.edge != TreeItem::kNoEdge &&
            m_heap->snapshot->edgeTarget(wanted.edge) == request.parent.node)
            page.included.push_back(itemOf(wanted.node, wanted.edge, request.path));
    }
    return page;
}

QVariant RetainerChildren::data(const TreeItem& item, TreeColumn column, int role) const
{
    return m_cells.data(item, column, role);
}

} // namespace heapwise::ui
