#pragma once

#include <QWidget>

#include "core/analysis/heap.h"
#include "ui/jobs/latestjob.h"
#include "ui/savedqueries.h"

#include <optional>
#include <vector>

class QTreeWidget;
class QTreeWidgetItem;

namespace heapwise::ui {

/// The queries the user keeps, with how many objects of this snapshot each finds. Enter or a double click asks one, F2
/// renames, Delete removes.
class SavedList : public QWidget {
    Q_OBJECT
public:
    explicit SavedList(QWidget* parent = nullptr);

    /// Counts anew, on a worker.
    void setHeap(HeapPtr heap);
    /// Keeps a query, and lets its name be typed.
    void save(const QString& text);
    QTreeWidget* list() const { return m_list; }

signals:
    void chosen(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Counts = std::vector<std::optional<std::uint64_t>>; ///< nothing where a query cannot be asked
    void fill();
    void count();
    void renamed(QTreeWidgetItem* item);
    void removeCurrent();
    void showMenu(const QPoint& at);

    HeapPtr m_heap;
    QTreeWidget* m_list;
    QList<SavedQuery> m_queries;
    LatestJob<Counts> m_counting;
};

} // namespace heapwise::ui
