#pragma once

#include <QDockWidget>
#include <QTimer>

#include "core/analysis/heap.h"
#include "core/analysis/paths.h"
#include "ui/jobs/latestjob.h"
#include "ui/models/mergedholders.h"
#include "ui/selection.h"

class QStackedLayout;

namespace heapwise::ui {

class DataTree;
class DockTitle;
class EmptyState;
class GraphTreeModel;
class MergedPathsTree;
class ObjectActions;

/// What keeps the selected object alive: its retainers as a tree, opened along a shortest path to the roots. Of a class
/// or several objects their merged shortest paths, from the roots down.
class RetainersDock : public QDockWidget {
    Q_OBJECT
public:
    RetainersDock(Selection* selection, ObjectActions* actions, QWidget* parent = nullptr);
    ~RetainersDock() override;

    void setHeap(HeapPtr heap);
    /// "References 66 %" and the like while they are awaited.
    void setAwaited(const QString& text);
    DataTree* tree() const { return m_tree; }
    GraphTreeModel* model() const { return m_model; }
    NodeId subject() const { return m_subject; }
    MergedPathsTree* mergedModel() const { return m_merged; }
    DataTree* mergedTree() const { return m_mergedTree; }
    QString stateText() const; ///< the sentence shown instead of the tree; empty while the tree is shown
    QString titleText() const;

private:
    struct Found {
        NodeId node;
        RetainerCounts counts;
        std::vector<Retainer> path;
    };

    void selectionChanged(const Subject& subject, QObject* origin);
    void currentChanged(const QModelIndex& current);
    void scheduleUpdate();
    void update();
    void found(const Found& found);
    void merge();
    void merged(const MergedHolders& holders);
    QString mergedTitle() const;
    void openPath(const std::vector<Retainer>& path);
    void showState(const QString& text);
    QString pathText(std::size_t references) const;
    void updateTitle(const Found* found);

    HeapPtr m_heap;
    Selection* m_selection;
    GraphTreeModel* m_model;
    DataTree* m_tree;
    DockTitle* m_title;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
    QString m_awaited;
    Subject m_asked;
    NodeId m_subject; ///< where that is one object
    MergedPathsTree* m_merged;
    DataTree* m_mergedTree = nullptr;
    QTimer m_soon; ///< many changes at once are one
    QTimer m_late; ///< the old rows go when the new ones take long
    LatestJob<Found> m_job;
    LatestJob<MergedHolders> m_mergeJob;
};

} // namespace heapwise::ui
