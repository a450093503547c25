#include "ui/views/live/overviewstrip.h"

#include "core/timeline/decimate.h"
#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/views/live/livedata.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace heapwise::ui {

namespace {
constexpr int kOverviewStripHeight = 40;
constexpr int kOverviewStripHeadWidth = 150 + 46;
constexpr int kGrip = 5;
} // namespace

OverviewStrip::OverviewStrip(const LiveData* session, QWidget* parent)
    : QWidget(parent)
    , m_data(session)
{
    setObjectName(QStringLiteral("overviewStrip"));
    setAccessibleName(tr("Whole session"));
    setFixedHeight(scaled(kOverviewStripHeight));
    setMouseTracking(true);
}

QSize OverviewStrip::sizeHint() const
{
    return QSize(scaled(600), scaled(kOverviewStripHeight));
}

void OverviewStrip::setWindow(Seconds from, Seconds to)
{
    m_from = from;
    m_to = to;
    update();
}

QRect OverviewStrip::area() const
{
    return rect().adjusted(scaled(kOverviewStripHeadWidth), scaled(3), -1, -scaled(3));
}

double OverviewStrip::xOf(Seconds time) const
{
    const double span = std::max(m_data->end() - m_data->begin(), 1.0);
    return area().left() + std::clamp((time - m_data->begin()) / span, 0.0, 1.0) * area().width();
}

Seconds OverviewStrip::timeAt(double x) const
{
    return m_data->begin() + (x - area().left()) / std::max(area().width(), 1) * (m_data->end() - m_data->begin());
}

OverviewStrip::Part OverviewStrip::partAt(double x) const
{
    if (std::abs(x - xOf(m_from)) <= scaled(kGrip))
        return Part::From;
    return std::abs(x - xOf(m_to)) <= scaled(kGrip) ? Part::To : Part::Middle;
}

void OverviewStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Panel));
    painter.setFont(ui::font(TextStyle::Small));
    painter.setPen(color(Token::TextSecondary));
    painter.drawText(QRect(scaled(10), scaled(3), scaled(kOverviewStripHeadWidth), scaled(16)), Qt::AlignVCenter,
                     tr("Whole session"));
    painter.setFont(ui::font(TextStyle::BodyBold));
    painter.setPen(color(Token::Text));
    painter.drawText(QRect(scaled(10), scaled(19), scaled(kOverviewStripHeadWidth), scaled(17)), Qt::AlignVCenter,
                     formatDuration(m_data->end() - m_data->begin()));
    painter.fillRect(area(), color(Token::Base));
    if (m_data->isEmpty())
        return;
    const auto points = decimate(m_data->main().timeline, RecordedLane::id(Series::Rss), m_data->begin(), m_data->end(),
                                 area().width());
    double top = 1;
    for (const auto& point : points)
        top = std::isnan(point.value) ? top : std::max(top, point.value);
    QPolygonF line;
    for (const auto& point : points)
        if (!std::isnan(point.value))
            line.append({xOf(point.time), area().bottom() - point.value / top * (area().height() - 4)});
    // As in TimelineLane::setDense(): smooth only where it does not go up and down within pixels.
    QPen pen(color(Token::SeriesRss), 1);
    pen.setCosmetic(true);
    painter.setRenderHint(QPainter::Antialiasing, points.size() <= std::size_t(area().width()));
    painter.setPen(pen);
    painter.drawPolyline(line);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF window(QPointF(xOf(m_from), area().top()), QPointF(xOf(m_to), area().bottom()));
    QColor fill = color(Token::Accent);
    fill.setAlpha(34);
    painter.fillRect(window, fill);
    painter.setPen(color(Token::Accent));
    painter.drawRect(window);
}

void OverviewStrip::mousePressEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    m_part = partAt(x);
    const Seconds at = timeAt(x);
    if (m_part == Part::Middle && (at < m_from || at > m_to)) {
        const Seconds half = (m_to - m_from) / 2;
        emit windowMoved(at - half, at + half);
    }
    m_grab = at - m_from;
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        setCursor(partAt(x) == Part::Middle ? Qt::ArrowCursor : Qt::SizeHorCursor);
        return;
    }
    const Seconds at = timeAt(x);
    if (m_part == Part::From)
        emit windowMoved(std::min(at, m_to - 2), m_to);
    else if (m_part == Part::To)
        emit windowMoved(m_from, std::max(at, m_from + 2));
    else
        emit windowMoved(at - m_grab, at - m_grab + (m_to - m_from));
}

} // namespace heapwise::ui
