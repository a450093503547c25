// The lanes of memory: process and heap as lines, heap spaces on top of each other.
#include "ui/views/live/timelinelanes.h"
#include "ui/views/live/timelineplot.h"

#include "core/timeline/decimate.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace heapwise::ui {

namespace {

struct Line {
    Series series;
    const char* name;
    Token token;
    Qt::PenStyle style;
};

constexpr std::array<Line, kMemorySeries> kLines = {{
    {Series::Rss, "rss", Token::SeriesRss, Qt::SolidLine},
    {Series::HeapTotal, "heapTotal", Token::SeriesHeapTotal, Qt::DashLine},
    {Series::HeapUsed, "heapUsed", Token::SeriesHeapUsed, Qt::SolidLine},
    {Series::External, "external", Token::SeriesExternal, Qt::DashDotLine},
    {Series::ArrayBuffers, "arrayBuffers", Token::SeriesArrayBuffers, Qt::DotLine},
}};

constexpr double kHeadroom = 1.08;
constexpr double kLimitInSight = 1.6; ///< the limit is drawn when the memory is at least this near

class MemoryLane : public TimelineLane {
public:
    MemoryLane(QCustomPlot* plot, const LiveData* data, int lane, const QString& title)
        : TimelineLane(plot, data, lane, title)
    {
        m_weight = lane == 0 ? 3 : 1.2;
        if (lane == 0) // a high one
            m_rect->axis(QCPAxis::atLeft)->ticker()->setTickCount(4);
        for (const auto& line : kLines)
            if (lane == 0 || line.series != Series::Rss) // of the process, not of a thread
                m_series.append({&line, addGraph(line.token, line.style)});
        m_floor = addGraph(Token::SeriesFloor, Qt::DashLine);
        m_floor->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, color(Token::SeriesFloor), 4));
        m_limits = {
            {Series::Limit, QObject::tr("heap limit"), addGraph(Token::Error, Qt::DashLine, 1)},
            {Series::GroupLimit, QObject::tr("limit of its cgroup"), addGraph(Token::Warning, Qt::DashDotLine, 1)}};
    }

    qsizetype update(Seconds from, Seconds to, int pixels) override
    {
        const RecordedLane* mine = lane();
        if (!mine)
            return 0;
        qsizetype points = 0;
        double top = 1;
        for (const auto& [line, graph] : m_series) {
            points += setPoints(*graph, *mine, RecordedLane::id(line->series), from, to, pixels, kMiB);
            top = std::max(top, highest(*graph));
        }
        points += updateFloor(*mine, from, to);
        for (const Limit& limit : m_limits)
            updateLimit(limit, *mine, from, to, top);
        m_rect->axis(QCPAxis::atLeft)->setRange(0, top * kHeadroom);
        drawGaps(from, to);
        return points;
    }

    QList<LegendEntry> legend(Seconds at) const override
    {
        QList<LegendEntry> entries;
        const RecordedLane* mine = lane();
        const std::size_t row = mine ? mine->timeline.nearestRow(at) : 0;
        for (const auto& [line, graph] : m_series) {
            const bool known = mine && row < mine->timeline.rows();
            const double value = known ? mine->timeline.value(RecordedLane::id(line->series), row) : kNoValue;
            entries.append({QString::fromLatin1(line->name), mebibytes(value), line->token, line->style, false});
        }
        entries.append({QObject::tr("floor after GC"), floorAt(at), Token::SeriesFloor, Qt::DashLine, false});
        for (const Limit& limit : m_limits)
            if (mine && limit.graph->visible())
                entries.append({limit.name, mebibytes(mine->latest(limit.series)),
                                limit.series == Series::Limit ? Token::Error : Token::Warning,
                                limit.graph->pen().style(), false});
        return entries;
    }

private:
    /// What memory cannot go beyond.
    struct Limit {
        Series series;
        QString name;
        LaneGraph* graph;
    };

    static double highest(const QCPGraph& graph)
    {
        double high = 0;
        for (const auto& point : *graph.data())
            if (!std::isnan(point.value))
                high = std::max(high, point.value);
        return high;
    }

    // What is left after a major collection: garbage that is not collected yet is not in it.
    qsizetype updateFloor(const RecordedLane& mine, Seconds from, Seconds to)
    {
        QVector<QCPGraphData> floor;
        for (const auto& event : longestPerPixel(mine.collections, from, to, 400))
            if (event.isMajor() && !std::isnan(event.usedAfter))
                floor.append(QCPGraphData(event.time, event.usedAfter / kMiB));
        m_floor->data()->set(floor, true);
        return floor.size();
    }

    QString floorAt(Seconds at) const
    {
        double value = kNoValue;
        for (const auto& point : *m_floor->data())
            if (point.key <= at || std::isnan(value))
                value = point.value * kMiB;
        return mebibytes(value);
    }

    static void updateLimit(const Limit& limit, const RecordedLane& mine, Seconds from, Seconds to, double& top)
    {
        const double value = mine.latest(limit.series) / kMiB;
        const bool inSight = value > 0 && value < top * kLimitInSight;
        limit.graph->setVisible(inSight);
        if (!inSight)
            return;
        limit.graph->setData({from, to}, {value, value}, true);
        top = std::max(top, value);
    }

    QList<QPair<const Line*, LaneGraph*>> m_series;
    LaneGraph* m_floor;
    QList<Limit> m_limits;
};

/// "old" for "old_space"
QString shortName(const std::string& space)
{
    QString name = QString::fromStdString(space);
    return name.endsWith(QLatin1String("_space")) ? name.chopped(6) : name;
}

class SpacesLane : public TimelineLane {
public:
    SpacesLane(QCustomPlot* plot, const LiveData* data)
        : TimelineLane(plot, data, 0, QObject::tr("Heap spaces"))
    {
        m_weight = 1.7;
    }

    qsizetype update(Seconds from, Seconds to, int pixels) override
    {
        const RecordedLane* mine = lane();
        if (!mine)
            return 0;
        addMissing(*mine);
        const auto rows = decimateStack(mine->timeline, mine->spaces, from, to, pixels);
        std::vector<double> sums(rows.size(), 0.0);
        double top = 1;
        for (std::size_t i = 0; i < mine->spaces.size(); ++i) {
            QVector<QCPGraphData> data;
            data.reserve(qsizetype(rows.size()));
            for (std::size_t at = 0; at < rows.size(); ++at) {
                const Seconds time = mine->timeline.time(rows[at]);
                if (at > 0 && hasGapBetween(mine->timeline, mine->timeline.time(rows[at - 1]), time))
                    data.append(QCPGraphData(time, kNoValue));
                const double value = mine->timeline.value(mine->spaces[i], rows[at]);
                sums[at] += std::isnan(value) ? 0 : value / kMiB;
                top = std::max(top, sums[at]);
                data.append(QCPGraphData(time, sums[at]));
            }
            m_stack[i]->data()->set(data, true);
            setDense(*m_stack[i], isDense(data.size(), pixels));
        }
        m_rect->axis(QCPAxis::atLeft)->setRange(0, top * kHeadroom);
        drawGaps(from, to);
        return qsizetype(rows.size() * mine->spaces.size());
    }

    QList<LegendEntry> legend(Seconds at) const override
    {
        QList<LegendEntry> entries;
        const RecordedLane* mine = lane();
        if (!mine || mine->timeline.isEmpty())
            return entries;
        const std::size_t row = mine->timeline.nearestRow(at);
        std::vector<std::pair<double, std::size_t>> largest;
        for (std::size_t i = 0; i < mine->spaces.size(); ++i)
            largest.push_back({mine->timeline.value(mine->spaces[i], row), i});
        std::sort(largest.begin(), largest.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        double others = 0;
        for (std::size_t i = 0; i < largest.size(); ++i) {
            const std::string& name = mine->timeline.name(mine->spaces[largest[i].second]);
            if (i < 3)
                entries.append({shortName(name), mebibytes(largest[i].first), spaceToken(name, int(largest[i].second)),
                                Qt::SolidLine, true});
            else if (!std::isnan(largest[i].first))
                others += largest[i].first;
        }
        entries.append({QObject::tr("others"), mebibytes(others), Token::KindSystem, Qt::SolidLine, true});
        return entries;
    }

    void applyTheme() override
    {
        TimelineLane::applyTheme();
        for (qsizetype i = 0; i < m_stack.size(); ++i)
            paint(i);
    }

private:
    void addMissing(const RecordedLane& mine)
    {
        while (m_stack.size() < qsizetype(mine.spaces.size())) {
            const qsizetype i = m_stack.size();
            m_tokens.append(spaceToken(mine.timeline.name(mine.spaces[std::size_t(i)]), int(i)));
            m_stack.append(addGraph(m_tokens[i], Qt::SolidLine, 1));
            if (i > 0)
                m_stack[i]->setChannelFillGraph(m_stack[i - 1]);
            paint(i);
        }
    }

    void paint(qsizetype i)
    {
        QColor fill = color(m_tokens[i]); // as the line
        fill.setAlpha(170);
        m_stack[i]->setBrush(fill);
    }

    QList<LaneGraph*> m_stack;
    QList<Token> m_tokens;
};

} // namespace

Token spaceToken(const std::string& name, int place)
{
    if (name == "old_space")
        return Token::KindObject;
    if (name == "new_space")
        return Token::KindClosure;
    if (name == "large_object_space")
        return Token::KindArray;
    if (name == "code_space")
        return Token::KindCode;
    constexpr std::array kRest = {Token::KindString, Token::KindNative, Token::KindNumber, Token::KindSystem};
    return kRest[std::size_t(place) % kRest.size()];
}

TimelineLane* createMemoryLane(QCustomPlot* plot, const LiveData* data, int lane, const QString& title)
{
    return new MemoryLane(plot, data, lane, title);
}

TimelineLane* createSpacesLane(QCustomPlot* plot, const LiveData* data)
{
    return new SpacesLane(plot, data);
}

} // namespace heapwise::ui
