#pragma once

#include <QCache>
#include <QString>

#include "core/analysis/heap.h"
#include "ui/models/cellroles.h"

namespace heapwise::ui {

/// How one object is written in a row.
struct ObjectLabel {
    ObjectKind kind = ObjectKind::System;
    QString name;         ///< "onTick()", "ServerResponse", "\"some text\"", "true"
    QString detail;       ///< a preview of what is in it: "{id, lines, total}", "[18,412]"
    quint32 id = 0;       ///< V8's, for @id
    bool isValue = false; ///< a string, number, boolean, undefined or null
};

/// Labels of objects with a cache of the last few thousand, since rows are painted again and again. Never
/// looks at more than a few hundred edges or characters, however large the object is. Any thread; the cache is the GUI
/// thread's.
class ObjectText {
public:
    explicit ObjectText(HeapPtr heap);
    ObjectLabel label(NodeId node) const;

private:
    HeapPtr m_heap;
    mutable QCache<quint32, ObjectLabel> m_labels;
};

/// The label without a cache; any thread.
ObjectLabel describeObject(const Heap& heap, NodeId node);
/// "onTick() @2841907"
QString nameWithId(const ObjectLabel& label);

/// The name of a reference as an expression after its source: ".price", "[9120]", "[\"a b\"]", "context".
QString referenceText(const Snapshot& snapshot, EdgeIndex edge);
/// The name of a reference as a field: "price", "[9120]".
QString fieldText(const Snapshot& snapshot, EdgeIndex edge);
/// "property", "element", ...: the established word for the reference's type.
QString referenceTypeText(const Snapshot& snapshot, EdgeIndex edge);

/// Control characters written as escapes, cut with an ellipsis after `limit` characters.
QString escaped(const QString& text, qsizetype limit);

} // namespace heapwise::ui
