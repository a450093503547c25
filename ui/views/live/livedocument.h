#pragma once

#include "core/inspector/launcher.h"
#include "core/inspector/preflight.h"
#include "core/inspector/session.h"
#include "core/timeline/leakreport.h"
#include "core/timeline/snapshotrules.h"
#include "ui/jobs/latestjob.h"
#include "ui/views/live/timelinedocument.h"

class QMenu;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace heapwise::ui {

class LiveHeader;
class ProgressLine;
class RestartWatch;
class SessionRecorder;
class TextLabel;

/// Watching one process: its timeline, what can be done, and what was done. Closing it leaves the process as it was
/// found, without holding up the window.
class LiveDocument : public TimelineDocument {
    Q_OBJECT
public:
    LiveDocument(const inspector::Target& target, const QString& name, QWidget* parent = nullptr);
    ~LiveDocument() override;

    QString title() const override;
    Token iconColor() const override;
    QString stateText() const override;
    QString stateIcon() const override;
    bool hasError() const override;
    QString selectionText() const override;
    QList<Crumb> crumbs() const override;
    void cancelWork() override { m_session->discardCapture(); }

    inspector::Session* session() const { return m_session; }
    const inspector::ProcessIdentity& process() const { return m_target.process; }
    const QString& processName() const { return m_name; }
    /// The program was started for this document, and ends with it.
    void setLauncher(inspector::Launcher* launcher);
    /// Whether a snapshot of a heap of that size is asked about each time, by the settings.
    static bool mustConfirm(quint64 heapBytes);
    /// Between samples, by the settings.
    static int sampleIntervalMs();
    static QString usualSnapshotFolder();
    /// Where snapshots are written to: the folder of the settings, else the usual one.
    static QString snapshotFolder();

    void takeSnapshot(bool clean, int lane = 0);
    void forceGc();
    void addMark();
    void detach() { m_session->detach(); }
    SessionRecorder* recorder() const { return m_recorder; }
    void saveSession();

signals:
    /// A snapshot is on disk, to be opened behind this document.
    void snapshotTaken(const QString& path);
    /// The program was started again, and is to be watched again.
    void attachRequested(qint64 pid);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void createHeader(QVBoxLayout& column);
    void createControls(QVBoxLayout& column);
    void connectLeakPanel();
    void verdictChanged(Verdict verdict);
    void probe(bool on);
    void snapshotByRule(SnapshotTrigger::Reason reason);
    void sampleFor(int seconds);
    void connectSession();
    void applyInterval();
    void offerToFollow(const inspector::ProcessIdentity& process);
    void answerMessage();
    void beginRecording(const inspector::SessionInfo& info);
    void stateChanged(inspector::SessionState state);
    void showState();
    void checkAndCapture(bool clean, int lane);
    void startCapture(bool clean, int lane);
    void fillSnapshotMenu(QMenu& menu);
    void captureProgressed(const inspector::CaptureProgress& progress);
    void captureFinished(const inspector::CaptureResult& result);
    void makeLookable(const inspector::CaptureResult& result);
    void toggleSampling();
    void fillSamplingMenu(QMenu& menu);
    void samplingFinished(const QString& file, const inspector::Failure& failure);
    QString nextFile(const QString& folder, const QString& suffix) const;

    inspector::Target m_target;
    QString m_name;
    inspector::Session* m_session;
    SessionRecorder* m_recorder;
    RestartWatch* m_restart;
    inspector::ProcessIdentity m_successor;
    LatestJob<inspector::Preflight> m_preflight;
    LatestJob<inspector::Preflight> m_rulePreflight;
    TextLabel* m_stateLabel = nullptr;
    TextLabel* m_nameLabel = nullptr;
    TextLabel* m_factsLabel = nullptr;
    TextLabel* m_threads = nullptr;
    TextLabel* m_captureText = nullptr;
    QPushButton* m_snapshot = nullptr;
    QToolButton* m_snapshotMenu = nullptr; ///< other kinds
    QPushButton* m_gc = nullptr;
    QPushButton* m_sample = nullptr;
    QPushButton* m_mark = nullptr;
    QPushButton* m_discard = nullptr;
    QPushButton* m_detach = nullptr;
    QPushButton* m_save = nullptr;
    inspector::SamplingOptions m_samplingOptions;
    int m_samplingSeconds = 0; ///< 0: until it is stopped
    bool m_sampling = false;
    bool m_quitting = false;
    QString m_captureReason; ///< of a snapshot by rule; empty: by hand
    bool m_agreed = false;   ///< to what a snapshot costs, in this session
};

} // namespace heapwise::ui
