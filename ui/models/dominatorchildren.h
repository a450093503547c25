#pragma once

#include "core/base/bitset.h"
#include "ui/models/childsource.h"
#include "ui/models/ranking.h"
#include "ui/models/siblingfolds.h"
#include "ui/models/treecells.h"

namespace heapwise::ui {

/// Objects with all that dominate them: what a tree needs to have them in it. By node.
struct DominatorRows {
    BitSet rows;
    BitSet parents; ///< of rows
};
/// O(nodes). Means nothing once a stop was requested.
DominatorRows rowsFor(const DominatorTree& tree, const BitSet& objects, const Progress& progress);

struct DominatorOptions {
    bool foldSiblings = true; ///< siblings of one class in one row, where there are more than kFoldAbove in all
    bool foldTop = false;     ///< also the top level, where single objects say more
    double hideBelow = 0;     ///< share of the heap
    NodeId root{};            ///< whose children are the top level; the dominator root unless valid
    /// What the top level is folded by instead of classes: files, packages.
    std::shared_ptr<const ClassTable> topGroups = nullptr;
    std::shared_ptr<const DominatorRows> only = nullptr; ///< which rows there are, where these are not all
};

/// The dominator tree: children are what the object alone keeps alive. Needs Stage::Retained.
class DominatorChildren final : public ChildSource {
public:
    static constexpr std::uint64_t kFoldAbove = 50;

    DominatorChildren(HeapPtr heap, const DominatorOptions& options);

    static std::span<const TreeColumn> columns();
    /// True where rows under some size are left out.
    bool hidesSmall() const { return m_smallest > 0; }
    /// What the members of a fold have in common: "src/orders.js" of the top level by file; empty for those of a class.
    QString groupName(const TreeItem& fold) const;
    TreeItem root() const override;
    bool hasChildren(const TreeItem& item) const override;
    std::uint64_t cost(const TreeItem& parent, std::uint64_t enough) const override;
    ChildPage children(const ChildRequest& request, const Progress& progress) const override;
    /// The same, without the references that lead to them. With `opened`, for many folds one after the other, a fold
    /// costs its own members, and the first of an object also O(children of the object); without, each costs that.
    ChildPage bareChildren(const ChildRequest& request, const Progress& progress, SiblingFoldsOf* opened) const;
    bool covers(const TreeItem& row, const TreeItem& wanted) const override;
    bool notesHidden() const override { return true; }
    QVariant data(const TreeItem& item, TreeColumn column, int role) const override;

private:
    template <typename F>
    void forEachChild(NodeId parent, const Progress* progress, F&& f) const;
    bool isRow(NodeId node) const { return !m_options.only || m_options.only->rows.test(node.value); }
    TreeItem itemOf(NodeId node) const;
    bool isSmall(const TreeItem& item) const { return double(item.retained) < m_smallest; }
    /// Closures are siblings by function name, all else by class.
    std::uint64_t foldKey(NodeId node, bool isTop) const;
    bool isTop(NodeId parent) const { return parent == m_heap->dominators->root(); }
    ItemLess order(const ChildOrder& order) const;
    ChildPage foldedChildren(const ChildRequest& request, const Progress& progress) const;
    ChildPage plainChildren(const ChildRequest& request, const Progress& progress) const;
    ChildPage foldMembers(const ChildRequest& request, const Progress& progress, SiblingFoldsOf* opened) const;
    SiblingFolds siblingFolds(NodeId parent, const Progress& progress) const;
    bool folds(NodeId parent) const;
    void nameReferences(NodeId parent, ChildPage& page) const;

    HeapPtr m_heap;
    TreeCells m_cells;
    DominatorOptions m_options;
    double m_smallest = 0;
};

} // namespace heapwise::ui
