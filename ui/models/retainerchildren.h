#pragma once

#include "ui/models/childsource.h"
#include "ui/models/treecells.h"

namespace heapwise::ui {

/// What refers to an object, and what refers to that, up to the roots. Weak references, and those from the
/// root itself, are left out; the former are counted. Needs Stage::Retainers.
class RetainerChildren final : public ChildSource {
public:
    RetainerChildren(HeapPtr heap, NodeId subject);

    static std::span<const TreeColumn> columns();
    TreeItem root() const override;
    bool hasChildren(const TreeItem& item) const override;
    std::uint64_t cost(const TreeItem& parent, std::uint64_t enough) const override;
    ChildPage children(const ChildRequest& request, const Progress& progress) const override;
    EdgeIndex edgeOf(const TreeItem& item) const override { return item.isObject() ? item.edge : TreeItem::kNoEdge; }
    QVariant data(const TreeItem& item, TreeColumn column, int role) const override;

private:
    TreeItem itemOf(NodeId source, EdgeIndex edge, const std::vector<NodeId>& path) const;

    HeapPtr m_heap;
    NodeId m_subject;
    TreeCells m_cells;
};

} // namespace heapwise::ui
