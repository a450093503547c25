#include "ui/views/live/timelinelanes.h"

#include "core/timeline/decimate.h"
#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace heapwise::ui {

namespace {
constexpr int kMaxGapsDrawn = 200;
constexpr int kTimelineLanesAxisWidth = 46;
} // namespace

QString mebibytes(double bytes)
{
    return std::isnan(bytes) ? noValue() : QLocale().toString(bytes / kMiB, 'f', 1);
}

TimelineLane::TimelineLane(QCustomPlot* plot, const LiveData* data, int lane, const QString& title)
    : QObject(plot)
    , m_data(data)
    , m_lane(lane)
    , m_title(title)
    , m_plot(plot)
    , m_rect(new QCPAxisRect(plot, false))
{
    plot->plotLayout()->addElement(plot->plotLayout()->rowCount(), 0, m_rect); // first: items look for a rect
    m_rect->setLayer(QStringLiteral("background"));                            // below the gaps
    m_rect->setAutoMargins(QCP::msNone);
    m_rect->setMargins(QMargins(scaled(kTimelineLanesAxisWidth), scaled(4), 0, scaled(4)));
    m_rect->addAxes(QCPAxis::atLeft | QCPAxis::atBottom | QCPAxis::atTop);
    m_rect->axis(QCPAxis::atTop)->setVisible(false);
    auto* time = m_rect->axis(QCPAxis::atBottom);
    time->setTickLabels(false);
    time->setTicks(false);
    time->grid()->setVisible(true);
    auto* value = m_rect->axis(QCPAxis::atLeft);
    value->setTickLength(0);
    value->setSubTicks(false);
    value->ticker()->setTickCount(2); // of a low lane
    value->setNumberFormat(QStringLiteral("f"));
    value->setNumberPrecision(0);
    m_crosshair = new QCPItemLine(plot);
    m_crosshair->setLayer(QStringLiteral("cursor"));
    m_crosshair->setClipAxisRect(m_rect);
    for (auto* position : m_crosshair->positions()) {
        position->setTypeX(QCPItemPosition::ptPlotCoords);
        position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        position->setAxes(time, value);
        position->setAxisRect(m_rect);
    }
    m_crosshair->setVisible(false);
    m_selection = new QCPItemRect(plot);
    m_selection->setLayer(QStringLiteral("cursor"));
    m_selection->setClipAxisRect(m_rect);
    for (auto* position : m_selection->positions()) {
        position->setTypeX(QCPItemPosition::ptPlotCoords);
        position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        position->setAxes(time, value);
        position->setAxisRect(m_rect);
    }
    m_selection->setVisible(false);
}

LaneGraph* TimelineLane::addGraph(Token token, Qt::PenStyle style, double width)
{
    auto* graph = new LaneGraph(m_rect->axis(QCPAxis::atBottom), m_rect->axis(QCPAxis::atLeft));
    QPen pen(color(token), width);
    pen.setStyle(style);
    graph->setPen(pen);
    m_graphs.append({graph, token, width});
    return graph;
}

const RecordedLane* TimelineLane::lane() const
{
    const auto found = m_data->lanes().find(m_lane);
    return found == m_data->lanes().end() ? nullptr : &found->second;
}

qsizetype TimelineLane::setPoints(LaneGraph& graph, const RecordedLane& lane, SeriesId series, Seconds from, Seconds to,
                                  int pixels, double divisor)
{
    const auto points = decimate(lane.timeline, series, from, to, pixels);
    QVector<QCPGraphData> data;
    data.reserve(qsizetype(points.size()));
    for (const auto& point : points)
        data.append(QCPGraphData(point.time, point.value / divisor));
    graph.data()->set(data, true);
    setDense(graph, isDense(data.size(), pixels));
    return data.size();
}

void TimelineLane::setDense(LaneGraph& graph, bool dense)
{
    graph.setDense(dense, std::ranges::find(m_graphs, &graph, &Graph::graph)->width);
}

QString TimelineLane::note(Seconds, Seconds) const
{
    return {};
}

// Hatched, not interpolated: the target was silent.
void TimelineLane::drawGaps(Seconds from, Seconds to)
{
    for (auto* gap : std::exchange(m_gaps, {}))
        m_plot->removeItem(gap);
    const RecordedLane* mine = lane();
    if (!mine)
        return;
    for (const auto& gap : mine->timeline.gaps()) {
        if (gap.to < from || gap.from > to || m_gaps.size() >= kMaxGapsDrawn)
            continue;
        auto* item = new QCPItemRect(m_plot);
        item->setLayer(QStringLiteral("background"));
        item->setClipAxisRect(m_rect);
        for (auto* position : item->positions()) {
            position->setTypeX(QCPItemPosition::ptPlotCoords);
            position->setTypeY(QCPItemPosition::ptAxisRectRatio);
            position->setAxes(m_rect->axis(QCPAxis::atBottom), m_rect->axis(QCPAxis::atLeft));
            position->setAxisRect(m_rect);
        }
        item->topLeft->setCoords(gap.from, 0);
        item->bottomRight->setCoords(gap.to, 1);
        item->setPen(Qt::NoPen);
        item->setBrush(QBrush(color(Token::TextTertiary), Qt::BDiagPattern));
        m_gaps.append(item);
    }
}

void TimelineLane::applyTheme()
{
    m_rect->setBackground(color(Token::Base));
    for (auto* axis : m_rect->axes()) {
        axis->setBasePen(QPen(color(Token::LineSoft)));
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(color(Token::TextTertiary));
        axis->setTickLabelFont(font(TextStyle::Small));
        axis->grid()->setPen(QPen(color(Token::Grid)));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    for (const Graph& own : m_graphs) {
        QPen pen = own.graph->pen();
        pen.setColor(color(own.token));
        own.graph->setPen(pen);
    }
    m_crosshair->setPen(QPen(color(Token::TextSecondary)));
    QColor fill = color(Token::Accent);
    m_selection->setPen(QPen(fill));
    fill.setAlpha(40);
    m_selection->setBrush(fill);
}

void TimelineLane::setCrosshair(Seconds at, bool visible)
{
    m_crosshair->start->setCoords(at, 0);
    m_crosshair->end->setCoords(at, 1);
    m_crosshair->setVisible(visible);
}

void TimelineLane::setSelection(Seconds from, Seconds to)
{
    m_selection->topLeft->setCoords(from, 0);
    m_selection->bottomRight->setCoords(to, 1);
    m_selection->setVisible(to > from);
}

} // namespace heapwise::ui
