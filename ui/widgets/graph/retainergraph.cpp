#include "ui/widgets/graph/retainergraph.h"

#include <QGraphicsScene>
#include <QPainter>
#include <QStyle>

#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/widgets/graph/graphminimap.h"
#include "ui/widgets/graph/zoombuttons.h"

#include <algorithm>
#include <cmath>

namespace heapwise::ui {
namespace {

constexpr int kMoveMs = 120;
constexpr int kMargin = 12;            ///< of what lies over the graph
constexpr double kFitMargin = 24, kTitleRoom = 52;
constexpr double kLeastFit = 0.6;      ///< rather than smaller, the graph exceeds the view
constexpr double kMostZoom = 4, kLeastZoom = 0.05;
constexpr int kDotsApart = 22;

} // namespace

RetainerGraph::RetainerGraph(QWidget* parent)
    : QGraphicsView(parent)
    , m_data(std::make_shared<GraphData>())
    , m_scene(new QGraphicsScene(this))
    , m_minimap(new GraphMinimap(this))
    , m_buttons(new ZoomButtons(this))
{
    PaintedAccessible::install();
    setObjectName(QStringLiteral("retainerGraph"));
    setAccessibleName(tr("Retainer graph"));
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
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant& at) { moveItems(at.toDouble()); });
    connect(&Theme::instance(), &Theme::themeChanged, this, [this] { layOut(true); });
    connect(m_buttons, &ZoomButtons::zoomIn, this, [this] { zoomBy(1.25); });
    connect(m_buttons, &ZoomButtons::zoomOut, this, [this] { zoomBy(0.8); });
    connect(m_buttons, &ZoomButtons::fit, this, &RetainerGraph::fit);
}

RetainerGraph::~RetainerGraph()
{
    m_motion.stop();
}

// --- content ---------------------------------------------------------------------------------------------

void RetainerGraph::setData(std::shared_ptr<const GraphData> data, bool keepsPlaces)
{
    m_data = std::move(data);
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
    auto work = [request = std::move(request)](const Progress& progress) { return GraphPicture::make(request, progress); };
    m_job.start(std::move(work), [this, keeps](const std::shared_ptr<const GraphPicture>& picture) { take(picture, keeps); });
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
        m_arcs[arc]->setPath(path);
        const QRectF label = layout.routes[arc].label;
        m_labels[arc]->setPlace(label.isNull() ? label : label.translated((from + to) / 2), middleOf(int(arc)));
    }
}

bool RetainerGraph::isAnimated() const
{
    return isVisible() && style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
}

// --- what is selected, cut and found ---------------------------------------------------------------------

int RetainerGraph::boxOf(std::uint64_t key) const
{
    const auto& boxes = m_picture->data().boxes;
    const auto at = std::find_if(boxes.begin(), boxes.end(), [key](const GraphBox& box) { return box.key == key; });
    return at == boxes.end() ? -1 : int(at - boxes.begin());
}

int RetainerGraph::arcOf(std::uint64_t key) const
{
    const auto& arcs = m_picture->data().arcs;
    const auto at = std::find_if(arcs.begin(), arcs.end(), [key](const GraphArc& arc) { return arc.key == key; });
    return at == arcs.end() ? -1 : int(at - arcs.begin());
}

void RetainerGraph::setSelected(std::vector<GraphElement> elements)
{
    m_selected = std::move(elements);
    viewport()->update();
}

void RetainerGraph::setCuts(std::set<std::uint64_t> arcs)
{
    m_cuts = std::move(arcs);
    viewport()->update();
}

int RetainerGraph::find(const QString& text)
{
    m_searched = text;
    m_found.clear();
    const auto has = [&text](const QString& in) { return in.contains(text, Qt::CaseInsensitive); };
    if (m_picture && !text.isEmpty()) {
        for (const GraphBox& box : m_picture->data().boxes)
            if (has(box.name) || has(box.detail) || has(box.note))
                m_found.push_back({false, box.key});
        for (const GraphArc& arc : m_picture->data().arcs)
            if (has(arc.label))
                m_found.push_back({true, arc.key});
    }
    viewport()->update();
    return int(m_found.size());
}

void RetainerGraph::findNext(bool backwards)
{
    if (m_found.empty())
        return;
    const auto now = current();
    const auto at = now ? std::find(m_found.begin(), m_found.end(), *now) : m_found.end();
    const std::size_t count = m_found.size();
    const std::size_t next = at == m_found.end() ? (backwards ? count - 1 : 0)
                                                 : (std::size_t(at - m_found.begin()) + (backwards ? count - 1 : 1)) % count;
    pick(m_found[next], false);
    showElement(m_found[next]);
}

bool RetainerGraph::isSelected(GraphElement element) const
{
    return std::find(m_selected.begin(), m_selected.end(), element) != m_selected.end();
}

bool RetainerGraph::isFound(GraphElement element) const
{
    return std::find(m_found.begin(), m_found.end(), element) != m_found.end();
}

GraphItemState RetainerGraph::boxState(int box) const
{
    const GraphElement element{false, m_picture->data().boxes[std::size_t(box)].key};
    GraphItemState state;
    state.isSelected = isSelected(element);
    state.isHovered = m_hovered == element;
    state.isFocused = hasFocus() && current() == element;
    state.isFound = isFound(element);
    state.isFaded = !m_found.empty() && !state.isFound;
    return state;
}

GraphItemState RetainerGraph::arcState(int arc) const
{
    const GraphElement element{true, m_picture->data().arcs[std::size_t(arc)].key};
    GraphItemState state;
    state.isSelected = isSelected(element);
    state.isHovered = m_hovered == element;
    state.isFocused = hasFocus() && current() == element;
    state.isFound = isFound(element);
    state.isFaded = !m_found.empty() && !state.isFound;
    state.isCut = m_cuts.count(element.key) > 0;
    return state;
}

// --- the view --------------------------------------------------------------------------------------------

/// As large as the graph and the view around it, so that any part can be brought to any place.
void RetainerGraph::updateSceneRect()
{
    if (!m_picture)
        return;
    const QSizeF around = QSizeF(viewport()->size()) / zoom();
    setSceneRect(m_picture->layout().bounds.adjusted(-around.width(), -around.height(), around.width(), around.height()));
}

void RetainerGraph::fit()
{
    if (!m_picture || viewport()->width() <= 0)
        return;
    const QRectF bounds = m_picture->layout().bounds;
    const QSizeF room(viewport()->width() - 2 * scaledF(kFitMargin),
                      viewport()->height() - scaledF(kFitMargin) - scaledF(kTitleRoom));
    const double whole = std::min(room.width() / std::max(1.0, bounds.width()), room.height() / std::max(1.0, bounds.height()));
    const double factor = std::clamp(whole, kLeastFit, 1.0);
    setTransform(QTransform::fromScale(factor, factor));
    updateSceneRect();
    const double down = (scaledF(kTitleRoom) - scaledF(kFitMargin)) / 2 / factor; // the title stays free
    if (whole >= kLeastFit) {
        centerOn(bounds.center() - QPointF(0, down));
    } else { // too large: to where the question was asked
        const auto& boxes = m_picture->data().boxes;
        const auto subject = std::find_if(boxes.begin(), boxes.end(), [](const GraphBox& box) { return box.isSubject; });
        const QRectF place = subject == boxes.end() ? bounds : m_picture->layout().boxes[std::size_t(subject - boxes.begin())];
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
    m_buttons->move(width() - m_buttons->width() - scaled(kMargin), scaled(kMargin));
    m_minimap->move(width() - m_minimap->width() - scaled(kMargin), height() - m_minimap->height() - scaled(kMargin));
}

// --- painting --------------------------------------------------------------------------------------------

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
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, place.width()));
    };
    line(TextStyle::Subtitle, Token::Text, room, m_picture->data().title);
    line(TextStyle::Body, Token::TextSecondary, room.translated(0, scaled(18)), m_picture->data().subtitle);
}

// --- screen readers --------------------------------------------------------------------------------------

std::vector<int> RetainerGraph::visibleItems() const
{
    std::vector<int> items;
    for (int item = 0; hasItem(item); ++item)
        items.push_back(item);
    return items;
}

bool RetainerGraph::hasItem(int item) const
{
    return m_picture && item < int(m_boxes.size() + m_arcs.size());
}

QString RetainerGraph::itemName(int item) const
{
    const auto& data = m_picture->data();
    if (item >= int(m_boxes.size())) {
        const GraphArc& arc = data.arcs[std::size_t(item) - m_boxes.size()];
        return tr("%1, from %2 to %3")
            .arg(arc.label, data.boxes[std::size_t(arc.from)].name, data.boxes[std::size_t(arc.to)].name);
    }
    const GraphBox& box = data.boxes[std::size_t(item)];
    const QString name = box.detail.isEmpty() ? box.name : box.name + QLatin1Char(' ') + box.detail;
    return box.isAccumulation ? tr("%1, accumulation point").arg(name) : name;
}

QString RetainerGraph::itemDescription(int item) const
{
    const auto& data = m_picture->data();
    QString tip = item < int(m_boxes.size()) ? data.boxes[std::size_t(item)].tip
                                             : data.arcs[std::size_t(item) - m_boxes.size()].tip;
    return tip.replace(QLatin1String("<br>"), QLatin1String(", "));
}

QRect RetainerGraph::itemRect(int item) const
{
    if (item < int(m_boxes.size()))
        return boxRect(item).toAlignedRect();
    const std::size_t arc = std::size_t(item) - m_boxes.size();
    const QRectF label = m_labels[arc]->label();
    return mapFromScene(label.isNull() ? m_arcs[arc]->path().boundingRect() : label).boundingRect();
}

bool RetainerGraph::isItemSelected(int item) const
{
    const bool isArc = item >= int(m_boxes.size());
    const auto& data = m_picture->data();
    return isSelected({isArc, isArc ? data.arcs[std::size_t(item) - m_boxes.size()].key : data.boxes[std::size_t(item)].key});
}

int RetainerGraph::itemNear(QPoint at) const
{
    const int box = boxAt(at), arc = box < 0 ? arcAt(at) : -1;
    return box >= 0 ? box : arc >= 0 ? int(m_boxes.size()) + arc : -1;
}

} // namespace heapwise::ui
