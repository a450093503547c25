#pragma once

#include <qcustomplot.h>

namespace heapwise::ui {

/// A line of a lane, drawn in pieces.
///
/// Qt's rasterizer looks for the place of each pixel of a smooth line among all those before it in its row, and for
/// that of each edge of a polygon among all others: what it draws in one go takes time that grows with the square of
/// its width and of its crossings. In pieces it is linear.
class LaneGraph : public QCPGraph {
    Q_OBJECT
public:
    LaneGraph(QCPAxis* time, QCPAxis* value);

    /// A line with points every few pixels goes up and down all the time: hairlines that are not smoothed look the
    /// same, and cost a fraction. `width` is that of the line where it is not dense.
    void setDense(bool dense, double width);

protected:
    /// To the graph below, whose points are at the same times, or to zero. Not smoothed: the line covers the edge.
    void drawFill(QCPPainter* painter, QVector<QPointF>* lines) const override;
    void drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const override;
};

} // namespace heapwise::ui
