#pragma once

#include "ui/models/childsource.h"
#include "ui/models/treecells.h"

namespace heapwise::ui {

/// What is in an object as its program sees it (core/heap/fields): entries of a Map instead of its table, variables
/// by name, and rows for values the file lacks. What belongs to the engine follows where it is asked for.
class DecodedChildren final : public ChildSource {
    Q_DECLARE_TR_FUNCTIONS(DecodedChildren)
public:
    DecodedChildren(HeapPtr heap, NodeId subject, bool withInternal);

    TreeItem root() const override;
    bool hasChildren(const TreeItem& item) const override;
    std::uint64_t cost(const TreeItem& parent, std::uint64_t enough) const override;
    ChildPage children(const ChildRequest& request, const Progress& progress) const override;
    EdgeIndex edgeOf(const TreeItem& item) const override { return item.isObject() ? item.edge : TreeItem::kNoEdge; }
    QVariant data(const TreeItem& item, TreeColumn column, int role) const override;

    /// References of the object that are the engine's own. O(edges of the object).
    static std::uint64_t internalCount(const Snapshot& snapshot, NodeId n);

private:
    TreeItem itemOf(const Field& field, std::uint32_t ordinal) const;
    TreeItem internalItem(EdgeIndex edge) const;
    QString fieldName(const Field& field) const;
    QVariant fieldCell(const TreeItem& item, int role) const;
    QVariant absentCell(const TreeItem& item, TreeColumn column, int role) const;

    HeapPtr m_heap;
    NodeId m_subject;
    bool m_withInternal;
    TreeCells m_cells;
};

} // namespace heapwise::ui
