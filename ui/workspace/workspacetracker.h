#pragma once

#include <QHash>
#include <QPersistentModelIndex>

#include "ui/workspace/workspacemodel.h"

namespace heapwise::ui {

class ComparisonDocument;
class Document;
class DocumentTabs;
class LiveDocument;
class SnapshotDocument;
struct LiveEvent;

/// Enters what is opened and taken into the Workspace, and keeps names and sizes there up to date.
class WorkspaceTracker : public QObject {
    Q_OBJECT
public:
    WorkspaceTracker(WorkspaceModel* model, DocumentTabs* tabs, QObject* parent);

    /// What the row stands for, or of a pin what it is in; null while no tab shows it.
    Document* documentOf(const QModelIndex& row) const;

private:
    void added(Document* document);
    void updated(Document* document);
    void closed(const Document* document);
    void currentChanged(Document* document);
    QModelIndex rowOf(Document* document);
    void taken(const LiveDocument* session, const LiveEvent& event);
    void updateSnapshot(const SnapshotDocument* document, const QModelIndex& row);
    void updateComparison(const ComparisonDocument* document, const QModelIndex& row);

    WorkspaceModel* m_model;
    DocumentTabs* m_tabs;
    QHash<const Document*, QPersistentModelIndex> m_rows;
};

} // namespace heapwise::ui
