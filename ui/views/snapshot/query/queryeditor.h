#pragma once

#include "core/analysis/query/complete.h"
#include "ui/jobs/latestjob.h"
#include "ui/widgets/filterfield.h"

class QCompleter;
class QStandardItemModel;
class QTimer;

namespace heapwise::ui {

/// The line a query is typed into. What may stand at the cursor is offered below it while one types, and with
/// Ctrl+Space; Up and Down go through the queries asked before.
class QueryEditor : public FilterField {
    Q_OBJECT
public:
    explicit QueryEditor(QWidget* parent = nullptr);

    void setHeap(HeapPtr heap) { m_heap = std::move(heap); }
    QStringList offered() const; ///< what the list shows; empty when it is closed
    bool isOffering() const;

signals:
    void asked();
    void stopRequested(); ///< Esc

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void offer();
    void show(const query::Completions& completions);
    void insert(const QModelIndex& index);
    void closeList(); ///< the list, and what would open it
    void recall(int step);

    HeapPtr m_heap;
    QCompleter* m_completer;
    QStandardItemModel* m_items;
    QTimer* m_pause;
    LatestJob<query::Completions> m_completing;
    query::Span m_replaces;
    int m_recalled = -1; ///< place in the history; -1: none
};

} // namespace heapwise::ui
