#include "ui/widgets/graph/graphminimap.h"

#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/widgets/graph/retainergraph.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr int kGraphMinimapWidth = 126, kGraphMinimapHeight = 98, kPadding = 6;
constexpr double kLeastBox = 2; ///< px: smaller boxes are still seen

QRectF seenPart(const RetainerGraph& graph)
{
    return graph.mapToScene(graph.viewport()->rect()).boundingRect();
}

} // namespace

GraphMinimap::GraphMinimap(RetainerGraph* graph)
    : QWidget(graph)
    , m_graph(graph)
{
    setObjectName(QStringLiteral("graphMinimap"));
    setAccessibleName(tr("Overview of the graph"));
    setFixedSize(scaled(kGraphMinimapWidth), scaled(kGraphMinimapHeight));
    hide();
    connect(graph, &RetainerGraph::viewMoved, this, &GraphMinimap::follow);
}

void GraphMinimap::follow()
{
    const auto picture = m_graph->shownPicture();
    setVisible(picture && !seenPart(*m_graph).contains(picture->layout().bounds));
    update();
}

QTransform GraphMinimap::fromScene() const
{
    const QRectF bounds = m_graph->shownPicture()->layout().bounds;
    const QRectF room =
        QRectF(rect()).adjusted(scaled(kPadding), scaled(kPadding), -scaled(kPadding), -scaled(kPadding));
    const double scale =
        std::min(room.width() / std::max(1.0, bounds.width()), room.height() / std::max(1.0, bounds.height()));
    QTransform transform;
    transform.translate(room.center().x(), room.center().y());
    transform.scale(scale, scale);
    transform.translate(-bounds.center().x(), -bounds.center().y());
    return transform;
}

void GraphMinimap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintRounded(painter, rect(), scaledF(6), color(Token::Panel), color(Token::Line));
    const auto picture = m_graph->shownPicture();
    if (!picture)
        return;
    const QTransform transform = fromScene();
    const auto& boxes = picture->layout().boxes;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        QRectF place = transform.mapRect(boxes[i]);
        place.setSize(place.size().expandedTo({kLeastBox, kLeastBox}));
        QColor fill = kindColor(picture->data().boxes[i].kind);
        fill.setAlphaF(picture->data().boxes[i].isLonger ? 0.4f : 0.9f);
        painter.fillRect(place, fill);
    }
    painter.setPen(QPen(color(Token::Accent), 1.2));
    painter.setBrush(Qt::NoBrush);
    const QRectF inside = QRectF(rect()).adjusted(2, 2, -2, -2);
    painter.drawRect(transform.mapRect(seenPart(*m_graph)).intersected(inside));
}

void GraphMinimap::centreOn(QPointF at)
{
    if (m_graph->shownPicture())
        m_graph->centerOn(fromScene().inverted().map(at));
}

void GraphMinimap::mousePressEvent(QMouseEvent* event)
{
    centreOn(event->position());
}

void GraphMinimap::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        centreOn(event->position());
}

} // namespace heapwise::ui
