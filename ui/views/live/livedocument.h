#pragma once

#include "core/inspector/launcher.h"
#include "core/inspector/preflight.h"
#include "core/inspector/session.h"
#include "ui/document.h"
#include "ui/jobs/latestjob.h"
#include "ui/views/live/livedata.h"

class QCheckBox;
class QMenu;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace heapwise::ui {

class DataTree;
class EventsModel;
class LiveHeader;
class MessageBar;
class OverviewStrip;
class ProgressLine;
class TextLabel;
class TimelinePlot;

/// Watching one process: its timeline, what can be done, and what was done. Closing it leaves the process as it was
/// found, without holding up the window.
class LiveDocument : public Document {
    Q_OBJECT
public:
    LiveDocument(const inspector::Target& target, const QString& name, QWidget* parent = nullptr);
    ~LiveDocument() override;

    QString title() const override;
    QString iconName() const override { return QStringLiteral("pulse"); }
    Token iconColor() const override;
    QString stateText() const override;
    QString stateIcon() const override;
    bool hasError() const override;
    QString selectionText() const override;
    QList<Crumb> crumbs() const override;
    void cancelWork() override { m_session->discardCapture(); }

    inspector::Session* session() const { return m_session; }
    const LiveData* data() const { return m_data; }
    TimelinePlot* plot() const { return m_plot; }
    const inspector::ProcessIdentity& process() const { return m_target.process; }
    /// The program was started for this document, and ends with it.
    void setLauncher(inspector::Launcher* launcher);
    /// Where snapshots are written to.
    static QString snapshotFolder();

    void takeSnapshot(bool clean, int lane = 0);
    void forceGc();
    void addMark();
    void detach() { m_session->detach(); }

signals:
    /// A snapshot is on disk, to be opened behind this document.
    void snapshotTaken(const QString& path);
    void openRequested(const QString& path);
    /// Selected snapshots in the order of time, with what those have in common whose objects have the same ids.
    void compareRequested(const QStringList& paths, const QStringList& epochs);
    void attachAgainRequested(const heapwise::inspector::Target& target, const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void createHeader(QVBoxLayout& column);
    void createControls(QVBoxLayout& column);
    void createTimeline(QVBoxLayout& column);
    void createEvents(QVBoxLayout& column);
    std::vector<LiveEvent> selectedSnapshots() const;
    void compareSelected();
    void connectSession();
    void stateChanged(inspector::SessionState state);
    void showState();
    void showSelection();
    void checkAndCapture(bool clean, int lane);
    void startCapture(bool clean, int lane);
    void fillSnapshotMenu(QMenu& menu);
    void captureProgressed(const inspector::CaptureProgress& progress);
    void captureFinished(const inspector::CaptureResult& result);
    void toggleSampling();
    void samplingFinished(const QString& file, const inspector::Failure& failure);
    void rangeButton(double seconds);
    QString nextFile(const QString& suffix) const;

    inspector::Target m_target;
    QString m_name;
    inspector::Session* m_session;
    LiveData* m_data;
    LatestJob<inspector::Preflight> m_preflight;
    TextLabel* m_stateLabel = nullptr;
    TextLabel* m_nameLabel = nullptr;
    TextLabel* m_factsLabel = nullptr;
    TextLabel* m_threads = nullptr;
    MessageBar* m_message = nullptr;
    TextLabel* m_rangeText = nullptr;
    TextLabel* m_captureText = nullptr;
    OverviewStrip* m_overview = nullptr;
    TimelinePlot* m_plot = nullptr;
    DataTree* m_table = nullptr;
    EventsModel* m_events = nullptr;
    QPushButton* m_snapshot = nullptr;
    QToolButton* m_snapshotMenu = nullptr; ///< other kinds
    QPushButton* m_gc = nullptr;
    QPushButton* m_sample = nullptr;
    QPushButton* m_mark = nullptr;
    QPushButton* m_discard = nullptr;
    QPushButton* m_detach = nullptr;
    QPushButton* m_compare = nullptr;
    QCheckBox* m_follow = nullptr;
    bool m_sampling = false;
    bool m_quitting = false;
    bool m_agreed = false; ///< to what a snapshot costs, in this session
};

} // namespace heapwise::ui
