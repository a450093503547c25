#pragma once

#include <QWidget>

class QGridLayout;
class QPushButton;
class QVBoxLayout;

namespace heapwise::ui {

class GrowthBars;
class LeakMonitor;
class SnapshotRulesEditor;
class TextLabel;
class VerdictCard;

/// The right side of a live session: is it a leak, how fast, what of the heap grows, and what to do next.
class LeakPanel : public QWidget {
    Q_OBJECT
public:
    explicit LeakPanel(LeakMonitor* monitor, QWidget* parent = nullptr);

    /// How many snapshots of the main thread there are: the next step depends on it.
    void setSnapshots(int count);
    /// Nothing can be done with a process that is gone.
    void setLive(bool live);
    /// It was gone long ago: all that is left to do is to compare its snapshots.
    void setRecorded();

signals:
    void snapshotRequested();
    void compareRequested();
    void samplingRequested();
    void probeRequested(bool on);

private:
    void createHead(QVBoxLayout& column);
    void createNextSteps(QVBoxLayout& column);
    void refresh();
    void updateNextSteps();
    void showMenu(const QPoint& at);

    LeakMonitor* m_monitor;
    VerdictCard* m_card;
    TextLabel* m_explanation;
    TextLabel* m_growthHead;
    TextLabel* m_nextHead = nullptr;
    TextLabel* m_rulesHead;
    GrowthBars* m_growth;
    QPushButton* m_next;
    QPushButton* m_sample;
    QPushButton* m_probe;
    SnapshotRulesEditor* m_rules;
    int m_snapshots = 0;
    bool m_live = false;
    bool m_isRecorded = false;
};

} // namespace heapwise::ui
