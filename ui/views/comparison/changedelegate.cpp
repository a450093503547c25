#include "ui/views/comparison/changedelegate.h"

#include "ui/format.h"
#include "ui/models/comparisonclasses.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace heapwise::ui {

namespace {

constexpr int kBarWidth = 44;
constexpr int kBarHeight = 8;
constexpr int kBarGap = 8;
constexpr int kIndent = 14;

/// Left of zero what shrank, right of it what grew.
void paintChangeBar(QPainter& painter, const QRect& slot, double share)
{
    const int middle = slot.center().x(), top = slot.center().y() + 1 - scaled(kBarHeight) / 2;
    const int length = std::max(share == 0 ? 0 : 1, int(std::round(std::abs(share) * slot.width() / 2)));
    painter.fillRect(QRect(share < 0 ? middle - length : middle, top, length, scaled(kBarHeight)),
                     color(share < 0 ? Token::Shrink : Token::Grow));
    painter.fillRect(QRect(middle, slot.top() + scaled(3), 1, slot.height() - scaled(6)), color(Token::Line));
}

} // namespace

ChangeDelegate::ChangeDelegate(QObject* parent)
    : CellDelegate(parent)
    , m_body(TextStyle::Body)
    , m_bold(TextStyle::BodyBold)
{}

void ChangeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (index.data(MissingRole).toBool())
        return painter->fillRect(option.rect, QBrush(color(Token::Line), Qt::BDiagPattern));
    if (const int indent = index.data(IndentRole).toInt(); indent > 0) {
        QStyleOptionViewItem moved(option);
        moved.rect.setLeft(std::min(moved.rect.right(), moved.rect.left() + indent * scaled(kIndent)));
        return CellDelegate::paint(painter, moved, index);
    }
    const bool isOwn = index.data(SignedRole).isValid() || index.data(GrowthRole).toBool();
    if (!isOwn || index.data(PendingRole).toBool())
        return CellDelegate::paint(painter, option, index);
    QRect rect = option.rect.adjusted(cellPadding(), 0, -cellPadding(), 0);
    painter->save();
    if (const QVariant share = index.data(ChangeShareRole); share.isValid()) {
        paintChangeBar(*painter,
                       QRect(rect.right() + 1 - scaled(kBarWidth), rect.top(), scaled(kBarWidth), rect.height()),
                       share.toDouble());
        rect.setRight(rect.right() - scaled(kBarWidth + kBarGap));
    }
    paintNumber(*painter, rect, index);
    painter->restore();
}

void ChangeDelegate::paintNumber(QPainter& painter, QRect rect, const QModelIndex& index) const
{
    const QVariant change = index.data(SignedRole), growth = index.data(GrowthRole);
    const qint64 number = change.isValid() ? change.toLongLong() : index.data(CountRole).toLongLong();
    const bool isBold = index.data(BoldRole).toBool() || growth.toBool();
    const QFont& style = font(isBold ? TextStyle::BodyBold : TextStyle::Body);
    const QFontMetricsF metrics(style);
    const qreal baseline = std::round(rect.center().y() + 1 - metrics.height() / 2) + metrics.ascent();
    QString text = formatCount(quint64(std::abs(number)));
    if (index.data(IsBytesRole).toBool()) {
        const FormattedNumber parts = splitBytes(quint64(std::abs(number)));
        painter.setFont(font(TextStyle::Body));
        painter.setPen(color(Token::TextTertiary));
        painter.drawText(QPointF(rect.right() + 1 - unitSlotWidth() + scaled(3), baseline), parts.unit);
        rect.setRight(rect.right() - unitSlotWidth());
        text = parts.value;
    }
    if (change.isValid() && number != 0)
        text.prepend(number < 0 ? QChar(0x2212) : QLatin1Char('+'));
    const bool isPlain = number == 0 || (growth.isValid() && !growth.toBool());
    painter.setPen(color(isPlain ? Token::Text : number < 0 ? Token::Shrink : Token::Grow));
    painter.setFont(style);
    (isBold ? m_bold : m_body).paintRight(painter, text, rect.right() + 1, baseline);
}

} // namespace heapwise::ui
