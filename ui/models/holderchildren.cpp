#include "ui/models/holderchildren.h"

#include "core/heap/logicalsizes.h"
#include "ui/models/memberchildren.h"

#include <algorithm>
#include <tuple>

namespace heapwise::ui {
namespace {

constexpr TreeColumn kHolderChildrenColumns[] = {TreeColumn::HeldBy, TreeColumn::Reference, TreeColumn::References,
                                                 TreeColumn::Distance, TreeColumn::Retained};

bool isEngines(const Heap& heap, const HolderGroup& group)
{
    return isEngineType(heap.snapshot->type(group.representative));
}

} // namespace

HolderChildren::HolderChildren(HeapPtr heap, std::uint64_t key, std::span<const std::uint32_t> nodes,
                               std::shared_ptr<const void> owner, Holders holders)
    : m_heap(std::move(heap))
    , m_nodes(nodes)
    , m_owner(std::move(owner))
    , m_holders(std::move(holders))
    , m_cells(m_heap)
{
    m_root.edge = key;
    std::ranges::stable_sort(m_holders.groups, {}, [this](const HolderGroup& group) {
        return std::tuple(isEngines(*m_heap, group), UINT64_MAX - group.references);
    });
}

std::span<const TreeColumn> HolderChildren::columns()
{
    return kHolderChildrenColumns;
}

bool HolderChildren::hasChildren(const TreeItem& item) const
{
    return item.kind == TreeItem::Kind::Fold || (item.isObject() && !item.node.isValid());
}

std::uint64_t HolderChildren::cost(const TreeItem& parent, std::uint64_t enough) const
{
    const HolderGroup* const group = groupOf(parent);
    if (!group)
        return m_holders.groups.size();
    std::uint64_t cost = 0;
    for (auto at = group->holders.begin(); at != group->holders.end() && cost <= enough; ++at)
        cost += 1 + m_heap->snapshot->endEdge(NodeId{*at}) - m_heap->snapshot->firstEdge(NodeId{*at});
    return cost;
}

const HolderGroup* HolderChildren::groupOf(const TreeItem& item) const
{
    return item.kind == TreeItem::Kind::Fold ? &m_holders.groups[item.classId.value] : nullptr;
}

TreeItem HolderChildren::groupItem(std::size_t at) const
{
    const HolderGroup& group = m_holders.groups[at];
    TreeItem item;
    item.kind = TreeItem::Kind::Fold;
    item.classId = ClassId{std::uint32_t(at)}; // tells it from others
    item.node = group.representative;
    item.edge = group.edge;
    item.count = group.holders.size();
    item.objects = group.references;
    item.isInternal = isEngines(*m_heap, group);
    return item;
}

ChildPage HolderChildren::children(const ChildRequest& request, const Progress& progress) const
{
    const HolderGroup* const group = groupOf(request.parent);
    return group ? holders(*group, request, progress) : groups(request);
}

ChildPage HolderChildren::groups(const ChildRequest& request) const
{
    ChildPage page;
    page.total = m_holders.groups.size();
    for (std::size_t i = 0; i < m_holders.groups.size() && i < request.limit; ++i)
        page.items.push_back(groupItem(i));
    for (const TreeItem& wanted : request.include)
        if (wanted.kind == TreeItem::Kind::Fold && wanted.classId.value < m_holders.groups.size())
            page.included.push_back(groupItem(wanted.classId.value));
    return page;
}

ChildPage HolderChildren::holders(const HolderGroup& group, const ChildRequest& request, const Progress& progress) const
{
    ChildPage page = firstMembers(m_heap, group.holders, request, progress);
    for (const TreeItem& wanted : request.include)
        if (wanted.isObject() && std::ranges::binary_search(group.holders, wanted.node.value))
            page.included.push_back(memberItem(*m_heap, wanted.node));
    for (auto* const items : {&page.items, &page.included})
        for (TreeItem& item : *items)
            item.edge = edgeOf(item.node, group);
    return page;
}

/// One of the references by which the object is in the group.
EdgeIndex HolderChildren::edgeOf(NodeId holder, const HolderGroup& group) const
{
    const Snapshot& snapshot = *m_heap->snapshot;
    for (EdgeIndex e = snapshot.firstEdge(holder); e < snapshot.endEdge(holder); ++e) {
        const bool isAlike = snapshot.edgeType(e) == snapshot.edgeType(group.edge) &&
                             (group.anyName || snapshot.edgeNameOrIndex(e) == snapshot.edgeNameOrIndex(group.edge));
        if (isAlike && std::ranges::binary_search(m_nodes, snapshot.edgeTarget(e).value))
            return e;
    }
    return TreeItem::kNoEdge;
}

QVariant HolderChildren::data(const TreeItem& item, TreeColumn column, int role) const
{
    const HolderGroup* const group = groupOf(item);
    if (column == TreeColumn::References && role != NodeRole && role != ClassRole && role != Qt::TextAlignmentRole)
        return group ? m_cells.countCell(group->references, true, role) : QVariant();
    if (column == TreeColumn::References)
        return m_cells.data(item, TreeColumn::Distance, role);
    const bool isText = role == Qt::DisplayRole || role == CopyRole || role == Qt::ToolTipRole;
    if (group && column == TreeColumn::Reference && group->anyName && isText)
        return QStringLiteral("[…]");
    if (group && column == TreeColumn::HeldBy && role == DimmedRole)
        return item.isInternal;
    // What many objects retain together is not the sum of what each does.
    if (group && column == TreeColumn::Retained && role != Qt::TextAlignmentRole)
        return {};
    return m_cells.data(item, column, role);
}

} // namespace heapwise::ui
