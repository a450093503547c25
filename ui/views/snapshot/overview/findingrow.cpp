#include "ui/views/snapshot/overview/findingrow.h"

#include <QPainter>

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/numberpainter.h"

namespace heapwise::ui {
namespace {

constexpr int kFindingHeight = 26;
constexpr int kFindingIcon = 16;
constexpr int kChevron = 14;
constexpr int kFindingPadding = 12;
constexpr int kFindingUnit = 28;

} // namespace

FindingRow::FindingRow(const QString& iconName, const QString& title, const QString& detail, quint64 bytes,
                       QWidget* parent)
    : QAbstractButton(parent)
    , m_iconName(iconName)
    , m_detail(detail)
    , m_bytes(bytes)
{
    setText(title);
    setAccessibleName(QStringLiteral("%1, %2, %3").arg(title, detail, formatBytes(bytes)));
    setToolTip(tr("%1. Click to list the objects.").arg(formatExactBytes(bytes)));
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize FindingRow::sizeHint() const
{
    return {scaled(300), scaled(kFindingHeight)};
}

void FindingRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (underMouse())
        painter.fillRect(rect(), color(Token::Hover));
    const qreal ratio = devicePixelRatioF();
    const int icon = scaled(kFindingIcon), chevron = scaled(kChevron), padding = scaled(kFindingPadding);
    painter.drawPixmap(padding, (height() - icon) / 2, iconPixmap(m_iconName, color(Token::Warning), icon, ratio));
    painter.drawPixmap(width() - padding - chevron, (height() - chevron) / 2,
                       iconPixmap(QStringLiteral("chevr"), color(Token::TextTertiary), chevron, ratio));
    painter.setFont(ui::font(TextStyle::Body));
    const QFontMetrics metrics = painter.fontMetrics();
    const qreal baseline = (height() + metrics.ascent() - metrics.descent()) / 2.0;
    const FormattedNumber bytes = splitBytes(m_bytes);
    const int unit = width() - padding - chevron - scaled(4 + kFindingUnit);
    painter.setPen(color(Token::TextTertiary));
    painter.drawText(QPointF(unit, baseline), bytes.unit);
    painter.setPen(color(Token::Text));
    const NumberPainter numbers(TextStyle::Body);
    numbers.paintRight(painter, bytes.value, unit - scaled(3), baseline);
    int x = padding + icon + scaled(10);
    painter.drawText(QPointF(x, baseline), text());
    x += metrics.horizontalAdvance(text()) + scaled(5);
    const int room = unit - scaled(8) - int(numbers.width(bytes.value)) - x;
    painter.setPen(color(Token::TextSecondary));
    painter.drawText(QPointF(x, baseline), metrics.elidedText(m_detail, Qt::ElideRight, room));
    if (hasFocus())
        paintFocusRing(painter, rect(), scaledF(3));
}

} // namespace heapwise::ui
