#include "ui/views/snapshot/overview/kindrow.h"

#include <QPainter>

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/numberpainter.h"

namespace heapwise::ui {
namespace {

constexpr int kKindHeight = 22;
constexpr int kShareRoom = 52;
constexpr int kKindUnit = 28;
constexpr int kBytesRoom = 48;

} // namespace

KindRow::KindRow(QWidget* parent)
    : QAbstractButton(parent)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void KindRow::setPart(ObjectKind kind, quint64 bytes, double share, const QString& toolTip)
{
    m_kind = kind;
    m_bytes = bytes;
    m_share = share >= 0 ? formatPercent(share) : QString();
    setText(kindName(kind));
    setAccessibleName(m_share.isEmpty()
                          ? kindName(kind)
                          : QStringLiteral("%1, %2, %3").arg(kindName(kind), formatBytes(bytes), m_share));
    setToolTip(toolTip);
    update();
}

QSize KindRow::sizeHint() const
{
    return {scaled(200), scaled(kKindHeight)};
}

void KindRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (underMouse())
        paintRounded(painter, rect(), scaledF(3), color(Token::Hover), color(Token::Hover));
    painter.setFont(ui::font(TextStyle::Body));
    const QFontMetrics metrics = painter.fontMetrics();
    const qreal baseline = (height() + metrics.ascent() - metrics.descent()) / 2.0;
    const NumberPainter numbers(TextStyle::Body);
    if (m_share.isEmpty()) { // not known yet
        const QRect awaited(width() - scaled(kShareRoom + kKindUnit + kBytesRoom), (height() - scaled(10)) / 2,
                            scaled(kShareRoom + kBytesRoom), scaled(10));
        paintRounded(painter, awaited, scaledF(3), color(Token::LineSoft), color(Token::LineSoft));
    }
    painter.setPen(color(Token::TextSecondary));
    numbers.paintRight(painter, m_share, width() - scaled(4), baseline);
    const FormattedNumber bytes = splitBytes(m_bytes);
    const int unit = width() - scaled(kShareRoom + kKindUnit);
    painter.setPen(color(Token::TextTertiary));
    if (!m_share.isEmpty()) {
        painter.drawText(QPointF(unit, baseline), bytes.unit);
        painter.setPen(color(Token::Text));
        numbers.paintRight(painter, bytes.value, unit - scaled(3), baseline);
    }
    painter.setPen(color(Token::Text));
    const int x = paintChip(painter, m_kind, 0, height() / 2) + scaled(4);
    const int room = unit - scaled(kBytesRoom) - x;
    painter.drawText(QPointF(x, baseline), metrics.elidedText(text(), Qt::ElideRight, room));
    if (hasFocus())
        paintFocusRing(painter, rect(), scaledF(3));
}

} // namespace heapwise::ui
