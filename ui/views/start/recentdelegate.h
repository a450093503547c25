#pragma once

#include <QStyledItemDelegate>

namespace heapwise::ui {

/// One recent file on two lines: name and folder, whether it is indexed, heap size and objects, when, pin. A missing
/// one is dimmed and offers "Locate…" and "Remove" instead of its sizes.
class RecentDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

signals:
    void pinToggled(const QString& path, bool pinned);
    void locateRequested(const QString& path);
    void removeRequested(const QString& path);

private:
    struct Places;
    Places placesOf(const QRect& row) const;
    void paintFolder(QPainter& painter, const QRect& place, const QString& folder, bool isIndexed) const;
    void paintSizes(QPainter& painter, const Places& places, const QModelIndex& index) const;
};

} // namespace heapwise::ui
