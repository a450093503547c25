#pragma once

#include "core/analysis/query/filtertext.h"
#include "ui/jobs/latestjob.h"
#include "ui/models/classesmodel.h"
#include "ui/views/snapshot/snapshotpage.h"

class QComboBox;
class QLabel;
class QStackedLayout;
class QTimer;

namespace heapwise::ui {

class ClassGrouping;
class EmptyState;
class FieldProblem;
class FilterField;
class ObjectFilter;
class ObjectActions;
class SubjectSync;
class TreeNote;

/// What is in the heap, how many and how large: the class table with its filter, and each class's instances.
class ClassesView : public SnapshotPage {
    Q_OBJECT
public:
    static constexpr QLatin1String kId{"classes"};
    ClassesView(Selection* selection, ObjectActions* actions, QWidget* parent = nullptr);

    void setHeap(HeapPtr heap) override;
    void setAwaited(const QString& text) override;
    /// Instances are looked for only below a class that is open, unless `open`.
    void reveal(const Subject& subject, bool open) override;
    void setFilterText(const QString& text);
    QString filterText() const;
    void hideClass(ClassId classId);
    void showKind(ObjectKind kind);  ///< alone
    void openClass(ClassId classId); ///< shows its instances
    /// Puts the instances of a class together by what keeps them alive; those of the class that has been, singly again.
    void groupByRetention(ClassId classId);
    void showProblem(const QString& text) override;
    void setOthers(const OtherSnapshots& others) override;
    bool focusFilter() override;
    bool filterBy(const QString& text) override;
    QString note() const override;
    QVariantMap state() const override;
    void restoreState(const QVariantMap& state) override;
    DataTree* tree() const override { return m_tree; }
    ClassesModel* model() const { return m_model; }

private:
    QWidget* createSubBar();
    void setUpTree(ObjectActions* actions);
    void connectFilter();
    void applyFilter();
    void showFiltered(); ///< what the query in the filter has found
    void filterReturned();
    void clearFilter();
    void updateTotals();
    void updateSelectionHidden();
    void updateNoMatch();
    void showGroups(bool otherLines);
    QString noMatchText() const;
    void suggestionChosen(const QString& name);
    query::PlainWords plainWords() const;
    bool showsAll() const; ///< no object is left out
    void updateCount();
    void revealed(const QModelIndex& index, bool complete);
    void updateSort();
    void fitBarColumn(bool hasRetained);
    void findBaseline();
    void showBaseline();

    HeapPtr m_heap;
    HeapPtr m_plain; ///< with its own classes, whatever they are grouped by
    std::vector<BaselineCandidate> m_others;
    ClassBaselinePtr m_baseline;
    LatestJob<ClassBaselinePtr> m_baselineJob;
    LatestJob<ClassClustersPtr> m_clusterJob;
    Selection* m_selection;
    ClassesModel* m_model;
    DataTree* m_tree;
    SubjectSync* m_sync;
    TreeNote* m_awaited;
    FilterField* m_filter;
    ObjectFilter* m_objects; ///< of a query in the filter
    FieldProblem* m_problem;
    QComboBox* m_kinds;
    ClassGrouping* m_grouping;
    QLabel* m_count;
    QLabel* m_hidden;
    QStackedLayout* m_stack;
    EmptyState* m_noMatch;
    QTimer* m_typing;
    ClassFilter m_classFilter;
    int m_defaultColumn = -1;
    std::pair<int, int> m_savedWidths;
    ClassId m_toOpen;
    NodeId m_toReveal; ///< once the row of its class is known
    bool m_isSelectionHidden = false;
};

} // namespace heapwise::ui
