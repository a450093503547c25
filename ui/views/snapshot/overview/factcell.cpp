#include "ui/views/snapshot/overview/factcell.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"

namespace heapwise::ui {
namespace {

constexpr int kCellPadding = 18;
constexpr int kCellTop = 8;

int widthOf(TextStyle style, const QString& text)
{
    return int(std::ceil(QFontMetricsF(font(style)).horizontalAdvance(text))) + 1; // rounded down, it would be elided
}

} // namespace

FactCell::FactCell(const QString& title, QWidget* parent)
    : QAbstractButton(parent)
{
    setText(title);
    setAccessibleName(title);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void FactCell::setFact(const QString& value, const QString& detail, const QString& toolTip)
{
    m_value = value;
    m_detail = detail;
    setToolTip(toolTip);
    setAccessibleDescription(QStringList{value, detail, toolTip}.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

void FactCell::setLink(bool isLink)
{
    m_isLink = isLink;
    setFocusPolicy(isLink ? Qt::TabFocus : Qt::NoFocus);
    setCursor(isLink ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

QSize FactCell::sizeHint() const
{
    const int widest = std::max(
        {widthOf(TextStyle::Body, text()), widthOf(TextStyle::Number, m_value), widthOf(TextStyle::Small, m_detail)});
    return {widest + 2 * scaled(kCellPadding), minimumSizeHint().height()};
}

QSize FactCell::minimumSizeHint() const
{
    const int lines = lineHeight(TextStyle::Body) + lineHeight(TextStyle::Number) + lineHeight(TextStyle::Small);
    // The number of a link is read first; details are elided before it.
    const int number = m_isLink ? widthOf(TextStyle::Number, m_value) : 0;
    return {std::max(widthOf(TextStyle::Body, text()), number) + 2 * scaled(kCellPadding),
            lines + 2 * scaled(kCellTop)};
}

void FactCell::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (underMouse() && m_isLink)
        painter.fillRect(rect(), color(Token::Hover));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), color(Token::LineSoft));
    const int room = width() - 2 * scaled(kCellPadding);
    int y = scaled(kCellTop);
    const auto line = [&](TextStyle style, Token token, const QString& content) {
        painter.setFont(ui::font(style));
        painter.setPen(color(token));
        const QRect place(scaled(kCellPadding), y, room, lineHeight(style));
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(content, Qt::ElideRight, room));
        y += lineHeight(style);
    };
    line(TextStyle::Body, Token::TextSecondary, text());
    if (m_value.isEmpty())
        paintRounded(painter, QRect(scaled(kCellPadding), y + scaled(6), std::min(room, scaled(70)), scaled(12)),
                     scaledF(3), color(Token::LineSoft), color(Token::LineSoft));
    line(TextStyle::Number, Token::Text, m_value);
    line(TextStyle::Small, Token::TextTertiary, m_detail);
    if (hasFocus())
        paintFocusRing(painter, rect(), scaledF(3));
}

} // namespace heapwise::ui
