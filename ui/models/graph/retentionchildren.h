#pragma once

#include "ui/models/childsource.h"
#include "ui/models/graph/retention.h"
#include "ui/models/treecells.h"

#include <map>
#include <span>

namespace heapwise::ui {

/// A retainer graph as an indented list: below each row what holds it, the subject's holders at the top.
class RetentionChildren : public ChildSource {
public:
    explicit RetentionChildren(RetentionGraphPtr graph);

    static std::span<const TreeColumn> columns();

    TreeItem root() const override;
    bool hasChildren(const TreeItem& item) const override;
    std::uint64_t cost(const TreeItem&, std::uint64_t) const override { return 1; }
    ChildPage children(const ChildRequest& request, const Progress& progress) const override;
    bool isPaged(const TreeItem&) const override { return false; }
    EdgeIndex edgeOf(const TreeItem& item) const override;
    QVariant data(const TreeItem& item, TreeColumn column, int role) const override;

    /// The reference a row stands for, -1 for none; the group that the row is about is the one it comes from.
    int referenceOf(const TreeItem& item) const;
    TreeItem rowOf(int reference) const;
    const RetentionGraph& graph() const { return *m_graph; }

private:
    int groupOf(const TreeItem& item) const;
    QVariant nameCell(int group, const TreeItem& item, int role) const;

    RetentionGraphPtr m_graph;
    TreeCells m_cells;
    std::vector<std::vector<int>> m_into;                       ///< references by group, heaviest first
    std::vector<QString> m_names, m_labels;                     ///< by group, by reference
    std::map<std::pair<EdgeIndex, std::uint32_t>, int> m_byRow; ///< references
};

} // namespace heapwise::ui
