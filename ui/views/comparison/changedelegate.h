#pragma once

#include "ui/widgets/celldelegate.h"
#include "ui/widgets/numberpainter.h"

namespace heapwise::ui {

/// CellDelegate for numbers that changed: with their sign in the colours of growth and shrinking, in their slots as
/// all other numbers, bars left or right of zero, and hatching where an object is missing (ChangeRole).
class ChangeDelegate : public CellDelegate {
    Q_OBJECT
public:
    explicit ChangeDelegate(QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintNumber(QPainter& painter, QRect rect, const QModelIndex& index) const;

    NumberPainter m_body;
    NumberPainter m_bold;
};

} // namespace heapwise::ui
