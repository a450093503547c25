#pragma once

#include <QFrame>
#include <QPointer>

#include "ui/jobs/jobregistry.h"

class QVBoxLayout;

namespace heapwise::ui {

/// What runs for a document, as a popup: name, percent where it is known, time so far, and Cancel. It follows the
/// work and closes when there is none left.
class JobList : public QFrame {
    Q_OBJECT
public:
    JobList(const QObject* scope, QWidget* parent);

    /// Above `anchor`, its left edge there.
    void showAbove(const QWidget* anchor);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Row;
    void follow();
    Row* addRow(const JobRegistry::Late& job);

    QPointer<const QObject> m_scope;
    QPoint m_bottomLeft;
    QVBoxLayout* m_layout;
    QList<Row*> m_rows;
};

} // namespace heapwise::ui
