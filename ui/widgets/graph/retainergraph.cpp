#include "ui/widgets/graph/retainergraph.h"

#include <QGraphicsScene>
#include <QPainter>
#include <QStyle>

#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/widgets/graph/graphlayer.h"
#include "ui/widgets/graph/graphminimap.h"
#include "ui/widgets/graph/zoombuttons.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr int kMoveMs = 120;
constexpr int kRetainerGraphMargin = 12; ///< of what lies over the graph
constexpr double kFitMargin = 24, kTitleRoom = 52;
constexpr double kLeastFit = 0.75; ///< rather than smaller, the graph exceeds the view
constexpr double kMostZoom = 4, kLeastZoom = 0.05;
constexpr int kDotsApart = 22;
constexpr int kLayerMargin = 160; ///< px painted around the view

} // namespace

RetainerGraph::RetainerGraph(QWidget* parent)
    : QGraphicsView(parent)
    , m_data(std::make_shared<GraphData>())
    , m_scene(new QGraphicsScene(this))
    , m_minimap(new GraphMinimap(this))
    , m_buttons(new ZoomButtons(this))
    , m_layer(new GraphLayer(this))
{
    PaintedAccessible::install();
    setObjectName(QStringLiteral("retainerGraph"));
    setAccessibleName(tr("Retainer graph"));
    m_scene->setItemIndexMethod(QGraphicsScene::NoIndex); // most of the few hundred are seen, and all move together
    setScene(m_scene);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate); // the dots stay in step, overlays are not smeared
    setOptimizationFlag(QGraphicsView::DontSavePainterState);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(QGraphicsView::NoAnchor);
    setResizeAnchor(QGraphicsView::AnchorViewCenter);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    m_motion.setDuration(kMoveMs);
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setEasingCurve(QEasingCurve::OutQuad);
    m_job.announce({this, tr("Drawing the graph")});
    connect(&m_motion, &QVariantAnimation::valueChanged, this,
            [this](const QVariant& at) { moveItems(at.toDouble()); });
    connect(&Theme::instance(), &Theme::themeChanged, this, [this] { layOut(true); });
    connect(m_layer, &GraphLayer::painted, viewport(), qOverload<>(&QWidget::update));
    connect(m_buttons, &ZoomButtons::zoomIn, this, [this] { zoomBy(1.25); });
    connect(m_buttons, &ZoomButtons::zoomOut, this, [this] { zoomBy(0.8); });
    connect(m_buttons, &ZoomButtons::fit, this, &RetainerGraph::fit);
}

RetainerGraph::~RetainerGraph()
{
    m_motion.stop();
}

// --- content ---------------------------------------------------------------------------------------------

void RetainerGraph::setData(std::shared_ptr<const GraphData> graph, bool keepsPlaces)
{
    m_data = std::move(graph);
    layOut(keepsPlaces);
}

void RetainerGraph::setDirection(LayoutDirection direction)
{
    if (direction == m_direction)
        return;
    m_direction = direction;
    layOut(false);
}

void RetainerGraph::layOut(bool keepsPlaces)
{
    GraphPicture::Request request{m_data, m_direction, GraphStyle::current(), {}};
    const bool keeps = keepsPlaces && m_picture && m_picture->direction() == m_direction;
    if (keeps)
        request.kept = m_picture->places();
    auto work = [request = std::move(request)](const Progress& progress) {
        return GraphPicture::make(request, progress);
    };
    m_job.start(std::move(work),
                [this, keeps](const std::shared_ptr<const GraphPicture>& picture) { take(picture, keeps); });
}

void RetainerGraph::take(std::shared_ptr<const GraphPicture> picture, bool keepsPlaces)
{
    m_motion.stop();
    const auto before = std::exchange(m_picture, std::move(picture));
    buildItems(before.get());
    const auto isGone = [this](GraphElement e) { return (e.isArc ? arcOf(e.key) : boxOf(e.key)) < 0; };
    m_selected.erase(std::remove_if(m_selected.begin(), m_selected.end(), isGone), m_selected.end());
    m_hovered.reset();
    find(m_searched);
    updateSceneRect();
    if (!keepsPlaces)
        fit();
    if (before && isAnimated())
        m_motion.start();
    else
        moveItems(1);
    emit laidOut();
    emit viewMoved();
}

/// Items for all that is in the picture; those that were there before start from where they were.
void RetainerGraph::buildItems(const GraphPicture* before)
{
    std::unordered_map<std::uint64_t, QRectF> places;
    for (std::size_t i = 0; before && i < m_boxes.size(); ++i)
        places[before->data().boxes[i].key] = m_boxes[i]->rect();
    m_scene->clear();
    m_boxes.clear();
    m_arcs.clear();
    m_labels.clear();
    m_from = m_picture->layout().boxes;
    for (int box = 0; box < int(m_from.size()); ++box) {
        const auto known = places.find(m_picture->data().boxes[std::size_t(box)].key);
        if (known != places.end())
            m_from[std::size_t(box)].moveCenter(known->second.center());
        m_boxes.push_back(new GraphBoxItem(this, box));
        m_scene->addItem(m_boxes.back());
    }
    for (int arc = 0; arc < int(m_picture->data().arcs.size()); ++arc) {
        m_arcs.push_back(new GraphArcItem(this, arc));
        m_labels.push_back(new GraphLabelItem(this, arc));
        m_scene->addItem(m_arcs.back());
        m_scene->addItem(m_labels.back());
    }
    moveItems(0);
}

/// Boxes a share of the way to their places; lines follow the ends of theirs.
void RetainerGraph::moveItems(double share)
{
    const LayoutResult& layout = m_picture->layout();
    std::vector<QPointF> away(m_boxes.size()); // from the place in the layout
    for (std::size_t box = 0; box < m_boxes.size(); ++box) {
        away[box] = (m_from[box].center() - layout.boxes[box].center()) * (1 - share);
        m_boxes[box]->setRect(layout.boxes[box].translated(away[box]));
    }
    for (std::size_t arc = 0; arc < m_arcs.size(); ++arc) {
        const GraphArc& ends = m_picture->data().arcs[arc];
        QPainterPath path = layout.routes[arc].path;
        const QPointF from = away[std::size_t(ends.from)], to = away[std::size_t(ends.to)];
        const int last = path.elementCount() - 1;
        for (int i = 0; i <= last && !(from.isNull() && to.isNull()); ++i) {
            const QPointF moved = QPointF(path.elementAt(i)) + from + (to - from) * (double(i) / last);
            path.setElementPositionAt(i, moved.x(), moved.y());
        }
        m_arcs[arc]->setPath(path, layout.routes[arc]);
        const QRectF label = layout.routes[arc].label;
        m_labels[arc]->setPlace(label.isNull() ? label : label.translated((from + to) / 2), middleOf(int(arc)));
    }
}

bool RetainerGraph::isAnimated() const
{
    return isVisible() && !isLarge() && style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
}

// --- the view --------------------------------------------------------------------------------------------

/// As large as the graph and the view around it, so that any part can be brought to any place.
void RetainerGraph::updateSceneRect()
{
    if (!m_picture)
        return;
    const QSizeF around = QSizeF(viewport()->size()) / zoom();
    setSceneRect(
        m_picture->layout().bounds.adjusted(-around.width(), -around.height(), around.width(), around.height()));
}

void RetainerGraph::fit()
{
    if (!m_picture || viewport()->width() <= 0)
        return;
    const QRectF bounds = m_picture->layout().bounds;
    const QSizeF room(viewport()->width() - 2 * scaledF(kFitMargin),
                      viewport()->height() - scaledF(kFitMargin) - scaledF(kTitleRoom));
    const double whole =
        std::min(room.width() / std::max(1.0, bounds.width()), room.height() / std::max(1.0, bounds.height()));
    const double factor = std::clamp(whole, kLeastFit, 1.0);
    setTransform(QTransform::fromScale(factor, factor));
    updateSceneRect();
    const double down = (scaledF(kTitleRoom) - scaledF(kFitMargin)) / 2 / factor; // the title stays free
    if (whole >= kLeastFit) {
        centerOn(bounds.center() - QPointF(0, down));
    } else { // too large: to where the question was asked
        const auto& boxes = m_picture->data().boxes;
        const auto subject =
            std::find_if(boxes.begin(), boxes.end(), [](const GraphBox& box) { return box.isSubject; });
        const QRectF place =
            subject == boxes.end() ? bounds : m_picture->layout().boxes[std::size_t(subject - boxes.begin())];
        const double above = std::min(room.height() / factor, bounds.height()) / 2;
        centerOn(place.center().x(), place.bottom() - above + scaledF(kFitMargin) / 2);
    }
    emit viewMoved();
}

void RetainerGraph::zoomBy(double factor, std::optional<QPoint> at)
{
    const double to = std::clamp(zoom() * factor, kLeastZoom, kMostZoom);
    const QPoint fixed = at.value_or(viewport()->rect().center());
    const QPointF before = mapToScene(fixed);
    setTransform(QTransform::fromScale(to, to));
    updateSceneRect();
    const QPointF moved = mapFromScene(before) - QPointF(fixed);
    const QPointF centre = QPointF(viewport()->rect().center()) + moved;
    centerOn(mapToScene(centre.toPoint()));
    emit viewMoved();
}

QRectF RetainerGraph::boxRect(int box) const
{
    return mapFromScene(m_boxes[std::size_t(box)]->rect()).boundingRect();
}

void RetainerGraph::resizeEvent(QResizeEvent* event)
{
    QGraphicsView::resizeEvent(event);
    placeOverlays();
    updateSceneRect();
    emit viewMoved();
}

void RetainerGraph::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    emit viewMoved();
}

void RetainerGraph::placeOverlays()
{
    m_buttons->move(width() - m_buttons->width() - scaled(kRetainerGraphMargin), scaled(kRetainerGraphMargin));
    m_minimap->move(width() - m_minimap->width() - scaled(kRetainerGraphMargin),
                    height() - m_minimap->height() - scaled(kRetainerGraphMargin));
}

// --- painting --------------------------------------------------------------------------------------------

void RetainerGraph::paintEvent(QPaintEvent* event)
{
    if (!m_picture || !isLarge()) {
        QGraphicsView::paintEvent(event);
        return;
    }
    const int margin = scaled(kLayerMargin);
    GraphLayer::View view{m_picture,
                          viewportTransform(),
                          viewport()->rect().adjusted(-margin, -margin, margin, margin),
                          devicePixelRatioF(),
                          {},
                          {}};
    for (int box = 0; box < int(m_boxes.size()); ++box)
        view.boxes.push_back(boxState(box));
    for (int arc = 0; arc < int(m_arcs.size()); ++arc)
        view.arcs.push_back(arcState(arc));
    QPainter painter(viewport());
    drawBackground(&painter, {});
    m_layer->paint(painter, std::move(view));
    drawForeground(&painter, {});
}

void RetainerGraph::drawBackground(QPainter* painter, const QRectF&)
{
    const int apart = scaled(kDotsApart);
    painter->save();
    painter->resetTransform();
    painter->fillRect(viewport()->rect(), color(Token::Base));
    const QPoint origin = mapFromScene(QPointF(0, 0));
    const auto first = [apart](int at) { return ((at % apart) + apart) % apart; };
    QList<QPoint> dots;
    for (int y = first(origin.y()); y < viewport()->height(); y += apart)
        for (int x = first(origin.x()); x < viewport()->width(); x += apart)
            dots.append({x, y});
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(QPen(color(Token::LineSoft), 2));
    painter->drawPoints(dots.constData(), int(dots.size()));
    painter->restore();
}

void RetainerGraph::drawForeground(QPainter* painter, const QRectF&)
{
    painter->save();
    painter->resetTransform();
    paintTitle(*painter);
    if (hasFocus() && !current()) {
        painter->setRenderHint(QPainter::Antialiasing, false);
        paintFocusRing(*painter, viewport()->rect(), scaledF(3));
    }
    painter->restore();
}

void RetainerGraph::paintTitle(QPainter& painter) const
{
    if (!m_picture)
        return;
    const QRect room(scaled(14), scaled(10), viewport()->width() / 2, scaled(20));
    const auto line = [&](TextStyle style, Token token, const QRect& place, const QString& text) {
        painter.setFont(ui::font(style));
        painter.setPen(color(token));
        const QFontMetrics metrics(painter.font());
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideRight, place.width()));
    };
    line(TextStyle::Subtitle, Token::Text, room, m_picture->data().title);
    line(TextStyle::Body, Token::TextSecondary, room.translated(0, scaled(18)), m_picture->data().subtitle);
}

} // namespace heapwise::ui
