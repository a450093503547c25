#pragma once

#include <QObject>
#include <QTimer>

#include "ui/views/snapshot/othersnapshots.h"

namespace heapwise::ui {

class Document;
class DocumentTabs;
class WorkspaceModel;
struct Subject;

/// Tells each open snapshot which others are open: by the names they have in the Workspace, and with what is
/// known there about their ids. Leads from one to another, and to tabs for single objects.
class OpenSnapshots : public QObject {
    Q_OBJECT
public:
    OpenSnapshots(DocumentTabs* tabs, WorkspaceModel* workspace, QObject* parent);

private:
    void watch(Document* document);
    void showObject(SnapshotDocument* snapshot, const Subject& subject);
    void tell();
    QList<SnapshotDocument*> snapshots() const;
    OtherSnapshot describe(SnapshotDocument* other, const SnapshotDocument* to) const;

    DocumentTabs* m_tabs;
    WorkspaceModel* m_workspace;
    QTimer m_soon;  ///< many changes at once are one
    QString m_told; ///< what they were told last, to tell them of changes alone
};

} // namespace heapwise::ui
