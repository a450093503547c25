#pragma once

#include "core/analysis/retention/holders.h"
#include "ui/models/childsource.h"
#include "ui/models/treecells.h"

#include <memory>
#include <vector>

namespace heapwise::ui {

/// What refers to some objects: a row for each class and name of the reference, below it the objects that refer. Those
/// with most references come first, what the engine keeps for itself last.
class HolderChildren final : public ChildSource {
public:
    /// `nodes`, ascending, are what is held; `owner` keeps them alive. A source with another `key` is about others.
    HolderChildren(HeapPtr heap, std::uint64_t key, std::span<const std::uint32_t> nodes,
                   std::shared_ptr<const void> owner, Holders holders);

    static std::span<const TreeColumn> columns();
    TreeItem root() const override { return m_root; }
    bool hasChildren(const TreeItem& item) const override;
    std::uint64_t cost(const TreeItem& parent, std::uint64_t enough) const override;
    ChildPage children(const ChildRequest& request, const Progress& progress) const override;
    QVariant data(const TreeItem& item, TreeColumn column, int role) const override;

private:
    TreeItem groupItem(std::size_t group) const;
    ChildPage groups(const ChildRequest& request) const;
    ChildPage holders(const HolderGroup& group, const ChildRequest& request, const Progress& progress) const;
    EdgeIndex edgeOf(NodeId holder, const HolderGroup& group) const;
    const HolderGroup* groupOf(const TreeItem& item) const;

    HeapPtr m_heap;
    TreeItem m_root;
    std::span<const std::uint32_t> m_nodes;
    std::shared_ptr<const void> m_owner;
    Holders m_holders; ///< in the order of the rows
    TreeCells m_cells;
};

} // namespace heapwise::ui
