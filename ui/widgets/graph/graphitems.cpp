#include "ui/widgets/graph/graphitems.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

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

QPainterPath GraphBoxItem::shape() const
{
    QPainterPath path;
    path.addRect(m_rect);
    return path;
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
}

void GraphArcItem::setPath(const QPainterPath& path)
{
    if (path == m_path)
        return;
    prepareGeometryChange();
    m_path = path;
    m_shape.clear();
    const double reach = width() / 2;
    m_extent = path.controlPointRect().adjusted(-reach, -reach, reach, reach);
}

/// In which it can be hit.
double GraphArcItem::width() const
{
    return std::max(m_host->picture().arcWidth(m_arc), kLeastReach);
}

QPainterPath GraphArcItem::shape() const
{
    if (m_shape.isEmpty()) {
        QPainterPathStroker stroker;
        stroker.setWidth(width());
        m_shape = stroker.createStroke(m_path);
    }
    return m_shape;
}

void GraphArcItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    m_host->picture().paintArc(*painter, m_arc, m_path, m_host->arcState(m_arc));
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

QPainterPath GraphLabelItem::shape() const
{
    QPainterPath path;
    path.addRect(m_label);
    return path;
}

void GraphLabelItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    m_host->picture().paintLabel(*painter, m_arc, m_label, m_middle, m_host->arcState(m_arc),
                                 detailOf(option, painter));
}

} // namespace heapwise::ui
