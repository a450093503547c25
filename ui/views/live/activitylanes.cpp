// The lanes of what the process does: garbage collections, load, and events.
#include "ui/views/live/timelinelanes.h"

#include "core/timeline/decimate.h"
#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace heapwise::ui {

namespace {

/// 0 for nothing, 1 for 1 ms, 2 for 10 ms, ...: pauses of a tenth and of a thousand milliseconds are both seen.
double pauseHeight(double seconds)
{
    return std::max(0.15, std::log10(std::max(seconds, 0.0) * 1000) + 1);
}

class CollectionsLane : public TimelineLane {
public:
    CollectionsLane(QCustomPlot* plot, const LiveData* data)
        : TimelineLane(plot, data, 0, QObject::tr("Garbage collection"))
    {
        m_weight = 0.9;
        for (const Token token : {Token::GcIncremental, Token::GcMinor, Token::GcMajor}) {
            auto* bars = addGraph(token, Qt::SolidLine, token == Token::GcMajor ? 3 : 1.4);
            bars->setLineStyle(QCPGraph::lsImpulse);
            m_bars.append(bars);
        }
        auto ticker = QSharedPointer<QCPAxisTickerText>::create();
        ticker->addTick(1, QStringLiteral("1 ms"));
        ticker->addTick(3, QStringLiteral("0.1 s"));
        m_rect->axis(QCPAxis::atLeft)->setTicker(ticker);
    }

    qsizetype update(Seconds from, Seconds to, int pixels) override
    {
        const RecordedLane* mine = lane();
        if (!mine)
            return 0;
        QVector<QCPGraphData> data[3];
        double top = 3.4;
        for (const auto& event : longestPerPixel(mine->collections, from, to, pixels)) {
            const double height = pauseHeight(event.pause);
            data[event.isMajor() ? 2 : event.isMinor() ? 1 : 0].append(QCPGraphData(event.time, height));
            top = std::max(top, height * 1.05);
        }
        for (int i = 0; i < 3; ++i)
            m_bars[i]->data()->set(data[i], true);
        m_rect->axis(QCPAxis::atLeft)->setRange(0, top);
        return data[0].size() + data[1].size() + data[2].size();
    }

    QList<LegendEntry> legend(Seconds) const override
    {
        const RecordedLane* mine = lane();
        const GcTotals totals = mine ? mine->collections.sessionTotals() : GcTotals{};
        return {{QObject::tr("major"), formatCount(totals.major), Token::GcMajor, Qt::SolidLine, true},
                {QObject::tr("minor"), formatCount(totals.minor), Token::GcMinor, Qt::SolidLine, true},
                {QObject::tr("marking"), formatCount(totals.marking), Token::GcIncremental, Qt::SolidLine, true}};
    }

    QString note(Seconds from, Seconds to) const override
    {
        const RecordedLane* mine = lane();
        const double span = std::min(to, m_data->end()) - std::max(from, m_data->begin());
        if (!mine || !(span > 0))
            return {};
        return QObject::tr("%1 of the time")
            .arg(formatPercent(mine->collections.totals(mine->collections.between(from, to)).pause / span));
    }

private:
    QList<LaneGraph*> m_bars;
};

class LoadLane : public TimelineLane {
public:
    LoadLane(QCustomPlot* plot, const LiveData* data)
        : TimelineLane(plot, data, 0, QObject::tr("Load"))
    {
        m_weight = 0.7;
        m_cpu = addGraph(Token::SeriesRss);
        m_loop = addGraph(Token::GcMinor);
    }

    qsizetype update(Seconds from, Seconds to, int pixels) override
    {
        const RecordedLane* mine = lane();
        if (!mine)
            return 0;
        qsizetype points = setPoints(*m_cpu, *mine, RecordedLane::id(Series::Cpu), from, to, pixels, 0.01);
        points += setPoints(*m_loop, *mine, RecordedLane::id(Series::Loop), from, to, pixels, 0.01);
        double top = 100;
        for (const auto& point : *m_cpu->data())
            top = std::isnan(point.value) ? top : std::max(top, point.value);
        m_rect->axis(QCPAxis::atLeft)->setRange(0, top * 1.05);
        drawGaps(from, to);
        return points;
    }

    QList<LegendEntry> legend(Seconds at) const override
    {
        const RecordedLane* mine = lane();
        const std::size_t row = mine ? mine->timeline.nearestRow(at) : 0;
        const auto value = [&](Series series) {
            return mine && row < mine->timeline.rows()
                       ? formatPercent(mine->timeline.value(RecordedLane::id(series), row))
                       : noValue();
        };
        return {{QObject::tr("CPU"), value(Series::Cpu), Token::SeriesRss, Qt::SolidLine, false},
                {QObject::tr("event loop"), value(Series::Loop), Token::GcMinor, Qt::SolidLine, false}};
    }

private:
    LaneGraph* m_cpu;
    LaneGraph* m_loop;
};

class EventsLane : public TimelineLane {
public:
    EventsLane(QCustomPlot* plot, const LiveData* data)
        : TimelineLane(plot, data, 0, QObject::tr("Events"))
    {
        m_weight = 0.45;
        m_rect->axis(QCPAxis::atLeft)->setTickLabels(false);
        m_rect->axis(QCPAxis::atLeft)->grid()->setVisible(false);
    }

    qsizetype update(Seconds from, Seconds to, int) override
    {
        for (auto* item : std::exchange(m_items, {}))
            m_plot->removeItem(item);
        for (const auto& event : m_data->events())
            if (event.time >= from && event.time <= to && m_items.size() < 200)
                m_items.append(createMark(event));
        return m_items.size();
    }

    QList<LegendEntry> legend(Seconds) const override { return {}; }

private:
    QCPItemText* createMark(const LiveEvent& event)
    {
        const bool isSnapshot = event.kind == LiveEvent::Kind::Snapshot;
        auto* item = new QCPItemText(m_plot);
        item->setClipAxisRect(m_rect);
        item->position->setTypeX(QCPItemPosition::ptPlotCoords);
        item->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        item->position->setAxes(m_rect->axis(QCPAxis::atBottom), m_rect->axis(QCPAxis::atLeft));
        item->position->setAxisRect(m_rect);
        item->position->setCoords(event.time, 0.5);
        item->setText(isSnapshot ? QStringLiteral("#%1").arg(event.number) : event.text);
        item->setFont(font(TextStyle::Small));
        item->setPadding(QMargins(scaled(6), scaled(1), scaled(6), scaled(1)));
        item->setColor(color(isSnapshot ? Token::OnAccent : Token::Text));
        item->setBrush(color(isSnapshot ? Token::AccentFill : Token::Raised));
        item->setPen(QPen(color(isSnapshot ? Token::AccentFill : Token::Line)));
        return item;
    }

    QList<QCPItemText*> m_items;
};

} // namespace

TimelineLane* createCollectionsLane(QCustomPlot* plot, const LiveData* data)
{
    return new CollectionsLane(plot, data);
}

TimelineLane* createLoadLane(QCustomPlot* plot, const LiveData* data)
{
    return new LoadLane(plot, data);
}

TimelineLane* createEventsLane(QCustomPlot* plot, const LiveData* data)
{
    return new EventsLane(plot, data);
}

} // namespace heapwise::ui
