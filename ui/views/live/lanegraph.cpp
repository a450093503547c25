#include "ui/views/live/lanegraph.h"

#include <QPolygonF>

#include <cmath>

namespace heapwise::ui {
namespace {

constexpr double kPieceWidth = 64; ///< pixels
constexpr double kFarthest = 4096; ///< a step that is longer leaves the plot, and is left to be clipped
constexpr qsizetype kPiecePoints = 32;

/// Draws what it is given in pieces that are not wider than kPieceWidth, with dashes going on from one to the next.
class LinePieces {
public:
    explicit LinePieces(QCPPainter* painter)
        : m_painter(painter)
        , m_pen(painter->pen())
    {}
    ~LinePieces() { finish(); }

    void add(QPointF point)
    {
        while (!m_piece.isEmpty() && isTooFar(point)) {
            const QPointF last = m_piece.last();
            const double end = m_piece.first().x() + std::copysign(kPieceWidth, point.x() - last.x());
            const QPointF cut = last + (end - last.x()) / (point.x() - last.x()) * (point - last);
            m_piece.append(cut);
            draw();
            m_piece = {cut};
        }
        m_piece.append(point);
    }
    /// The line is interrupted here.
    void finish()
    {
        draw();
        m_piece.clear();
        m_drawn = 0;
    }

private:
    bool isTooFar(QPointF point) const
    {
        return std::abs(point.x() - m_piece.first().x()) > kPieceWidth &&
               std::abs(point.x() - m_piece.last().x()) < kFarthest && point.x() != m_piece.last().x();
    }
    void draw()
    {
        if (m_piece.size() < 2)
            return;
        if (m_pen.style() != Qt::SolidLine) {
            m_pen.setDashOffset(m_drawn / std::max(m_pen.widthF(), 1.0));
            m_painter->setPen(m_pen);
        }
        m_painter->drawPolyline(m_piece);
        for (qsizetype i = 1; i < m_piece.size(); ++i)
            m_drawn += std::hypot(m_piece[i].x() - m_piece[i - 1].x(), m_piece[i].y() - m_piece[i - 1].y());
    }

    QCPPainter* m_painter;
    QPen m_pen;
    QPolygonF m_piece;
    double m_drawn = 0; ///< pixels of the line so far
};

} // namespace

LaneGraph::LaneGraph(QCPAxis* time, QCPAxis* value)
    : QCPGraph(time, value)
{
    setAdaptiveSampling(false); // decimated already
    setAntialiasedFill(false);
}

void LaneGraph::setDense(bool dense, double width)
{
    if (dense != antialiased())
        return;
    QPen own = pen();
    own.setWidthF(dense ? 1 : width);
    own.setCosmetic(dense);
    setPen(own);
    setAntialiased(!dense);
}

void LaneGraph::drawFill(QCPPainter* painter, QVector<QPointF>* lines) const
{
    if (brush().style() == Qt::NoBrush)
        return;
    QVector<QPointF> lower;
    if (const auto* below = qobject_cast<const LaneGraph*>(channelFillGraph()))
        below->getLines(&lower, QCPDataRange(0, below->dataCount()));
    const double floor = valueAxis()->coordToPixel(0);
    const auto lowerAt = [&](qsizetype i) { return i < lower.size() ? lower[i] : QPointF((*lines)[i].x(), floor); };
    const auto isNothing = [&](qsizetype i) { return std::isnan((*lines)[i].y()); };
    applyFillAntialiasingHint(painter);
    painter->setPen(Qt::NoPen);
    painter->setBrush(brush());
    for (qsizetype begin = 0; begin < lines->size();) {
        qsizetype end = begin + 1;
        if (isNothing(begin)) {
            begin = end;
            continue;
        }
        while (end < lines->size() && end - begin < kPiecePoints && !isNothing(end))
            ++end;
        QPolygonF piece;
        for (qsizetype i = begin; i < end; ++i)
            piece.append((*lines)[i]);
        for (qsizetype i = end; i-- > begin;)
            piece.append(lowerAt(i));
        painter->drawPolygon(piece);
        begin = end < lines->size() && !isNothing(end) ? end - 1 : end; // pieces share their ends
    }
}

void LaneGraph::drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const
{
    if (!antialiased() || painter->pen().style() == Qt::NoPen)
        return QCPGraph::drawLinePlot(painter, lines);
    applyDefaultAntialiasingHint(painter);
    LinePieces pieces(painter);
    for (const QPointF point : lines) {
        if (std::isnan(point.y()))
            pieces.finish();
        else
            pieces.add(point);
    }
}

} // namespace heapwise::ui
