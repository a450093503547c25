#include "ui/views/live/timelineplot.h"

#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/views/live/timelineplotprivate.h"

#include <QDateTime>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace heapwise::ui {

namespace {

constexpr int kTimelinePlotHeadWidth = kTimelineHeadWidth;
constexpr int kRulerHeight = 22;
constexpr int kTimelinePlotAxisWidth = 46;
constexpr double kShortest = 2;   ///< seconds a range is long at least
constexpr double kEmptySpan = 60; ///< shown before there is a minute of data
constexpr int kMaxWorkerLanes = 4;

/// After a change of size, draws its lanes in an event of their own: once, and not within the resizing of the window.
class LanesPlot : public QCustomPlot {
public:
    using QCustomPlot::QCustomPlot;

protected:
    void resizeEvent(QResizeEvent*) override
    {
        setViewport(rect());
        replot(rpQueuedReplot);
    }
};

} // namespace

TimelinePlot::TimelinePlot(const LiveData* session, QWidget* parent)
    : QWidget(parent)
    , m_data(session)
    , d(std::make_unique<Private>())
{
    PaintedAccessible::install();
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Timeline"));
    setMinimumHeight(scaled(220));
    setFocusPolicy(Qt::StrongFocus);
    d->plot = new LanesPlot(this);
    d->plot->setMouseTracking(true);
    d->plot->setFocusPolicy(Qt::NoFocus);
    d->plot->setNoAntialiasingOnDrag(true);
    d->plot->installEventFilter(this);
    // The crosshair moves with the pointer: in a buffer of its own it does not redraw the lines below it.
    d->plot->addLayer(QStringLiteral("cursor"), nullptr, QCustomPlot::limAbove);
    d->plot->layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    // The heads stand beside the lanes, whose places are known when these are drawn.
    connect(d->plot, &QCustomPlot::afterReplot, this, [this] {
        d->willDraw = false;
        update();
    });
    connect(&Theme::instance(), &Theme::themeChanged, this, [this] { rebuild(); });
    rebuild();
}

TimelinePlot::~TimelinePlot()
{
    d->plot->removeEventFilter(this);
}

void TimelinePlot::rebuild()
{
    qDeleteAll(std::exchange(d->lanes, {}));
    auto* plot = d->plot;
    plot->setGeometry(scaled(kTimelinePlotHeadWidth), 0, width() - scaled(kTimelinePlotHeadWidth),
                      height()); // also when lengths changed
    plot->clearItems();
    plot->clearPlottables();
    plot->plotLayout()->clear();
    plot->setBackground(color(Token::Base));
    d->lanes.append(createMemoryLane(plot, m_data, 0, tr("Memory")));
    d->lanes.append(createSpacesLane(plot, m_data));
    d->lanes.append(createCollectionsLane(plot, m_data));
    d->lanes.append(createLoadLane(plot, m_data));
    int workers = 0;
    for (const auto& [id, lane] : m_data->lanes())
        if (id != 0 && !lane.ended && workers++ < kMaxWorkerLanes)
            d->lanes.append(createMemoryLane(plot, m_data, id, QString::fromStdString(lane.title)));
    d->lanes.append(createEventsLane(plot, m_data));
    plot->plotLayout()->setRowSpacing(0);
    for (int row = 0; row < d->lanes.size(); ++row) {
        plot->plotLayout()->setRowStretchFactor(row, d->lanes[row]->weight());
        d->lanes[row]->applyTheme();
    }
    // The ruler: the upper axis of the first lane.
    auto* first = d->lanes.first()->rect();
    first->setMargins(QMargins(scaled(kTimelinePlotAxisWidth), scaled(kRulerHeight), 0, scaled(4)));
    auto* ruler = first->axis(QCPAxis::atTop);
    ruler->setVisible(true);
    ruler->setTickLabels(true);
    auto ticker = QSharedPointer<QCPAxisTickerDateTime>::create();
    ticker->setTickCount(8);
    ruler->setTicker(ticker);
    apply();
}

int TimelinePlot::laneCount() const
{
    return int(d->lanes.size());
}

qsizetype TimelinePlot::pointsDrawn() const
{
    return d->points;
}

// --- range -----------------------------------------------------------------------------------------------

void TimelinePlot::refresh()
{
    if (m_following)
        showLast(m_span);
    else
        apply();
}

void TimelinePlot::showLast(double seconds)
{
    m_span = seconds;
    m_to = std::max(m_data->end(), m_data->begin() + (seconds > 0 ? seconds : kEmptySpan));
    m_from = seconds > 0 ? m_to - seconds : m_data->begin();
    apply();
}

void TimelinePlot::setRange(Seconds from, Seconds to)
{
    if (!(to - from >= kShortest)) {
        const Seconds middle = (from + to) / 2;
        from = middle - kShortest / 2;
        to = middle + kShortest / 2;
    }
    m_from = from;
    m_to = to;
    clampRange();
    apply();
}

// Nothing is to be seen before the beginning or after the end.
void TimelinePlot::clampRange()
{
    const Seconds begin = m_data->begin(), end = std::max(m_data->end(), begin + kEmptySpan);
    const double span = std::min(m_to - m_from, end - begin);
    m_from = std::clamp(m_from, begin, end - span);
    m_to = m_from + span;
}

void TimelinePlot::setFollowing(bool following)
{
    if (following == m_following)
        return;
    m_following = following;
    emit followingChanged(following);
    if (following)
        refresh();
}

void TimelinePlot::apply()
{
    const int pixels = std::max(width() - scaled(kTimelinePlotHeadWidth + kTimelinePlotAxisWidth), 100);
    d->points = 0;
    for (auto* lane : d->lanes) {
        d->points += lane->update(m_from, m_to, pixels);
        lane->rect()->axis(QCPAxis::atBottom)->setRange(m_from, m_to);
        lane->rect()->axis(QCPAxis::atTop)->setRange(m_from, m_to);
        lane->setSelection(m_selectedFrom, m_selectedTo);
    }
    auto* ruler = d->lanes.first()->rect()->axis(QCPAxis::atTop);
    const bool isLong = m_to - m_from > 20 * 60;
    ruler->ticker().staticCast<QCPAxisTickerDateTime>()->setDateTimeFormat(isLong ? QStringLiteral("HH:mm")
                                                                                  : QStringLiteral("HH:mm:ss"));
    d->willDraw = true;
    d->plot->replot(QCustomPlot::rpQueuedReplot);
    emit rangeChanged();
}

// --- heads -----------------------------------------------------------------------------------------------

void TimelinePlot::resizeEvent(QResizeEvent*)
{
    d->plot->setGeometry(scaled(kTimelinePlotHeadWidth), 0, width() - scaled(kTimelinePlotHeadWidth), height());
    apply();
}

void TimelinePlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Panel));
    paintHeads(painter);
    if (hasFocus())
        paintFocusRing(painter, QRect(0, 0, scaled(kTimelinePlotHeadWidth), height()), scaledF(3));
}

void TimelinePlot::paintHeads(QPainter& painter)
{
    const int left = scaled(10), right = scaled(kTimelinePlotHeadWidth - 10), line = scaled(16);
    const Seconds at = std::isnan(m_cursor) ? m_data->end() : m_cursor;
    painter.setFont(ui::font(TextStyle::Small));
    painter.setPen(color(Token::TextSecondary));
    const QString when =
        std::isnan(m_cursor)
            ? tr("Now, in MiB")
            : QDateTime::fromMSecsSinceEpoch(qint64(m_cursor * 1000)).toString(QStringLiteral("HH:mm:ss"));
    painter.drawText(QRect(left, 0, right - left, scaled(kRulerHeight)), Qt::AlignVCenter, when);
    for (auto* lane : d->lanes) {
        const QRect outer = lane->rect()->outerRect();
        int y = outer.top() + (lane == d->lanes.first() ? scaled(kRulerHeight) : scaled(3));
        painter.fillRect(0, outer.bottom(), width(), 1, color(Token::Line));
        painter.setFont(ui::font(TextStyle::BodyBold));
        painter.setPen(color(Token::Text));
        painter.drawText(QRect(left, y, right - left, line), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(lane->title(), Qt::ElideRight, right - left));
        painter.setFont(ui::font(TextStyle::Small));
        for (const auto& entry : lane->legend(at)) {
            y += line;
            if (y + line > outer.bottom())
                break;
            const int middle = y + line / 2;
            if (entry.isArea)
                painter.fillRect(left, middle - scaled(4), scaled(8), scaled(8), color(entry.token));
            QPen pen(color(entry.token), scaledF(1.6));
            pen.setStyle(entry.line);
            painter.setPen(pen);
            if (!entry.isArea)
                painter.drawLine(left, middle, left + scaled(14), middle);
            painter.setPen(color(Token::TextSecondary));
            const int room = right - left - scaled(24) - painter.fontMetrics().horizontalAdvance(entry.value);
            painter.drawText(QRect(left + scaled(20), y, room, line), Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(entry.name, Qt::ElideRight, room));
            painter.setPen(color(Token::Text));
            painter.drawText(QRect(left, y, right - left, line), Qt::AlignVCenter | Qt::AlignRight, entry.value);
        }
        y += line;
        if (const QString note = lane->note(m_from, m_to); !note.isEmpty() && y + line <= outer.bottom()) {
            painter.setPen(color(Token::TextTertiary));
            painter.drawText(QRect(left, y, right - left, line), Qt::AlignVCenter, note);
        }
    }
}

} // namespace heapwise::ui
