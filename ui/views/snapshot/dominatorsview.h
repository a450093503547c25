#pragma once

#include <QPersistentModelIndex>

#include "ui/jobs/latestjob.h"
#include "ui/models/dominatorchildren.h"
#include "ui/views/snapshot/snapshotpage.h"

class QCheckBox;
class QComboBox;
class QStackedWidget;

namespace heapwise::ui {

class DominatorChartPane;
class EmptyState;
class FieldProblem;
class GraphTreeModel;
class MessageBar;
class ObjectActions;
class ObjectFilter;
class SubjectSync;
class TreeNote;

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
    QString note() const override;
    QString filterHint() const override;
    void setFilter(const QString& text) override;
    void setFilterField(FilterField* field) override;
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
    using RowsPtr = std::shared_ptr<const DominatorRows>;
    QWidget* createSubBar();
    void setUpTree(ObjectActions* actions);
    void updateSource();
    void updateState();
    void updateTotals();
    void groupTop();
    void showFiltered(); ///< what the query in the filter has found
    void updateNoMatch();
    void updateNote();
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
    TreeNote* m_note;
    QString m_awaited;
    std::shared_ptr<const ClassTable> m_topGroups; ///< by file or package, once they are made
    LatestJob<HeapPtr> m_groupJob;
    ObjectFilter* m_objects; ///< of the query in the filter
    FieldProblem* m_problem;
    EmptyState* m_noMatch;
    QStackedWidget* m_rows; ///< the tree, or that nothing matches
    LatestJob<RowsPtr> m_filterJob;
    RowsPtr m_only;         ///< what was found and what dominates it; null: everything
    bool m_isFound = false; ///< the row to be revealed was found, not selected
    bool m_isSelectionHidden = false;
    NodeId m_root;                     ///< where tree and chart start; invalid for the roots
    NodeId m_toReveal;                 ///< when dominators arrive
    QPersistentModelIndex m_following; ///< valid while followLargest() is under way
    int m_stepsLeft = 0;
};

} // namespace heapwise::ui
