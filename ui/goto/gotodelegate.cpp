#include "ui/goto/gotodelegate.h"

#include <QPainter>

#include "ui/goto/gotomodel.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

namespace heapwise::ui {
namespace {

constexpr int kRow = 26, kTitle = 24;
constexpr int kGoToDelegatePadding = 12, kIcon = 16, kGap = 8;

} // namespace

QSize GoToDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {scaled(200), scaled(index.data(GoToModel::IsTitleRole).toBool() ? kTitle : kRow)};
}

void GoToDelegate::paintTitle(QPainter& painter, const QRect& rect, const QString& text) const
{
    painter.setFont(font(TextStyle::Small));
    painter.setPen(color(Token::TextTertiary));
    painter.drawText(rect.adjusted(scaled(kGoToDelegatePadding), scaled(4), 0, 0), Qt::AlignVCenter, text);
}

void GoToDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (index.data(GoToModel::IsTitleRole).toBool()) {
        paintTitle(*painter, option.rect, index.data().toString());
        return;
    }
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, color(isSelected ? Token::Selection : Token::Hover));
    const int middle = option.rect.center().y();
    QRect room = option.rect.adjusted(scaled(kGoToDelegatePadding), 0, -scaled(kGoToDelegatePadding), 0);
    if (const QVariant kind = index.data(KindRole); kind.isValid()) {
        room.setLeft(paintChip(*painter, ObjectKind(kind.toInt()), room.left(), middle));
    } else {
        const int px = scaled(kIcon);
        painter->drawPixmap(room.left(), middle - px / 2,
                            iconPixmap(index.data(Qt::DecorationRole).toString(), color(Token::TextSecondary), px,
                                       painter->device()->devicePixelRatioF()));
        room.setLeft(room.left() + px + scaled(kGap));
    }
    if (const QString keys = index.data(GoToModel::KeysRole).toString(); !keys.isEmpty()) {
        painter->setFont(font(TextStyle::Small));
        painter->setPen(color(isSelected ? Token::TextSecondary : Token::TextTertiary));
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight, keys);
        room.setRight(room.right() - painter->fontMetrics().horizontalAdvance(keys) - scaled(kGap));
    }
    painter->setFont(font(index.data(MonoRole).toBool() ? TextStyle::Mono : TextStyle::Body));
    painter->setPen(color(Token::Text));
    const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room.width());
    painter->drawText(room, Qt::AlignVCenter, text);
    room.setLeft(room.left() + painter->fontMetrics().horizontalAdvance(text) + scaled(kGap));
    painter->setFont(font(TextStyle::Small));
    painter->setPen(color(isSelected ? Token::TextSecondary : Token::TextTertiary));
    painter->drawText(
        room, Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data(SecondaryRole).toString(), Qt::ElideMiddle, room.width()));
}

} // namespace heapwise::ui
