// Pointer and keys of a TimelinePlot, what it tells screen readers, and its picture for an export.
#include "ui/views/live/timelineplotprivate.h"

#include "ui/export/pictureexport.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPicture>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace heapwise::ui {

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kKeyStep = 0.1; ///< of the range, by one press of an arrow key

} // namespace

// --- pointer ---------------------------------------------------------------------------------------------

Seconds TimelinePlot::timeAt(double x) const
{
    const QRect area = d->area();
    return m_from + (x - area.left()) / std::max(area.width(), 1) * (m_to - m_from);
}

bool TimelinePlot::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != d->plot)
        return QWidget::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        press(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseMove:
        move(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseButtonRelease:
        release(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::Wheel:
        wheel(static_cast<QWheelEvent*>(event));
        return true;
    case QEvent::Leave:
        setCursorTime(kNoValue);
        return false;
    case QEvent::MouseButtonDblClick:
        setFollowing(false);
        setRange(m_data->begin(), m_data->end());
        return true;
    default:
        return false;
    }
}

void TimelinePlot::press(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setFocus(Qt::MouseFocusReason);
    d->selecting = event->modifiers().testFlag(Qt::ShiftModifier);
    d->dragging = !d->selecting;
    d->pressedX = event->position().x();
    d->pressedFrom = m_from;
    d->pressedTime = timeAt(d->pressedX);
    if (m_selectedTo > m_selectedFrom) {
        m_selectedFrom = m_selectedTo = 0;
        emit selectionChanged();
        apply();
    }
}

void TimelinePlot::move(QMouseEvent* event)
{
    const double x = event->position().x();
    if (d->selecting) {
        const Seconds at = timeAt(x);
        m_selectedFrom = std::min(d->pressedTime, at);
        m_selectedTo = std::max(d->pressedTime, at);
        for (auto* lane : d->lanes)
            lane->setSelection(m_selectedFrom, m_selectedTo);
        d->drawCursor();
        emit selectionChanged();
    } else if (d->dragging && std::abs(x - d->pressedX) >= 2) {
        setFollowing(false);
        const double perPixel = (m_to - m_from) / std::max(d->area().width(), 1);
        const Seconds from = d->pressedFrom - (x - d->pressedX) * perPixel;
        setRange(from, from + (m_to - m_from));
    }
    setCursorTime(timeAt(x));
}

void TimelinePlot::release(QMouseEvent*)
{
    d->selecting = d->dragging = false;
}

void TimelinePlot::wheel(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (steps == 0)
        return;
    zoom(timeAt(event->position().x()), std::pow(kZoomStep, -steps));
}

void TimelinePlot::zoom(Seconds at, double factor)
{
    setFollowing(false);
    setRange(at - (at - m_from) * factor, at + (m_to - at) * factor);
}

// --- keys ------------------------------------------------------------------------------------------------

void TimelinePlot::keyPressEvent(QKeyEvent* event)
{
    const double span = m_to - m_from, step = span * kKeyStep;
    const auto moveTo = [this, span](Seconds from) {
        setFollowing(false);
        setRange(from, from + span);
    };
    const bool isSelecting = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left:
        isSelecting ? extendSelection(-step) : moveTo(m_from - step);
        break;
    case Qt::Key_Right:
        isSelecting ? extendSelection(step) : moveTo(m_from + step);
        break;
    case Qt::Key_Home:
        moveTo(m_data->begin());
        break;
    case Qt::Key_End:
        moveTo(m_data->end() - span);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom((m_from + m_to) / 2, 1 / kZoomStep);
        break;
    case Qt::Key_Minus:
        zoom((m_from + m_to) / 2, kZoomStep);
        break;
    case Qt::Key_0:
        moveTo(m_data->begin());
        setRange(m_data->begin(), m_data->end());
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

// From the middle of what is seen, until there is a selection.
void TimelinePlot::extendSelection(double seconds)
{
    if (m_data->isEmpty())
        return;
    if (m_selectedTo <= m_selectedFrom)
        m_selectedFrom = m_selectedTo = (m_from + m_to) / 2;
    m_selectedTo = std::clamp(m_selectedTo + seconds, m_data->begin(), m_data->end());
    m_selectedFrom = std::min(m_selectedFrom, m_selectedTo);
    emit selectionChanged();
    apply();
}

void TimelinePlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void TimelinePlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

// --- screen readers --------------------------------------------------------------------------------------

const void* TimelinePlot::itemsVersion() const
{
    return d->lanes.isEmpty() ? nullptr : d->lanes.first();
}

std::vector<int> TimelinePlot::visibleItems() const
{
    std::vector<int> items(d->lanes.size());
    std::iota(items.begin(), items.end(), 0);
    return items;
}

QString TimelinePlot::itemName(int item) const
{
    return d->lanes[item]->title();
}

QString TimelinePlot::itemDescription(int item) const
{
    QStringList values;
    for (const auto& entry : d->lanes[item]->legend(std::isnan(m_cursor) ? m_data->end() : m_cursor))
        values.append(entry.name + QLatin1Char(' ') + entry.value);
    return values.join(QStringLiteral(", "));
}

QRect TimelinePlot::itemRect(int item) const
{
    return d->lanes[item]->rect()->outerRect().translated(d->plot->pos());
}

int TimelinePlot::itemNear(QPoint at) const
{
    for (int item = 0; item < laneCount(); ++item)
        if (itemRect(item).contains(at))
            return item;
    return -1;
}

void TimelinePlot::setCursorTime(Seconds time)
{
    m_cursor = time;
    for (auto* lane : d->lanes)
        lane->setCrosshair(time, !std::isnan(time));
    d->drawCursor();
    update(0, 0, scaled(kTimelineHeadWidth), height());
    emit cursorMoved();
}

// --- export ----------------------------------------------------------------------------------------------

QString TimelinePlot::exportName() const
{
    return m_data->isEmpty() ? QString() : tr("Timeline");
}

QList<ExportFormat> TimelinePlot::exportFormats() const
{
    return pictureFormats();
}

// The plot belongs to this thread: what it draws, a point or two per pixel, is noted down here and drawn on
// the worker.
ExportWork TimelinePlot::exportWork(const QString& suffix)
{
    QPicture notes;
    {
        QCPPainter painter(&notes);
        painter.setMode(QCPPainter::pmVectorized);
        painter.fillRect(rect(), color(Token::Panel));
        paintHeads(painter);
        painter.translate(d->plot->geometry().topLeft());
        d->plot->toPainter(&painter, d->plot->width(), d->plot->height());
    }
    return pictureWork([notes](QPainter& painter) { QPicture(notes).play(&painter); }, size(), exportName(), suffix);
}

} // namespace heapwise::ui
