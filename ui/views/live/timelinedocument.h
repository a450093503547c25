#pragma once

#include "ui/document.h"
#include "ui/export/exportable.h"
#include "ui/views/live/livedata.h"

class QCheckBox;
class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace heapwise::ui {

class DataTree;
class EventsModel;
class LeakMonitor;
class LeakPanel;
class MessageBar;
class OverviewStrip;
class TextLabel;
class TimelinePlot;

/// Memory over time, live or recorded: timeline, events, and the leak detector at the right.
class TimelineDocument : public Document, public Exportable {
    Q_OBJECT
public:
    explicit TimelineDocument(QWidget* parent = nullptr);

    QString iconName() const override { return QStringLiteral("pulse"); }
    const LiveData* data() const { return m_data; }
    TimelinePlot* plot() const { return m_plot; }
    LeakMonitor* leaks() const { return m_leaks; }
    /// Of the main thread, in the order they were taken.
    QStringList snapshotFiles() const;

    // Exportable: what was measured
    QString exportName() const override { return m_data->isEmpty() ? QString() : tr("Samples"); }
    QList<ExportFormat> exportFormats() const override;
    ExportWork exportWork(const QString& suffix) override;

    /// What a snapshot has in common with others whose objects have the same ids.
    QString epochOf(const LiveEvent& snapshot) const;

signals:
    void openRequested(const QString& path);
    /// Snapshots in the order of time, with what those have in common whose objects have the same ids.
    void compareRequested(const QStringList& paths, const QStringList& epochs);

protected:
    QVBoxLayout* createColumn();
    /// Timeline and events, with the leak detector at their right: the last of the column.
    void createBody(QVBoxLayout& column);
    void addRangeButtons(QHBoxLayout& layout);
    void addFollowBox(QHBoxLayout& layout);
    /// Shows and hides the leak detector.
    void addPanelButton(QHBoxLayout& layout);
    void paintEvent(QPaintEvent* event) override;

    LiveData* m_data;
    QString m_sessionId; ///< the same for a session while it goes on and when its recording is opened
    LeakMonitor* m_leaks;
    LeakPanel* m_leakPanel;
    MessageBar* m_message;
    OverviewStrip* m_overview = nullptr;
    TimelinePlot* m_plot = nullptr;
    QCheckBox* m_follow = nullptr; ///< null where nothing goes on
    DataTree* m_table = nullptr;
    EventsModel* m_events = nullptr;

private:
    void createTimeline(QVBoxLayout& column);
    void createEvents(QVBoxLayout& column);
    void showSelection();
    void rangeButton(double seconds);
    std::vector<LiveEvent> snapshots() const;
    std::vector<LiveEvent> selectedSnapshots() const;
    void compare(const std::vector<LiveEvent>& snapshots);

    TextLabel* m_rangeText = nullptr;
    QPushButton* m_compare = nullptr;
};

} // namespace heapwise::ui
