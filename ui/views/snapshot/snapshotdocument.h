#pragma once

#include "ui/document.h"
#include "ui/jobs/indexing.h"
#include "ui/jobs/latestjob.h"
#include "ui/jobs/opening.h"
#include "ui/views/snapshot/admission.h"
#include "ui/views/snapshot/othersnapshots.h"

class QStackedLayout;
class QTimer;

namespace heapwise::ui {

class ErrorPage;
class LoadingPanel;
class MessageBar;
class SnapshotView;
struct Subject;

/// One snapshot file in a tab: opens it on a worker, shows the views from the first stage on, and the error page
/// when it cannot be opened.
class SnapshotDocument : public Document {
    Q_OBJECT
public:
    /// `title` replaces the file name where it is given.
    explicit SnapshotDocument(const QString& path, const QString& title = {}, QWidget* parent = nullptr);
    ~SnapshotDocument() override;

    void open(bool acceptPartial = false);
    /// Goes to this address ("@2841907") as soon as the objects are read.
    void goWhenReady(const QString& address);
    void setPath(const QString& canonicalPath);

    QString title() const override;
    QString iconName() const override;
    QString path() const override { return m_path; }
    double progress() const override;
    QString stateText() const override;
    QString stateIcon() const override;
    bool hasError() const override { return m_failed; }
    QString selectionText() const override;
    QList<Crumb> crumbs() const override;
    void activateCrumb(const Crumb& crumb) override;
    void findSiblings(const Crumb& crumb, const std::function<void(const QList<Crumb>&)>& show) override;
    bool enterAddress(const QString& text, QString* whyNot) override;
    bool acceptsAddress() const override;
    QString link() const override;
    QString address() const override;
    std::optional<bool> isPinned() const override;
    void togglePin() override;
    Pins* pins() const override { return m_pins; }
    bool canGoBack() const override;
    bool canGoForward() const override;
    void goBack() override;
    void goForward() override;
    QStringList viewNames() const override;
    int currentView() const override;
    void setCurrentView(int view) override;
    QVariantMap viewState() const override;
    void setViewState(const QVariantMap& state) override;
    void focusFilter() override;
    void cancelWork() override;
    bool canReload() const override { return true; }
    QStringList helpNames() const override;
    /// Reads the file again and goes back to what is selected.
    void reload() override;

    /// Snapshots that are open beside this one.
    void setOthers(const OtherSnapshots& others);
    HeapPtr heap() const { return m_heap; }
    SnapshotView* view() const { return m_view; }

signals:
    /// All stages are done: for the list of recent files.
    void opened(const heapwise::HeapPtr& heap);
    void notOpened(heapwise::ErrorCode code);
    /// Go to `address` in another snapshot.
    void otherRequested(heapwise::ui::SnapshotDocument* other, const QString& address);
    /// A tab of its own for it.
    void tabRequested(const heapwise::ui::Subject& subject);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void connectAdmission();
    void read(bool countsOnly);
    void askForMemory(quint64 needed, quint64 free);
    void answered(int choice);
    void stillWritten(quint64 bytes);
    void changedOnDisk(bool isShorter);
    void createTop();
    void createView();
    void dropView();
    void stageArrived(const HeapPtr& heap);
    void finished(const HeapPtr& heap);
    void failed(const Error& error, const LoadReport& report);
    void showError();
    void updateProgress();
    void showPartialNote();
    void goToPending();
    NodeId pinnable() const; ///< the object that is selected
    void switchToOverview();

    QString m_path;
    QString m_title;
    QString m_pendingAddress;
    Opening m_opening;
    Admission m_admission;
    Indexing m_indexing;
    struct {
        Error error;
        LoadReport report;
        double seconds = 0;
    } m_failure; ///< of the last run, shown once it is clear that the file is not being written
    HeapPtr m_heap;
    OtherSnapshots m_others;
    LatestJob<QList<Crumb>> m_siblings;
    QTimer* m_timer;
    QStackedLayout* m_stack;
    Pins* m_pins;
    SnapshotView* m_view = nullptr;
    QWidget* m_waiting = nullptr; ///< holds the panel until the view is made
    QWidget* m_top = nullptr;
    LoadingPanel* m_loading = nullptr;
    MessageBar* m_note = nullptr;
    ErrorPage* m_errorPage = nullptr;
    QString m_state;
    double m_progress = -1;
    QVariantMap m_pendingState;   ///< for when the views are made
    bool m_isSwitchDue = false;   ///< to the Overview, once it is complete and looked at
    bool m_hasChosenView = false; ///< by a session
    bool m_partial = false;
    bool m_failed = false;
    bool m_isBrowsed = false; ///< somebody is at work in it
};

} // namespace heapwise::ui
