#pragma once

#include <QStyledItemDelegate>

namespace heapwise::ui {

/// Paints the rows of Go to anything: titles small and quiet; else a chip or an icon, the text, what is said of it,
/// and the key at the right.
class GoToDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintTitle(QPainter& painter, const QRect& rect, const QString& text) const;
};

} // namespace heapwise::ui
