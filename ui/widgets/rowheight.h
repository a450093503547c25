#pragma once

#include <QStyledItemDelegate>

#include "ui/theme/fonts.h"

#include <algorithm>

namespace heapwise::ui {

/// Gives the rows of a simple list room around their text, at every text size.
class RowHeight : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// `px` at the usual text size.
    RowHeight(int px, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_px(px)
    {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width(), std::max(size.height(), scaled(m_px))};
    }

private:
    int m_px;
};

} // namespace heapwise::ui
