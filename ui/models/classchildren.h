#pragma once

#include "ui/models/childsource.h"
#include "ui/models/classbaseline.h"
#include "ui/models/classclusters.h"
#include "ui/models/classfilter.h"
#include "ui/models/ranking.h"
#include "ui/models/treecells.h"

namespace heapwise::ui {

/// The class table: top level the classes that pass a filter, below each its instances. Needs Stage::Objects;
/// without retained sizes the order by them is that by shallow size.
class ClassChildren final : public ChildSource {
public:
    /// `baseline`: what the numbers are compared with; `clusters`: the class whose instances stand in groups. Null for
    /// nothing.
    ClassChildren(HeapPtr heap, ClassFilter filter, ClassBaselinePtr baseline = nullptr,
                  ClassClustersPtr clusters = nullptr);

    static std::span<const TreeColumn> columns();
    TreeItem root() const override { return {}; }
    bool hasChildren(const TreeItem& item) const override;
    std::uint64_t cost(const TreeItem& parent, std::uint64_t enough) const override;
    ChildPage children(const ChildRequest& request, const Progress& progress) const override;
    bool isPaged(const TreeItem& parent) const override { return parent.kind != TreeItem::Kind::Object; }
    bool covers(const TreeItem& row, const TreeItem& wanted) const override;
    QVariant data(const TreeItem& item, TreeColumn column, int role) const override;

    TreeItem itemOf(ClassId classId) const;

private:
    Size sizeOf(ClassId classId) const;
    bool isShown(ClassId classId) const;
    ChildPage classes(const ChildRequest& request) const;
    ChildPage instances(const ChildRequest& request, const Progress& progress) const;
    ItemLess order(const ChildOrder& order) const;
    /// The group that a row stands for, or null.
    const ClassClusters::Cluster* clusterOf(const TreeItem& item) const;
    bool isClustered(const TreeItem& item) const;
    ChildPage clusters(const ChildRequest& request) const;
    ChildPage membersPage(std::span<const std::uint32_t> members, const ChildRequest& request,
                          const Progress& progress) const;
    QVariant clusterName(const TreeItem& item, int role) const;
    std::int64_t changeOf(ClassId classId) const;
    QVariant changeCell(const TreeItem& item, int role) const;
    TreeColumn bestSize() const { return m_heap->dominators ? TreeColumn::Retained : TreeColumn::Shallow; }

    HeapPtr m_heap;
    ClassFilter m_filter;
    ClassBaselinePtr m_baseline;
    ClassClustersPtr m_clusters;
    ClassPattern m_pattern;
    TreeCells m_cells;
};

} // namespace heapwise::ui
