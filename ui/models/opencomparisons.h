#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>

#include "core/analysis/query/comparedsnapshots.h"

#include <functional>

namespace heapwise::ui {

/// The document of a comparison, for those who do not know what documents are.
struct OpenComparison {
    QPointer<QObject> document;
    QString name;
    /// Brings it to the front, with its tables about what the query finds.
    std::function<void(const QString& query)> filterBy;
};

/// Lets queries in the snapshots of a comparison ask what is new and alive in it, as long as somebody has it. Where
/// a snapshot is part of several, the one that was announced last counts. Takes the place of what the same document
/// announced before.
void announceComparison(const ComparisonPtr& comparison, const OpenComparison& in);

/// The comparisons that this heap is part of, the one announced last at the end. For the thread of the documents.
QList<OpenComparison> openComparisonsOf(const Heap& heap);

/// For queries about this heap; with a count of 0 where it is in no comparison that is open and has identity. Any
/// thread.
query::ComparedSnapshots comparedSnapshotsOf(const Heap& heap);

} // namespace heapwise::ui
