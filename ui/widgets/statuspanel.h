#pragma once

#include <QPointer>
#include <QWidget>

#include "ui/document.h"
#include "ui/jobs/latestjob.h"

class QLabel;
class QTimer;
class QToolButton;

namespace heapwise::ui {

/// The status bar: state, work that takes long with its Cancel, what is selected, and how much memory Heapwise
/// itself uses (read every two seconds on a worker).
class StatusPanel : public QWidget {
    Q_OBJECT
public:
    explicit StatusPanel(QWidget* parent = nullptr);
    ~StatusPanel() override;

    void showDocument(const Document* document);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void measureMemory();
    void updateState();
    void updateJobs();
    void showJobs();

    QPointer<const Document> m_document;
    QString m_iconName = QStringLiteral("check");
    bool m_error = false;
    QLabel* m_icon;
    QLabel* m_state;
    QToolButton* m_jobs;   ///< names the oldest work that is late; opens the list
    QToolButton* m_cancel; ///< of that work, once it takes longer still
    QLabel* m_selection;
    QLabel* m_memory;
    QTimer* m_timer;
    LatestJob<quint64> m_measuring;
};

} // namespace heapwise::ui
