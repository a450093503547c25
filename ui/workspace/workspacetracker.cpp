#include "ui/workspace/workspacetracker.h"

#include "ui/views/comparison/comparisondocument.h"
#include "ui/views/live/livedocument.h"
#include "ui/views/live/sessionrecorder.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/widgets/documenttabs.h"

#include <cmath>

namespace heapwise::ui {

using Kind = WorkspaceModel::Kind;

WorkspaceTracker::WorkspaceTracker(WorkspaceModel* model, DocumentTabs* tabs, QObject* parent)
    : QObject(parent)
    , m_model(model)
    , m_tabs(tabs)
{
    connect(tabs, &DocumentTabs::documentAdded, this, &WorkspaceTracker::added);
    connect(tabs, &DocumentTabs::documentUpdated, this, &WorkspaceTracker::updated);
    connect(tabs, &DocumentTabs::currentDocumentChanged, this, &WorkspaceTracker::currentChanged);
}

Document* WorkspaceTracker::documentOf(const QModelIndex& row) const
{
    const bool isPin = WorkspaceModel::kindOf(row) == Kind::Pin;
    const QModelIndex index = isPin ? row.parent() : row;
    for (int i = 0; i < m_tabs->count(); ++i)
        if (Document* document = m_tabs->documentAt(i); index.isValid() && m_rows.value(document) == index)
            return document;
    return nullptr;
}

void WorkspaceTracker::added(Document* document)
{
    connect(document, &QObject::destroyed, this, [this, document] { closed(document); });
    if (const auto* live = qobject_cast<LiveDocument*>(document))
        connect(live->data(), &LiveData::eventAdded, this,
                [this, live](const LiveEvent& event) { taken(live, event); });
    updated(document);
    if (document == m_tabs->current())
        currentChanged(document);
}

void WorkspaceTracker::closed(const Document* document)
{
    const QModelIndex row = m_rows.take(document);
    if (row.isValid())
        m_model->setPins(row, {});
    if (row.isValid() && row.data(WorkspaceModel::LiveRole).toBool())
        m_model->update(row, {{WorkspaceModel::LiveRole, false}});
}

void WorkspaceTracker::currentChanged(Document* document)
{
    m_model->setActive(document ? QModelIndex(m_rows.value(document)) : QModelIndex());
}

namespace {

QStringList pathsOf(const ComparisonDocument& document)
{
    QStringList paths;
    for (const ComparedSnapshot& snapshot : document.snapshots())
        paths.append(snapshot.document ? snapshot.document->path() : QString());
    return paths;
}

} // namespace

/// The row of what a document shows, made where there is none; invalid for pages that show nothing of their
/// own.
QModelIndex WorkspaceTracker::rowOf(Document* document)
{
    if (const QModelIndex known = m_rows.value(document); known.isValid())
        return known;
    QModelIndex row;
    if (const auto* comparison = qobject_cast<ComparisonDocument*>(document)) {
        row = m_model->findComparison(pathsOf(*comparison));
        if (!row.isValid())
            row = m_model->add(Kind::Comparison, {});
    } else if (qobject_cast<LiveDocument*>(document)) {
        row = m_model->add(Kind::Session, {});
    } else if (!document->path().isEmpty()) {
        row = m_model->find(document->path());
        if (!row.isValid())
            row = m_model->add(Kind::File, {});
    }
    if (row.isValid())
        m_rows.insert(document, row);
    return row;
}

void WorkspaceTracker::updated(Document* document)
{
    const QModelIndex row = rowOf(document);
    if (!row.isValid())
        return;
    if (const auto* live = qobject_cast<LiveDocument*>(document)) {
        const qint64 pid = live->process().pid;
        m_model->update(row, {{WorkspaceModel::NameRole, live->processName()},
                              {WorkspaceModel::SecondaryRole, pid > 0 ? QString::number(pid) : QString()},
                              {WorkspaceModel::PathRole, live->recorder()->path()},
                              {WorkspaceModel::LiveRole, live->session()->isAttached()}});
    } else if (const auto* comparison = qobject_cast<ComparisonDocument*>(document)) {
        updateComparison(comparison, row);
    } else if (WorkspaceModel::kindOf(row) == Kind::File) {
        m_model->update(row,
                        {{WorkspaceModel::NameRole, document->title()}, {WorkspaceModel::PathRole, document->path()}});
    }
    if (const auto* snapshot = qobject_cast<SnapshotDocument*>(document)) {
        updateSnapshot(snapshot, row);
        m_model->setPins(row, snapshot->pins()->list());
    }
}

void WorkspaceTracker::updateSnapshot(const SnapshotDocument* document, const QModelIndex& row)
{
    if (const HeapPtr heap = document->heap(); heap && heap->objects)
        m_model->update(row, {{WorkspaceModel::BytesRole, qint64(heap->totalSize())}});
}

/// What a comparison grew by, once both ends are known. Closed tabs take their paths with them; the row keeps
/// them.
void WorkspaceTracker::updateComparison(const ComparisonDocument* document, const QModelIndex& row)
{
    WorkspaceModel::Values values{{WorkspaceModel::NameRole, document->title()}};
    const QStringList paths = pathsOf(*document);
    if (!paths.contains(QString())) {
        QStringList epochs;
        for (const ComparedSnapshot& snapshot : document->snapshots())
            epochs.append(snapshot.epoch);
        values.insert(WorkspaceModel::PathsRole, paths);
        values.insert(WorkspaceModel::EpochsRole, epochs);
    }
    if (const ComparisonPtr& comparison = document->comparison()) {
        const auto size = [&](std::size_t i) { return qint64(comparison->heap(i)->totalSize()); };
        values.insert(WorkspaceModel::BytesRole, size(comparison->snapshotCount() - 1) - size(0));
    }
    m_model->update(row, values);
}

void WorkspaceTracker::taken(const LiveDocument* session, const LiveEvent& event)
{
    const bool isSnapshot = event.kind == LiveEvent::Kind::Snapshot;
    if (event.file.isEmpty() || (!isSnapshot && event.kind != LiveEvent::Kind::Sampling) ||
        m_model->find(event.file).isValid())
        return;
    const QModelIndex row = m_rows.value(session);
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(qint64(event.time * 1000));
    const QString time = when.toString(isSnapshot ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
    WorkspaceModel::Values values{{WorkspaceModel::NameRole, isSnapshot ? tr("#%1 · %2").arg(event.number).arg(time)
                                                                        : tr("Sampling %1").arg(time)},
                                  {WorkspaceModel::PathRole, event.file},
                                  {WorkspaceModel::WhenRole, when},
                                  {WorkspaceModel::OwnRole, true}};
    if (isSnapshot)
        values.insert(WorkspaceModel::EpochRole, session->epochOf(event));
    if (const auto lane = session->data()->lanes().find(event.lane);
        event.lane != 0 && lane != session->data()->lanes().end())
        values.insert(WorkspaceModel::SecondaryRole, QString::fromStdString(lane->second.title));
    if (!std::isnan(event.heap))
        values.insert(WorkspaceModel::BytesRole, qint64(event.heap));
    m_model->add(isSnapshot ? Kind::Snapshot : Kind::Sampling, values, row);
}

} // namespace heapwise::ui
