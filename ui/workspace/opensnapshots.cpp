#include "ui/workspace/opensnapshots.h"

#include "ui/views/snapshot/objectdocument.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/widgets/documenttabs.h"
#include "ui/workspace/workspacemodel.h"

namespace heapwise::ui {

namespace {

/// "#1" of "#1 · 14:02:10"; a file without what all of them end in.
QString shortName(QString name)
{
    name.remove(QStringLiteral(".gz")).remove(QStringLiteral(".heapsnapshot"));
    return name.section(QStringLiteral(" · "), 0, 0);
}

} // namespace

OpenSnapshots::OpenSnapshots(DocumentTabs* tabs, WorkspaceModel* workspace, QObject* parent)
    : QObject(parent)
    , m_tabs(tabs)
    , m_workspace(workspace)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &OpenSnapshots::tell);
    connect(tabs, &DocumentTabs::documentAdded, this, &OpenSnapshots::watch);
    connect(tabs, &DocumentTabs::documentUpdated, &m_soon, qOverload<>(&QTimer::start));
    connect(workspace, &QAbstractItemModel::dataChanged, &m_soon, qOverload<>(&QTimer::start));
}

void OpenSnapshots::watch(Document* document)
{
    auto* snapshot = qobject_cast<SnapshotDocument*>(document);
    if (!snapshot)
        return;
    connect(snapshot, &QObject::destroyed, &m_soon, qOverload<>(&QTimer::start));
    connect(snapshot, &SnapshotDocument::otherRequested, m_tabs,
            [this](SnapshotDocument* other, const QString& address) {
                m_tabs->setCurrentWidget(other);
                other->goWhenReady(address);
            });
    connect(snapshot, &SnapshotDocument::tabRequested, m_tabs,
            [this, snapshot](const Subject& subject) { showObject(snapshot, subject); });
    m_soon.start();
}

void OpenSnapshots::showObject(SnapshotDocument* snapshot, const Subject& subject)
{
    auto* const document = new ObjectDocument(snapshot->view(), subject);
    connect(document, &ObjectDocument::snapshotRequested, snapshot,
            [this, snapshot] { m_tabs->setCurrentWidget(snapshot); });
    m_tabs->add(document);
}

QList<SnapshotDocument*> OpenSnapshots::snapshots() const
{
    QList<SnapshotDocument*> found;
    for (int i = 0; i < m_tabs->count(); ++i)
        if (auto* snapshot = qobject_cast<SnapshotDocument*>(m_tabs->documentAt(i)))
            found.append(snapshot);
    return found;
}

OtherSnapshot OpenSnapshots::describe(SnapshotDocument* other, const SnapshotDocument* to) const
{
    const QModelIndex row = m_workspace->find(other->path());
    const QString epoch = row.data(WorkspaceModel::EpochRole).toString();
    const QString known = m_workspace->find(to->path()).data(WorkspaceModel::EpochRole).toString();
    BaselineCandidate snapshot{shortName(row.isValid() ? row.data().toString() : other->title()), other->heap(),
                               std::nullopt};
    if (!epoch.isEmpty() && !known.isEmpty())
        snapshot.sameIds = epoch == known;
    return {other, snapshot};
}

// Others count once they are complete: each stage is another heap.
void OpenSnapshots::tell()
{
    QList<SnapshotDocument*> complete;
    QString news;
    for (SnapshotDocument* snapshot : snapshots()) {
        const HeapPtr heap = snapshot->heap();
        const bool isComplete = heap && heap->has(Stage::Retained);
        if (isComplete)
            complete.append(snapshot);
        news += QStringLiteral("%1 %2 %3\n")
                    .arg(quintptr(snapshot))
                    .arg(isComplete ? quintptr(heap.get()) : 0)
                    .arg(m_workspace->find(snapshot->path()).data().toString());
    }
    if (std::exchange(m_told, news) == news)
        return;
    for (SnapshotDocument* snapshot : snapshots()) {
        OtherSnapshots others;
        for (SnapshotDocument* other : complete)
            if (other != snapshot)
                others.append(describe(other, snapshot));
        snapshot->setOthers(others);
    }
}

} // namespace heapwise::ui
