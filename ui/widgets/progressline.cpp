#include "ui/widgets/progressline.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace heapwise::ui {

ProgressLine::ProgressLine(int thickness, QWidget* parent)
    : QWidget(parent)
    , m_thickness(thickness)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(scaled(thickness));
    setAccessibleName(tr("Progress"));
}

QSize ProgressLine::sizeHint() const
{
    return QSize(scaled(120), scaled(m_thickness));
}

void ProgressLine::setFraction(double fraction)
{
    fraction = std::clamp(fraction, 0.0, 1.0);
    if (int(fraction * width() * 2) != int(m_fraction * width() * 2)) // half a pixel more
        update();
    m_fraction = fraction;
    setAccessibleDescription(formatWholePercent(fraction));
}

void ProgressLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qreal radius = m_thickness > 2 ? height() / 2.0 : 0;
    painter.setBrush(color(Token::LineSoft));
    painter.drawRoundedRect(rect(), radius, radius);
    const qreal filled = width() * m_fraction;
    if (filled <= 0)
        return;
    painter.setClipRect(QRectF(0, 0, filled, height()));
    painter.setBrush(color(Token::Accent));
    painter.drawRoundedRect(rect(), radius, radius);
}

} // namespace heapwise::ui
