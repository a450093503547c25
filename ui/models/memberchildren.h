#pragma once

#include "ui/models/childsource.h"
#include "ui/models/treecells.h"

#include <memory>

namespace heapwise::ui {

/// The objects of a class or a set with their sizes: one level of rows.
class MemberChildren final : public ChildSource {
public:
    /// `owner` keeps `nodes` alive, unless the heap does. A source with another `key` lists other objects: nothing of
    /// the rows of before is kept.
    MemberChildren(HeapPtr heap, std::uint64_t key, std::span<const std::uint32_t> nodes,
                   std::shared_ptr<const void> owner = {});

    static std::span<const TreeColumn> columns();
    TreeItem root() const override { return m_root; }
    bool hasChildren(const TreeItem& item) const override { return item.isObject() && !item.node.isValid(); }
    std::uint64_t cost(const TreeItem&, std::uint64_t) const override { return m_nodes.size(); }
    ChildPage children(const ChildRequest& request, const Progress& progress) const override;
    QVariant data(const TreeItem& item, TreeColumn column, int role) const override;

private:
    HeapPtr m_heap;
    TreeItem m_root;
    std::span<const std::uint32_t> m_nodes;
    std::shared_ptr<const void> m_owner;
    TreeCells m_cells;
};

/// The first rows of these objects in the order asked for; by the size that is known where none is. Those asked for
/// by name are not looked for. O(nodes).
ChildPage firstMembers(const HeapPtr& heap, std::span<const std::uint32_t> nodes, const ChildRequest& request,
                       const Progress& progress);
/// The row of one object.
TreeItem memberItem(const Heap& heap, NodeId node);

} // namespace heapwise::ui
