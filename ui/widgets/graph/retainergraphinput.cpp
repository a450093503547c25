// How a RetainerGraph is used by pointer and keys.
#include "ui/widgets/graph/retainergraph.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/theme/fonts.h"

#include <algorithm>
#include <cmath>

namespace heapwise::ui {
namespace {

constexpr double kWheelStep = 1.0015; ///< per eighth of a degree: a notch is a fifth
constexpr double kKeyStep = 1.25;
constexpr int kShownMargin = 32; ///< px around what keys lead to

} // namespace

// --- pointer ---------------------------------------------------------------------------------------------

int RetainerGraph::boxAt(QPoint at) const
{
    const QPointF place = mapToScene(at);
    const auto hit = std::find_if(m_boxes.begin(), m_boxes.end(),
                                  [&place](const GraphBoxItem* box) { return box->rect().contains(place); });
    return hit == m_boxes.end() ? -1 : (*hit)->box();
}

int RetainerGraph::arcAt(QPoint at) const
{
    const QPointF place = mapToScene(at);
    for (const GraphLabelItem* label : m_labels) // they lie above lines
        if (label->label().contains(place))
            return label->arc();
    int nearest = -1;
    double distance = 0;
    for (const GraphArcItem* arc : m_arcs) {
        const double away = arc->distanceTo(place, arc->reach());
        if (away > arc->reach() || (nearest >= 0 && away >= distance)) // of those on a shared way the heaviest
            continue;
        nearest = arc->arc();
        distance = away;
    }
    return nearest;
}

std::optional<GraphElement> RetainerGraph::elementAt(QPoint at) const
{
    if (!m_picture)
        return {};
    const int box = boxAt(at);
    if (box >= 0)
        return GraphElement{false, m_picture->data().boxes[std::size_t(box)].key};
    const int arc = arcAt(at);
    return arc >= 0 ? std::optional(GraphElement{true, m_picture->data().arcs[std::size_t(arc)].key}) : std::nullopt;
}

void RetainerGraph::hover(std::optional<GraphElement> element)
{
    if (element == m_hovered)
        return;
    m_hovered = element;
    viewport()->setCursor(element ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void RetainerGraph::pick(GraphElement element, bool add)
{
    if (!add)
        m_selected.clear();
    const auto at = std::find(m_selected.begin(), m_selected.end(), element);
    if (at == m_selected.end())
        m_selected.push_back(element);
    else
        m_selected.erase(at); // a second Shift+click takes it away
    viewport()->update();
    QAccessibleEvent event(this, QAccessible::Selection);
    QAccessible::updateAccessibility(&event);
    emit picked();
}

void RetainerGraph::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    m_pressed = event->pos();
    m_panned = event->pos();
    m_isPanning = event->button() == Qt::MiddleButton;
}

void RetainerGraph::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_pressed) {
        hover(elementAt(event->pos()));
        return;
    }
    if (!m_isPanning && (event->pos() - *m_pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    m_isPanning = true;
    viewport()->setCursor(Qt::ClosedHandCursor);
    const QPoint step = event->pos() - m_panned;
    m_panned = event->pos();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - step.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - step.y());
}

void RetainerGraph::mouseReleaseEvent(QMouseEvent* event)
{
    const auto pressed = std::exchange(m_pressed, {});
    const bool wasPanning = std::exchange(m_isPanning, false);
    viewport()->setCursor(m_hovered ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (!pressed || wasPanning || event->button() != Qt::LeftButton)
        return;
    if (const auto element = elementAt(event->pos()))
        pick(*element, event->modifiers().testFlag(Qt::ShiftModifier));
}

void RetainerGraph::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int box = m_picture ? boxAt(event->pos()) : -1;
    if (box >= 0 && event->button() == Qt::LeftButton)
        emit expandRequested(box);
}

void RetainerGraph::contextMenuEvent(QContextMenuEvent* event)
{
    QPoint at = event->pos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        if (!current())
            return;
        const int item = current()->isArc ? int(m_boxes.size()) + arcOf(current()->key) : boxOf(current()->key);
        at = itemRect(item).center();
    } else if (const auto element = elementAt(at)) {
        if (!isSelected(*element))
            pick(*element, false);
    } else {
        return;
    }
    emit menuRequested(viewport()->mapToGlobal(at));
}

void RetainerGraph::wheelEvent(QWheelEvent* event)
{
    zoomBy(std::pow(kWheelStep, event->angleDelta().y()), event->position().toPoint());
    event->accept();
}

bool RetainerGraph::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        hover({});
    if (event->type() != QEvent::ToolTip)
        return QGraphicsView::viewportEvent(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    const auto element = elementAt(help->pos());
    if (!element) {
        QToolTip::hideText();
        return true;
    }
    const int item = element->isArc ? int(m_boxes.size()) + arcOf(element->key) : boxOf(element->key);
    const auto& shown = m_picture->data();
    const QString tip =
        element->isArc ? shown.arcs[std::size_t(arcOf(element->key))].tip : shown.boxes[std::size_t(item)].tip;
    QToolTip::showText(help->globalPos() + QPoint(scaled(14), scaled(14)),
                       QStringLiteral("<b>%1</b><br>%2").arg(itemName(item).toHtmlEscaped(), tip), this);
    return true;
}

// --- keys ------------------------------------------------------------------------------------------------

std::optional<GraphElement> RetainerGraph::current() const
{
    return m_selected.empty() ? std::nullopt : std::optional(m_selected.back());
}

int RetainerGraph::heaviestArc(int box, bool into) const
{
    const auto& arcs = m_picture->data().arcs;
    int best = -1;
    for (int arc = 0; arc < int(arcs.size()); ++arc) {
        const GraphArc& a = arcs[std::size_t(arc)];
        if ((into ? a.to : a.from) == box && (best < 0 || a.bytes > arcs[std::size_t(best)].bytes))
            best = arc;
    }
    return best;
}

/// From a box over its heaviest reference to the next box, in two steps.
void RetainerGraph::walkAlong(bool toHolder)
{
    const auto& shown = m_picture->data();
    const GraphElement now = *current();
    std::optional<GraphElement> next;
    if (now.isArc) {
        const GraphArc& arc = shown.arcs[std::size_t(arcOf(now.key))];
        next = GraphElement{false, shown.boxes[std::size_t(toHolder ? arc.from : arc.to)].key};
    } else if (const int arc = heaviestArc(boxOf(now.key), toHolder); arc >= 0) {
        next = GraphElement{true, shown.arcs[std::size_t(arc)].key};
    }
    if (!next)
        return;
    pick(*next, false);
    showElement(*next);
}

/// To the next box of the layer, or the next reference between the same two layers.
void RetainerGraph::walkAcross(bool forwards)
{
    const GraphElement now = *current();
    const bool isDown = m_direction == LayoutDirection::TopDown;
    const auto& shown = m_picture->data();
    const auto placeOf = [&](int item) {
        const QPointF at = now.isArc ? middleOf(item) : m_picture->layout().boxes[std::size_t(item)].center();
        return isDown ? at.x() : at.y();
    };
    const auto layerOf = [&](int item) {
        return now.isArc ? shown.boxes[std::size_t(shown.arcs[std::size_t(item)].to)].layer
                         : shown.boxes[std::size_t(item)].layer;
    };
    const int from = now.isArc ? arcOf(now.key) : boxOf(now.key);
    int best = -1;
    for (int item = 0; item < int(now.isArc ? shown.arcs.size() : shown.boxes.size()); ++item) {
        if (item == from || layerOf(item) != layerOf(from) || (placeOf(item) > placeOf(from)) != forwards)
            continue;
        if (best < 0 || std::abs(placeOf(item) - placeOf(from)) < std::abs(placeOf(best) - placeOf(from)))
            best = item;
    }
    if (best < 0)
        return;
    const GraphElement next{now.isArc,
                            now.isArc ? shown.arcs[std::size_t(best)].key : shown.boxes[std::size_t(best)].key};
    pick(next, false);
    showElement(next);
}

QPointF RetainerGraph::middleOf(int arc) const
{
    return ui::middleOf(m_arcs[std::size_t(arc)]->path());
}

/// Among the references into the same box, or the boxes at their other end, heaviest first, round and round.
void RetainerGraph::walkSiblings(bool forwards)
{
    const auto& shown = m_picture->data();
    const GraphElement now = *current();
    const int from = now.isArc ? arcOf(now.key) : heaviestArc(boxOf(now.key), false);
    if (from < 0)
        return;
    std::vector<int> siblings;
    for (int arc = 0; arc < int(shown.arcs.size()); ++arc)
        if (shown.arcs[std::size_t(arc)].to == shown.arcs[std::size_t(from)].to)
            siblings.push_back(arc);
    std::stable_sort(siblings.begin(), siblings.end(),
                     [&](int a, int b) { return shown.arcs[std::size_t(a)].bytes > shown.arcs[std::size_t(b)].bytes; });
    const auto at = std::size_t(std::find(siblings.begin(), siblings.end(), from) - siblings.begin());
    const GraphArc& next =
        shown.arcs[std::size_t(siblings[(at + (forwards ? 1 : siblings.size() - 1)) % siblings.size()])];
    const GraphElement element{now.isArc, now.isArc ? next.key : shown.boxes[std::size_t(next.from)].key};
    pick(element, false);
    showElement(element);
}

void RetainerGraph::showElement(GraphElement element)
{
    if (element.isArc) {
        const QRectF label = m_labels[std::size_t(arcOf(element.key))]->label();
        const QPointF middle = middleOf(arcOf(element.key));
        ensureVisible(label.isNull() ? QRectF(middle, QSizeF(1, 1)) : label, scaled(kShownMargin),
                      scaled(kShownMargin));
    } else {
        ensureVisible(m_picture->layout().boxes[std::size_t(boxOf(element.key))], scaled(kShownMargin),
                      scaled(kShownMargin));
    }
}

/// True when the key walks. Without anything selected it starts at the subject.
bool RetainerGraph::walk(int key)
{
    const bool isDown = m_direction == LayoutDirection::TopDown;
    const bool isAlong =
        isDown ? key == Qt::Key_Up || key == Qt::Key_Down : key == Qt::Key_Left || key == Qt::Key_Right;
    const bool isArrow = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Left || key == Qt::Key_Right;
    const bool isBracket = key == Qt::Key_BracketLeft || key == Qt::Key_BracketRight;
    if (!(isArrow || isBracket) || !m_picture || m_picture->data().boxes.empty())
        return false;
    if (!current()) {
        const auto& boxes = m_picture->data().boxes;
        const auto subject =
            std::find_if(boxes.begin(), boxes.end(), [](const GraphBox& box) { return box.isSubject; });
        pick({false, (subject == boxes.end() ? boxes.front() : *subject).key}, false);
        showElement(*current());
    } else if (isBracket) {
        walkSiblings(key == Qt::Key_BracketRight);
    } else if (isAlong) {
        walkAlong(key == Qt::Key_Up || key == Qt::Key_Left);
    } else {
        walkAcross(key == Qt::Key_Right || key == Qt::Key_Down);
    }
    return true;
}

/// By a quarter of the view; true for an arrow key.
bool RetainerGraph::panBy(int key)
{
    const int across = key == Qt::Key_Left ? -1 : key == Qt::Key_Right ? 1 : 0;
    const int down = key == Qt::Key_Up ? -1 : key == Qt::Key_Down ? 1 : 0;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + across * viewport()->width() / 4);
    verticalScrollBar()->setValue(verticalScrollBar()->value() + down * viewport()->height() / 4);
    return across != 0 || down != 0;
}

void RetainerGraph::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_0:
        fit();
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(kKeyStep);
        return;
    case Qt::Key_Minus:
        zoomBy(1 / kKeyStep);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current() && !current()->isArc)
            emit expandRequested(boxOf(current()->key));
        return;
    case Qt::Key_F3:
        findNext(event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    case Qt::Key_Escape:
        if (!m_cuts.empty()) {
            emit clearCutsRequested();
            return;
        }
        break;
    default:
        if (event->modifiers().testFlag(Qt::ShiftModifier) ? panBy(event->key()) : walk(event->key()))
            return;
    }
    event->ignore(); // not to QGraphicsView, which would scroll
}

void RetainerGraph::focusInEvent(QFocusEvent* event)
{
    QGraphicsView::focusInEvent(event);
    viewport()->update();
}

void RetainerGraph::focusOutEvent(QFocusEvent* event)
{
    QGraphicsView::focusOutEvent(event);
    viewport()->update();
}

} // namespace heapwise::ui
