#include "ui/widgets/graph/graphitems.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <cmath>

namespace heapwise::ui {
namespace {

constexpr double kArcLayer = 0, kLabelLayer = 1, kBoxLayer = 2;
constexpr double kLeastReach = 12; ///< px: width in which a thin line can be hit
constexpr double kScissorsRoom = 14;

double detailOf(const QStyleOptionGraphicsItem* option, const QPainter* painter)
{
    return option->levelOfDetailFromTransform(painter->worldTransform());
}

} // namespace

// --- boxes -----------------------------------------------------------------------------------------------

GraphBoxItem::GraphBoxItem(const GraphItemHost* host, int box)
    : m_host(host)
    , m_box(box)
{
    setZValue(kBoxLayer);
}

void GraphBoxItem::setRect(const QRectF& rect)
{
    if (rect == m_rect)
        return;
    prepareGeometryChange();
    m_rect = rect;
    m_extent = m_host->picture().extentOf(m_box, rect);
}

void GraphBoxItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    m_host->picture().paintBox(*painter, m_box, m_rect, m_host->boxState(m_box), detailOf(option, painter));
}

// --- arcs ------------------------------------------------------------------------------------------------

GraphArcItem::GraphArcItem(const GraphItemHost* host, int arc)
    : m_host(host)
    , m_arc(arc)
{
    setZValue(kArcLayer);
    setFlag(ItemUsesExtendedStyleOption); // for what of it is exposed
}

void GraphArcItem::setPath(const QPainterPath& path, const EdgeRoute& route)
{
    if (path == m_path)
        return;
    m_ownBegin = route.ownBegin;
    m_ownEnd = route.ownEnd;
    prepareGeometryChange();
    m_path = path;
    m_line.clear();
    const double half = m_host->picture().arcWidth(m_arc) / 2;
    m_extent = path.controlPointRect().adjusted(-half, -half, half, half);
}

double GraphArcItem::reach() const
{
    return std::max(m_host->picture().arcWidth(m_arc), kLeastReach) / 2;
}

/// Along the flattened path: a stroked one would take its time for each of hundreds of lines.
double GraphArcItem::distanceTo(QPointF at, double most) const
{
    if (!m_extent.adjusted(-most, -most, most, most).contains(at))
        return most + 1;
    if (m_line.isEmpty())
        m_line = m_path.toSubpathPolygons().value(0);
    double nearest = most + 1;
    for (qsizetype i = 1; i < m_line.size(); ++i) {
        const QPointF a = m_line[i - 1], along = m_line[i] - a;
        const double length = QPointF::dotProduct(along, along);
        const double part = length > 0 ? std::clamp(QPointF::dotProduct(at - a, along) / length, 0.0, 1.0) : 0;
        const QPointF away = at - a - along * part;
        nearest = std::min(nearest, std::hypot(away.x(), away.y()));
    }
    return nearest;
}

void GraphArcItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    const GraphItemState state = m_host->arcState(m_arc);
    const bool isWhole = state.isLit();
    const double half = m_host->picture().arcWidth(m_arc) / 2 + 1;
    const QPainterPath seen = partOf(m_path, isWhole ? 0 : m_ownBegin, isWhole ? m_path.elementCount() : m_ownEnd,
                                     option->exposedRect.adjusted(-half, -half, half, half));
    m_host->picture().paintArc(*painter, m_arc, seen, state, detailOf(option, painter));
}

// --- labels ----------------------------------------------------------------------------------------------

GraphLabelItem::GraphLabelItem(const GraphItemHost* host, int arc)
    : m_host(host)
    , m_arc(arc)
{
    setZValue(kLabelLayer);
}

void GraphLabelItem::setPlace(const QRectF& label, QPointF middle)
{
    prepareGeometryChange();
    m_label = label;
    m_middle = middle;
    const QRectF scissors(middle - QPointF(kScissorsRoom, kScissorsRoom), QSizeF(2 * kScissorsRoom, 2 * kScissorsRoom));
    m_extent = label.isNull() ? scissors : label.adjusted(-kScissorsRoom, -2, 2, 2);
}

void GraphLabelItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    m_host->picture().paintLabel(*painter, m_arc, m_label, m_middle, m_host->arcState(m_arc),
                                 detailOf(option, painter));
}

} // namespace heapwise::ui
