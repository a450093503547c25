#pragma once

#include <QObject>
#include <QStringList>

#include "ui/jobs/latestjob.h"
#include "ui/views/comparison/comparisondocument.h"

namespace heapwise::ui {

class DocumentTabs;
class FileOpener;
class RecentFiles;
struct Session;

/// A snapshot file, and what it has in common with others whose objects have the same ids (empty: nobody knows).
struct CapturedFile {
    QString path;
    QString epoch;
};

/// All ways to compare come together here: command, start page, drop, command line, events of a live session. The
/// snapshots open in tabs of their own behind the comparison, beside each other.
class ComparisonOpener : public QObject {
    Q_OBJECT
public:
    ComparisonOpener(DocumentTabs* tabs, FileOpener* files, RecentFiles* recent, QWidget* window);

    /// In the order given. Fewer than two are opened only.
    void compareFiles(const QStringList& paths);
    /// `epochs`: by path, what snapshots with the same ids have in common.
    /// Null for fewer than two.
    ComparisonDocument* compareCaptured(const QStringList& paths, const QStringList& epochs);
    /// The comparisons of a session, after its files; what was in front comes to the front again.
    void openSession(const Session& session);
    /// In the order of time, by what the files say.
    void compareInOrder(const QList<CapturedFile>& files);
    /// One more, at its place in time.
    void addInOrder(ComparisonDocument* document, const CapturedFile& file);
    /// Asks which of the open and recent files. Two or three open ones are chosen already, of more the one in front.
    void choose();

private:
    void add(ComparisonDocument* document);
    void showGraph(SnapshotDocument* snapshot, const QString& title, const std::vector<std::uint32_t>& nodes);
    ComparedSnapshot snapshotOf(const QString& path, const QString& epoch);
    QStringList known() const; ///< open snapshots, then recent files
    QStringList openPaths() const;

    DocumentTabs* m_tabs;
    FileOpener* m_files;
    RecentFiles* m_recent;
    QWidget* m_window;
    LatestJob<QList<qsizetype>> m_ordering;
};

} // namespace heapwise::ui
