#pragma once

#include "ui/views/snapshot/query/querysearch.h"
#include "ui/views/snapshot/snapshotpage.h"

class QAction;
class QLabel;
class QMenu;
class QStackedLayout;
class QToolButton;

namespace heapwise::ui {

class EmptyState;
class FieldProblem;
class ObjectActions;
class QueryEditor;
class QueryModel;
class SavedList;
class SubjectSync;

/// Which objects match my condition? A line for the query, what it finds, and the queries that are kept.
class QueryPage : public SnapshotPage {
    Q_OBJECT
public:
    static constexpr QLatin1String kId{"query"};
    QueryPage(Selection* selection, ObjectActions* actions, QWidget* parent = nullptr);

    void setHeap(HeapPtr heap) override;
    void setAwaited(const QString& text) override;
    void reveal(const Subject& subject, bool open) override;
    DataTree* tree() const override { return m_tree; }
    QWidget* focusTarget() override;
    bool focusFilter() override;
    QVariantMap state() const override;
    void restoreState(const QVariantMap& state) override;

    /// Asks this query.
    void ask(const QString& text);
    QString statusText() const; ///< "1,204 of 6.1 M scanned", "1,204 objects, 0.4 s"
    QString problemText() const;

private:
    QWidget* createBars();
    void setUpTree(ObjectActions* actions);
    void askTyped();
    void began();
    void showFound();
    void finished();
    void showTotals();
    void showError(const query::QueryError& error);
    void showNothing();
    QMenu* createUses();
    void offerComparisons();
    Subject foundSet() const;
    void linkClicked(const QString& text);

    HeapPtr m_heap;
    Selection* m_selection;
    ObjectActions* m_actions;
    QueryEditor* m_editor;
    QueryModel* m_model;
    DataTree* m_tree;
    SubjectSync* m_sync;
    SavedList* m_saved;
    FieldProblem* m_problem;
    QLabel* m_status;
    QToolButton* m_save;
    QToolButton* m_subject;
    QList<QAction*> m_comparisonUses; ///< in its menu
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    QuerySearch m_search;
    QString m_awaited;
    std::optional<query::QueryError> m_error;
};

} // namespace heapwise::ui
