#pragma once

#include <QCoreApplication>
#include <QVariant>

#include "core/analysis/heap.h"
#include "ui/models/childsource.h"
#include "ui/models/objecttext.h"

namespace heapwise::ui {

/// The cells all trees over a heap have in common, by the roles of cellroles.h. Any thread.
class TreeCells {
    Q_DECLARE_TR_FUNCTIONS(TreeCells)
public:
    explicit TreeCells(HeapPtr heap);

    const Heap& heap() const { return *m_heap; }
    const ObjectText& text() const { return m_text; }

    QVariant data(const TreeItem& item, TreeColumn column, int role) const;
    static QVariant headerData(TreeColumn column, int role);

    QVariant bytesCell(quint64 bytes, bool known, TreeColumn column, int role) const;
    QVariant countCell(quint64 count, bool known, int role) const;

    /// Rows that stand for no object: links, notes, placeholders. True where `item` is one.
    static bool isAside(const TreeItem& item) { return item.kind >= TreeItem::Kind::More; }

private:
    QVariant nameCell(const TreeItem& item, TreeColumn column, int role) const;
    QVariant objectName(const TreeItem& item, TreeColumn column, int role) const;
    QVariant className(const TreeItem& item, int role) const;
    QVariant foldName(const TreeItem& item, int role) const;
    QVariant asideName(const TreeItem& item, int role) const;
    QVariant referenceCell(const TreeItem& item, TreeColumn column, int role) const;
    QVariant numberCell(const TreeItem& item, TreeColumn column, int role) const;
    QVariant distanceCell(const TreeItem& item, int role) const;
    QVariant shareCell(const TreeItem& item, int role) const;
    QVariant shallowShareCell(const TreeItem& item, int role) const;
    QString secondary(const TreeItem& item, TreeColumn column) const;
    double share(quint64 bytes) const;
    bool hasRetained() const { return m_heap->dominators != nullptr; }

    HeapPtr m_heap;
    ObjectText m_text;
    double m_total = 0;
};

/// Fills the numbers of a row that stands for one object, as far as they are known.
void fillNumbers(const Heap& heap, TreeItem& item);

} // namespace heapwise::ui
