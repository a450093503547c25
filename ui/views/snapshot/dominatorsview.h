#pragma once

#include <QPersistentModelIndex>

#include "ui/jobs/latestjob.h"
#include "ui/models/dominatorchildren.h"
#include "ui/views/snapshot/snapshotpage.h"

class QCheckBox;
class QComboBox;
class QLabel;

namespace heapwise::ui {

class DominatorChartPane;
class GraphTreeModel;
class MessageBar;
class ObjectActions;
class SubjectSync;

/// Which objects hold the memory: the dominator tree, and beside it the same as a chart.
class DominatorsView : public SnapshotPage {
    Q_OBJECT
public:
    static constexpr QLatin1String kId{"dominators"};
    DominatorsView(Selection* selection, ObjectActions* actions, QWidget* parent = nullptr);

    void setHeap(HeapPtr heap) override;
    void setAwaited(const QString& text) override;
    /// Opens the way to an object and makes its row current. O(depth), whatever lies beside it. Objects very
    /// far down are shown in a tree that starts kDeepest levels above them.
    void reveal(const Subject& subject, bool open) override;
    QVariantMap state() const override;
    void restoreState(const QVariantMap& state) override;
    /// Ctrl+Right: opens the largest child again and again until one child does not hold most of its parent.
    void followLargest();
    DataTree* tree() const override { return m_tree; }
    GraphTreeModel* model() const { return m_model; }
    DominatorChartPane* chart() const { return m_chart; }

    static constexpr int kDeepest = 100; ///< levels a tree is opened for one object

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* createSubBar();
    void setUpTree(ObjectActions* actions);
    void updateSource();
    void updateState();
    void updateTotals();
    void groupTop();
    void setRoot(NodeId root);
    DominatorOptions options() const; ///< of the chart; the tree starts at treeRoot()
    NodeId treeRoot() const;
    void updateTree();
    void revealNode(NodeId node);
    void revealed(const QModelIndex& index);
    QModelIndex mainChild(const QModelIndex& parent, bool* waits);
    void keepFollowing();

    HeapPtr m_heap;
    GraphTreeModel* m_model;
    DataTree* m_tree;
    SubjectSync* m_sync;
    QCheckBox* m_fold;
    QComboBox* m_top; ///< what the top level is grouped by
    QComboBox* m_hide;
    DominatorChartPane* m_chart;
    MessageBar* m_rootBar;
    QLabel* m_awaited;
    std::shared_ptr<const ClassTable> m_topGroups; ///< by file or package, once they are made
    LatestJob<HeapPtr> m_groupJob;
    NodeId m_root;                     ///< where tree and chart start; invalid for the roots
    NodeId m_toReveal;                 ///< when dominators arrive
    QPersistentModelIndex m_following; ///< valid while followLargest() is under way
    int m_stepsLeft = 0;
};

} // namespace heapwise::ui
