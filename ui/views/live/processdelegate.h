#pragma once

#include <QStyledItemDelegate>

namespace heapwise::ui {

/// Rows of the process list: two lines in the first column, a sparkline, and a lamp before the inspector's state.
class ProcessDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintProcess(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintHistory(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    void paintInspector(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
};

} // namespace heapwise::ui
