#pragma once

#include <QWidget>

#include "core/inspector/processlist.h"
#include "core/inspector/session.h"
#include "ui/jobs/latestjob.h"

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;
class QTreeView;

namespace heapwise::ui {

class ProcessModel;
class TextLabel;

/// The picker of running processes, on the start page and in the Attach dialog. Looks at the processes every two
/// seconds, on a worker, while it is visible.
class ProcessList : public QWidget {
    Q_OBJECT
public:
    explicit ProcessList(QWidget* parent = nullptr);
    ~ProcessList() override;

    /// Where processes are looked for; for tests.
    void setScanner(std::shared_ptr<inspector::ProcessScanner> scanner);
    ProcessModel* model() const { return m_model; }
    QTreeView* table() const { return m_table; }
    std::optional<inspector::ProcessInfo> selected() const;
    void focusFilter();

signals:
    /// The user agreed to what it takes.
    void attachRequested(const heapwise::inspector::Target& target, const QString& name);
    void runRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* createHead();
    QWidget* createTable();
    QWidget* createFoot();
    void refresh();
    void show(const QList<inspector::ProcessInfo>& processes);
    void attachSelected();
    void connectToAddress();
    void placeAttachButton();
    void showProblem(const QString& sentence);

    std::shared_ptr<inspector::ProcessScanner> m_scanner;
    LatestJob<QList<inspector::ProcessInfo>> m_scanning;
    ProcessModel* m_model;
    QTreeView* m_table = nullptr;
    QTimer* m_timer;
    TextLabel* m_found = nullptr;
    TextLabel* m_note = nullptr;
    TextLabel* m_empty = nullptr;
    QLineEdit* m_filter = nullptr;
    QLineEdit* m_address = nullptr;
    QPushButton* m_attach = nullptr;
};

} // namespace heapwise::ui
