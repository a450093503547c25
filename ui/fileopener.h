#pragma once

#include <QObject>
#include <QStringList>

#include "ui/jobs/latestjob.h"

#include <functional>

class QWidget;

namespace heapwise::ui {

class DocumentTabs;
class RecentFiles;
struct Session;
class SnapshotDocument;

/// All ways to open a file come together here: dialog, drop, recent list, command line, sample. One tab per file.
class FileOpener : public QObject {
    Q_OBJECT
public:
    FileOpener(DocumentTabs* tabs, RecentFiles* recent, QWidget* window);
    ~FileOpener() override;

    void chooseFiles();
    /// Each may carry an address: "FILE#@ID".
    void openAll(const QStringList& arguments);
    /// Null where the file has a tab already.
    SnapshotDocument* openFile(const QString& path, const QString& address = {});
    void openSession(const Session& session);
    /// `opened` is called with its document, which may still be reading.
    void openSample(std::function<void(SnapshotDocument*)> opened = {});

signals:
    /// Not a snapshot but a timeline: a session, a log of --trace-gc, metrics.
    void recordingRequested(const QString& path);
    void problem(const QString& sentence);

private:
    SnapshotDocument* showDocument(const QString& path, const QString& title, const QString& address);
    /// The same file by another name (a link, "..") is found out on a worker and then shown once.
    void resolve(SnapshotDocument* document);
    void rename(SnapshotDocument* document, const QString& canonicalPath);

    DocumentTabs* m_tabs;
    RecentFiles* m_recent;
    QWidget* m_window;
    LatestJob<QString> m_extracting;
};

} // namespace heapwise::ui
