#include "ui/views/start/linkaction.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace heapwise::ui {

namespace {
constexpr int kIcon = 16, kGap = 10, kPad = 6;
} // namespace

LinkAction::LinkAction(const QString& iconName, const QString& name, const QString& line, QWidget* parent)
    : QAbstractButton(parent)
    , m_iconName(iconName)
    , m_line(line)
{
    setText(name);
    setAccessibleName(name);
    setAccessibleDescription(line);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize LinkAction::minimumSizeHint() const
{
    return QSize(scaled(kIcon + kGap + 2 * kPad) + QFontMetrics(ui::font(TextStyle::Body)).horizontalAdvance(text()),
                 scaled(40));
}

QSize LinkAction::sizeHint() const
{
    const int line = QFontMetrics(ui::font(TextStyle::Small)).horizontalAdvance(m_line);
    return QSize(std::max(minimumSizeHint().width(), scaled(kIcon + kGap + 2 * kPad) + line), scaled(40));
}

void LinkAction::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int px = scaled(kIcon), middle = height() / 2;
    painter.drawPixmap(scaled(kPad), middle - px / 2,
                       iconPixmap(m_iconName, color(Token::Accent), px, devicePixelRatioF()));
    const int x = scaled(kPad + kIcon + kGap), room = width() - x - scaled(kPad);
    QFont name = ui::font(TextStyle::Body);
    name.setUnderline(underMouse());
    painter.setFont(name);
    painter.setPen(color(Token::Accent));
    painter.drawText(QRect(x, middle - scaled(17), room, scaled(17)), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, room));
    painter.setFont(ui::font(TextStyle::Small));
    painter.setPen(color(Token::TextSecondary));
    painter.drawText(QRect(x, middle, room, scaled(16)), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_line, Qt::ElideRight, room));
    if (hasFocus())
        paintFocusRing(painter, rect(), scaledF(4));
}

} // namespace heapwise::ui
