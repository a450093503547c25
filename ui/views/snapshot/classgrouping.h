#pragma once

#include <QWidget>

#include "core/analysis/heap.h"
#include "core/analysis/regroup.h"
#include "ui/jobs/latestjob.h"

class QAction;
class QCheckBox;
class QComboBox;
class QToolButton;

namespace heapwise::ui {

/// What the lines of the class table stand for and which objects they count: the controls, and the heap with the
/// classes they ask for, made on a worker. Available once retained sizes are.
class ClassGrouping : public QWidget {
    Q_OBJECT
public:
    explicit ClassGrouping(QWidget* parent = nullptr);

    void setHeap(HeapPtr heap);
    /// The heap to show: that of setHeap() where nothing else is asked for or known yet.
    const HeapPtr& heap() const { return m_shown; }
    /// What heap() is; lags behind the controls while the worker is at it.
    const GroupOptions& options() const { return m_shownOptions; }
    /// True when lines are other things than classes, so that their ids are not those of classes.
    bool isGrouped() const { return m_shownOptions.hasOtherLines(); }
    bool showsSystem() const;
    bool isWorking() const { return m_job.isBusy(); }
    /// Counts only these objects; null for all of them.
    void setOnly(std::shared_ptr<const BitSet> only);
    /// Back to all classes.
    void reset();

signals:
    /// heap() is another one; `otherLines`: for other lines, so that nothing of the old ones is kept.
    void heapChanged(bool otherLines);
    void showsSystemChanged();

private:
    GroupOptions wanted() const;
    bool canShow(const GroupOptions& options) const;
    void regroupHeap();
    void show(HeapPtr heap, const GroupOptions& options);
    void revert();

    HeapPtr m_heap;
    HeapPtr m_shown;
    GroupOptions m_shownOptions;
    std::shared_ptr<const BitSet> m_only;
    QComboBox* m_by;
    QCheckBox* m_mine;
    QToolButton* m_more;
    QAction* m_logical;
    QAction* m_functions;
    QAction* m_system;
    LatestJob<HeapPtr> m_job;
};

} // namespace heapwise::ui
