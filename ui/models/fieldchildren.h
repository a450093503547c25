#pragma once

#include "ui/models/childsource.h"
#include "ui/models/treecells.h"

namespace heapwise::ui {

/// What an object refers to, in the order of the file: properties, variables and elements first, then what
/// belongs to the engine (internal, hidden and weak links, the map), which can be left out.
class FieldChildren final : public ChildSource {
public:
    enum class Links {
        Own,    ///< those of the program
        All,    ///< and those of the engine after them
        Stored, ///< all, in the order of the file
    };
    FieldChildren(HeapPtr heap, NodeId subject, Links links);

    static std::span<const TreeColumn> columns();
    static std::span<const TreeColumn> storedColumns();
    TreeItem root() const override;
    bool hasChildren(const TreeItem& item) const override;
    std::uint64_t cost(const TreeItem& parent, std::uint64_t enough) const override;
    ChildPage children(const ChildRequest& request, const Progress& progress) const override;
    EdgeIndex edgeOf(const TreeItem& item) const override { return item.isObject() ? item.edge : TreeItem::kNoEdge; }
    QVariant data(const TreeItem& item, TreeColumn column, int role) const override;

    /// True for a reference that the program's own code made.
    static bool isOwn(const Snapshot& snapshot, EdgeIndex edge);

private:
    TreeItem itemOf(EdgeIndex edge) const;

    HeapPtr m_heap;
    NodeId m_subject;
    Links m_links = Links::All;
    TreeCells m_cells;
};

} // namespace heapwise::ui
