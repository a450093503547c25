#pragma once

#include <QList>
#include <QString>

#include <qcustomplot.h>

#include "ui/theme/tokens.h"
#include "ui/views/live/lanegraph.h"
#include "ui/views/live/livedata.h"

namespace heapwise::ui {

/// A line of a lane's legend.
struct LegendEntry {
    QString name;
    QString value; ///< at the cursor, or now
    Token token = Token::Text;
    Qt::PenStyle line = Qt::SolidLine;
    bool isArea = false;
};

/// One axis rect of the timeline and the plottables in it.
class TimelineLane : public QObject {
    Q_OBJECT
public:
    TimelineLane(QCustomPlot* plot, const LiveData* data, int lane, const QString& title);

    /// Takes the data between two times, at most a few points per pixel. Returns how many points it drew.
    virtual qsizetype update(Seconds from, Seconds to, int pixels) = 0;
    virtual QList<LegendEntry> legend(Seconds at) const = 0;
    /// A line under the legend.
    virtual QString note(Seconds from, Seconds to) const;
    virtual void applyTheme();

    QCPAxisRect* rect() const { return m_rect; }
    const QString& title() const { return m_title; }
    double weight() const { return m_weight; }
    void setCrosshair(Seconds at, bool visible);
    void setSelection(Seconds from, Seconds to);

protected:
    LaneGraph* addGraph(Token token, Qt::PenStyle style = Qt::SolidLine, double width = 1.3);
    const RecordedLane* lane() const;
    void drawGaps(Seconds from, Seconds to);
    qsizetype setPoints(LaneGraph& graph, const RecordedLane& lane, SeriesId series, Seconds from, Seconds to,
                        int pixels, double divisor);
    /// As LaneGraph has it.
    void setDense(LaneGraph& graph, bool dense);
    static bool isDense(qsizetype points, int pixels) { return points * 3 > pixels; }

    const LiveData* m_data;
    int m_lane;
    QString m_title;
    QCustomPlot* m_plot;
    QCPAxisRect* m_rect;
    double m_weight = 1;
    struct Graph {
        LaneGraph* graph;
        Token token;
        double width; ///< of its line
    };
    QList<Graph> m_graphs;

private:
    QCPItemLine* m_crosshair;
    QCPItemRect* m_selection;
    QList<QCPItemRect*> m_gaps;
};

TimelineLane* createMemoryLane(QCustomPlot* plot, const LiveData* data, int lane, const QString& title);
TimelineLane* createSpacesLane(QCustomPlot* plot, const LiveData* data);
TimelineLane* createCollectionsLane(QCustomPlot* plot, const LiveData* data);
TimelineLane* createLoadLane(QCustomPlot* plot, const LiveData* data);
TimelineLane* createEventsLane(QCustomPlot* plot, const LiveData* data);

inline constexpr double kMiB = 1024 * 1024;

/// "485.8" for bytes, in MiB.
QString mebibytes(double bytes);

} // namespace heapwise::ui
