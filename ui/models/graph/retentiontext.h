#pragma once

#include "core/heap/scripts.h"
#include "ui/models/graph/graphdata.h"
#include "ui/models/graph/retention.h"

#include <QCoreApplication>

namespace heapwise::ui {

/// The words of a retainer graph. Any thread; looks at a few hundred references or characters for each box.
class RetentionText {
    Q_DECLARE_TR_FUNCTIONS(RetentionText)
public:
    /// `scripts` for places in the source; may be null.
    RetentionText(const RetentionGraph& graph, const ScriptNames* scripts);

    /// `subject`: "18,418 ServerResponse".
    GraphData describe(const QString& subject) const;

    QString groupName(const RetentionGroup& group) const;             ///< "EventEmitter", "onTick()"
    QString referenceName(const RetentionReference& reference) const; ///< "_events.price", "2 hops: a.b"

private:
    const Heap& heap() const { return *m_graph.paths->heap; }
    GraphBox box(const RetentionGroup& group) const;
    GraphArc arc(const RetentionBundle& bundle) const;
    QString references(const RetentionReference& reference) const;
    QStringList listed(const RetentionBundle& bundle, const QStringList& names) const;
    QString note(const RetentionGroup& group) const;
    QString place(NodeId node) const;
    QString tip(const RetentionGroup& group) const;
    QString subtitle() const;
    QString systemNote() const;
    QString elementRange(const RetentionReference& reference) const;

    const RetentionGraph& m_graph;
    const ScriptNames* m_scripts;
};

} // namespace heapwise::ui
