#include "ui/models/graph/layers.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace heapwise::ui {
namespace {

constexpr double kPortShare = 0.2; ///< how far an edge leaves the middle of a box towards where it goes
constexpr double kPortInset = 16;  ///< that stays free at the corners
constexpr double kSideReach = 48;  ///< of edges drawn at the side
constexpr double kLabelGap = 3;
constexpr double kLabelPlaces[] = {0.5, 0.36, 0.64, 0.24, 0.76}; ///< along one piece of an edge

/// Draws in (across, along) and turns it for the direction.
class Drawing {
public:
    Drawing(const LayoutInput& input, const Layers& layers, const std::vector<double>& places)
        : m_input(input)
        , m_layers(layers)
        , m_places(places)
    {}

    LayoutResult run();

private:
    bool isTopDown() const { return m_input.direction == LayoutDirection::TopDown; }
    QPointF turned(double across, double along) const
    {
        return isTopDown() ? QPointF(across, along) : QPointF(along, across);
    }
    double along(int node) const
    {
        return (m_layers.nodes[std::size_t(node)].layer + m_layers.firstLayer) * m_input.pitch;
    }
    double length(int box) const
    {
        const QSizeF size = m_input.boxes[std::size_t(box)].size;
        return isTopDown() ? size.height() : size.width();
    }
    QRectF boxRect(int box) const;
    double portOf(int box, int neighbour) const;
    std::vector<QPointF> stops(int edge) const;
    void drawEdge(int edge);
    void drawAtSide(int edge);
    void placeLabels();
    bool placeLabel(int edge);
    bool isFree(const QRectF& label) const;

    const LayoutInput& m_input;
    const Layers& m_layers;
    const std::vector<double>& m_places;
    LayoutResult m_result;
    std::vector<QRectF> m_labels; ///< placed so far
};

QRectF Drawing::boxRect(int box) const
{
    const QSizeF size = m_input.boxes[std::size_t(box)].size;
    const QPointF centre = turned(m_places[std::size_t(box)], along(box));
    return {centre - QPointF(size.width() / 2, size.height() / 2), size};
}

/// Where across an edge between a box and a node next to it touches the box. Grows with the node's place, so that
/// edges of one box do not cross at its border.
double Drawing::portOf(int box, int neighbour) const
{
    const double place = m_places[std::size_t(box)];
    const double reach = std::max(0.0, m_layers.nodes[std::size_t(box)].after - kPortInset);
    return place + std::clamp((m_places[std::size_t(neighbour)] - place) * kPortShare, -reach, reach);
}

/// The points an edge goes through, in (across, along): from border to border, straight through layers it passes.
std::vector<QPointF> Drawing::stops(int edge) const
{
    const LayoutEdge& ends = m_input.edges[std::size_t(edge)];
    const auto& points = m_layers.ways[std::size_t(edge)].points;
    const int second = points.empty() ? ends.to : points.front();
    const int beforeLast = points.empty() ? ends.from : points.back();
    std::vector<QPointF> stops{{portOf(ends.from, second), along(ends.from) + length(ends.from) / 2}};
    for (const int point : points) {
        const double half = std::min(length(ends.from), length(ends.to)) / 2;
        stops.emplace_back(m_places[std::size_t(point)], along(point) - half);
        stops.emplace_back(m_places[std::size_t(point)], along(point) + half);
    }
    stops.emplace_back(portOf(ends.to, beforeLast), along(ends.to) - length(ends.to) / 2);
    return stops;
}

void Drawing::drawEdge(int edge)
{
    const LayoutEdge& ends = m_input.edges[std::size_t(edge)];
    if (m_layers.nodes[std::size_t(ends.from)].layer >= m_layers.nodes[std::size_t(ends.to)].layer) {
        drawAtSide(edge);
        return;
    }
    const std::vector<QPointF> way = stops(edge);
    QPainterPath& path = m_result.routes[std::size_t(edge)].path;
    path.moveTo(turned(way[0].x(), way[0].y()));
    for (std::size_t i = 1; i < way.size(); ++i) {
        const QPointF a = way[i - 1], b = way[i];
        const double middle = (a.y() + b.y()) / 2;
        path.cubicTo(turned(a.x(), middle), turned(b.x(), middle), turned(b.x(), b.y()));
    }
    const Layers::EdgePoints& points = m_layers.ways[std::size_t(edge)];
    EdgeRoute& route = m_result.routes[std::size_t(edge)];
    const int shared = int(points.shared), own = int(points.points.size()) - shared; // two curves for each point
    route.ownBegin = points.isFan ? 3 * 2 * shared : 0;
    route.ownEnd = points.isFan || shared == 0 ? path.elementCount() : 1 + 3 * (1 + 2 * own);
}

/// An edge back up, or within a layer: out of the far side of its source, into the far side of its target.
void Drawing::drawAtSide(int edge)
{
    const LayoutEdge& ends = m_input.edges[std::size_t(edge)];
    const auto side = [&](int box) { return m_places[std::size_t(box)] + m_layers.nodes[std::size_t(box)].after; };
    const double shift = ends.from == ends.to ? length(ends.from) / 4 : 0;
    const double far = std::max(side(ends.from), side(ends.to)) + kSideReach;
    const double start = along(ends.from) + shift, end = along(ends.to) - shift;
    QPainterPath& path = m_result.routes[std::size_t(edge)].path;
    path.moveTo(turned(side(ends.from), start));
    path.cubicTo(turned(far, start), turned(far, end), turned(side(ends.to), end));
    m_result.routes[std::size_t(edge)].ownEnd = path.elementCount();
}

// --- labels ----------------------------------------------------------------------------------------------

bool Drawing::isFree(const QRectF& label) const
{
    const auto isHit = [&label](const QRectF& other) { return other.intersects(label); };
    return std::none_of(m_labels.begin(), m_labels.end(), isHit) &&
           std::none_of(m_result.boxes.begin(), m_result.boxes.end(), isHit);
}

/// Tries the pieces between layers from the middle of the edge outwards.
bool Drawing::placeLabel(int edge)
{
    const LayoutEdge& given = m_input.edges[std::size_t(edge)];
    EdgeRoute& route = m_result.routes[std::size_t(edge)];
    const int begin = route.ownBegin / 3, end = (route.ownEnd - 1) / 3; // on a shared way it would belong to all
    std::vector<int> order;
    for (int piece = begin; piece < end; piece += 2) // the odd ones pass layers
        order.push_back(piece);
    const double middle = (begin + end - 1) / 2.0;
    std::stable_sort(order.begin(), order.end(),
                     [middle](int a, int b) { return std::abs(a - middle) < std::abs(b - middle); });
    for (const int piece : order) {
        const auto at = [&](int i) { return QPointF(route.path.elementAt(3 * piece + i)); };
        for (const double t : kLabelPlaces) {
            const double s = 1 - t;
            const QPointF centre =
                s * s * s * at(0) + 3 * s * s * t * at(1) + 3 * s * t * t * at(2) + t * t * t * at(3);
            const QRectF place(centre - QPointF(given.label.width() / 2, given.label.height() / 2), given.label);
            if (!isFree(place.adjusted(-kLabelGap, -kLabelGap, kLabelGap, kLabelGap)))
                continue;
            route.label = place;
            return true;
        }
    }
    return false;
}

void Drawing::placeLabels()
{
    std::vector<int> order(m_input.edges.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [this](int a, int b) {
        return m_input.edges[std::size_t(a)].weight > m_input.edges[std::size_t(b)].weight;
    });
    for (const int edge : order)
        if (!m_input.edges[std::size_t(edge)].label.isEmpty() && placeLabel(edge))
            m_labels.push_back(m_result.routes[std::size_t(edge)].label);
}

LayoutResult Drawing::run()
{
    m_result.routes.resize(m_input.edges.size());
    for (int box = 0; box < int(m_input.boxes.size()); ++box) {
        m_result.boxes.push_back(boxRect(box));
        m_result.bounds |= m_result.boxes.back();
        const double room = m_input.boxes[std::size_t(box)].roomBefore;
        m_result.bounds |= m_result.boxes.back().adjusted(isTopDown() ? -room : 0, isTopDown() ? 0 : -room, 0, 0);
    }
    for (int edge = 0; edge < int(m_input.edges.size()); ++edge)
        drawEdge(edge);
    placeLabels();
    for (const EdgeRoute& route : m_result.routes)
        m_result.bounds |= route.path.boundingRect() | route.label;
    return std::move(m_result);
}

} // namespace

LayoutResult drawLayers(const LayoutInput& input, const Layers& layers, const std::vector<double>& places)
{
    return Drawing(input, layers, places).run();
}

} // namespace heapwise::ui
