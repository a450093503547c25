#pragma once

#include <QObject>

#include "core/inspector/launcher.h"
#include "core/inspector/processlist.h"
#include "ui/jobs/latestjob.h"

#include <functional>

namespace heapwise::ui {

class DocumentTabs;
class FileOpener;
class LiveDocument;
class RecordingDocument;

/// All ways to watch a process come together here: process list, dialog, command line, running a program, the demo.
/// One tab per process.
class LiveOpener : public QObject {
    Q_OBJECT
public:
    LiveOpener(DocumentTabs* tabs, FileOpener* files, QWidget* window);
    ~LiveOpener() override;

    /// Attaches; asks nothing, the target says what was agreed to.
    void attach(inspector::Target target, const QString& name);
    /// Asks what has to be asked first.
    void attachToPid(qint64 pid);
    void showDialog();
    void showRunDialog();
    /// `shown`: what else is to be done with its document.
    void run(const inspector::LaunchRequest& request, const QString& name,
             std::function<void(LiveDocument*)> shown = {});
    /// A recorded timeline; one tab per file.
    void openRecording(const QString& path);
    /// A recording that comes through a pipe: `node --trace-gc app.js | heapwise -`.
    void openInput(int descriptor);
    /// A leaky server with customers of its own, to try everything on.
    void runDemo();
    /// Inspectors that were left open when Heapwise crashed: offers to close them.
    void lookForLeftovers();

signals:
    void problem(const QString& sentence);
    void leftoversFound(int count);
    /// Snapshots taken in one session, in the order of time, and for each what it has in common with others whose
    /// objects have the same ids.
    void compareRequested(const QStringList& paths, const QStringList& epochs);

public slots:
    void closeLeftovers();

private:
    void showRecording(RecordingDocument* document);
    LiveDocument* show(const inspector::Target& target, const QString& name);

    DocumentTabs* m_tabs;
    FileOpener* m_files;
    QWidget* m_window;
    QList<inspector::ProcessIdentity> m_leftovers;
    LatestJob<QList<inspector::ProcessInfo>> m_scanning;
    LatestJob<QList<inspector::ProcessIdentity>> m_looking;
};

} // namespace heapwise::ui
