#pragma once

#include <QStringList>

#include "ui/models/classbaseline.h"
#include "ui/models/classclusters.h"
#include "ui/models/classfilter.h"
#include "ui/models/graphtreemodel.h"

namespace heapwise::ui {

/// The class table: classes with at least one object, below each its instances. Retained sizes are pending
/// until the heap has them; a newer heap is taken over in place.
class ClassesModel : public GraphTreeModel {
    Q_OBJECT
public:
    explicit ClassesModel(QObject* parent = nullptr);

    void setHeap(HeapPtr heap);
    const HeapPtr& heap() const { return m_heap; }
    /// Lines that are other things than classes (regroup): their ids mean nothing elsewhere, and no row of before
    /// is kept.
    void setGroups(HeapPtr heap, bool isGrouped);
    bool isGrouped() const { return m_isGrouped; }

    /// What the numbers are compared with; null for nothing, then the column for it has no name.
    void setBaseline(ClassBaselinePtr baseline);
    const ClassBaselinePtr& baseline() const { return m_baseline; }
    /// Whose instances stand in groups; null for none.
    void setClusters(ClassClustersPtr clusters);
    const ClassClustersPtr& clusters() const { return m_clusters; }
    /// The group that a row stands for; null elsewhere.
    const ClassClusters::Cluster* clusterAt(const QModelIndex& index) const;
    void setFilter(const ClassFilter& filter);
    const ClassFilter& filter() const { return m_filter; }
    /// What is wrong with the filter's regular expression; empty when nothing is.
    QString filterError() const { return ClassPattern(m_filter.text).error(); }
    /// The id that a filter like "@2841907" names; nothing to filter by then, but an object to go to.
    static std::optional<ObjectId> objectIdIn(const QString& text);

    /// Puts the row of an object or a class in reach and emits revealed().
    void revealObject(NodeId node);
    void revealClass(ClassId classId);

    /// True when the class is among the rows. O(rows).
    bool shows(ClassId classId) const;
    std::uint64_t classCount() const { return topCount(); } ///< that pass the filter
    std::uint64_t objectCount() const { return topSums().objects; }
    Size shallowSum() const { return topSums().shallow; }
    Size heapTotal() const;                          ///< of all classes, whatever the filter
    ClassId classAt(const QModelIndex& index) const; ///< of a class row; invalid elsewhere

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const ChildSource> makeSource() const;
    TreeItem classItem(ClassId classId) const;

    HeapPtr m_heap;
    ClassBaselinePtr m_baseline;
    ClassClustersPtr m_clusters;
    bool m_isGrouped = false;
    ClassFilter m_filter;
};

} // namespace heapwise::ui
