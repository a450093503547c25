#pragma once

#include "ui/jobs/latestjob.h"
#include "ui/workspace/workspacemodel.h"

namespace heapwise::ui {

class ComparisonOpener;
class DocumentTabs;
class FileOpener;
class WorkspaceTracker;

/// The list of what the user works with, and what can be done with its rows.
class Workspace : public QObject {
    Q_OBJECT
public:
    Workspace(DocumentTabs* tabs, FileOpener* files, ComparisonOpener* comparisons, QWidget* window);
    ~Workspace() override;

    WorkspaceModel* model() const { return m_model; }
    FileOpener* files() const { return m_files; }

    void open(const QModelIndex& index);
    void compare(const QModelIndexList& snapshots);
    void showFolder(const QModelIndex& index);
    /// Closes the tabs of the rows. Of files that Heapwise itself wrote it asks first whether they are to go,
    /// too.
    void remove(const QModelIndexList& rows);

    /// Kept with the session.
    void save() const;
    void restore();

signals:
    void problem(const QString& sentence);

private:
    void dropped(const QStringList& dragged, const QModelIndex& onto);
    void addTo(const QModelIndex& comparison, const QStringList& paths);
    void removeRows(const QList<QPersistentModelIndex>& rows);
    void deleteFiles(const QStringList& paths);
    QString epochOf(const QString& path) const;

    DocumentTabs* m_tabs;
    FileOpener* m_files;
    ComparisonOpener* m_comparisons;
    QWidget* m_window;
    WorkspaceModel* m_model;
    WorkspaceTracker* m_tracker;
    LatestJob<QStringList> m_deleting;
};

} // namespace heapwise::ui
