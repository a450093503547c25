#include "ui/models/graph/layeredlayout.h"

#include "ui/models/graph/layers.h"

#include <algorithm>
#include <cmath>

namespace heapwise::ui {
namespace {

constexpr double kPointExtent = 6;       ///< half the room of an edge that passes a layer
constexpr double kPointStraightness = 4; ///< long edges bend less between their points than at their ends

} // namespace

Layers::Layers(const LayoutInput& input)
    : points(input.edges.size())
    , boxGap(input.boxGap)
{
    addBoxes(input);
    for (int edge = 0; edge < int(input.edges.size()); ++edge)
        addEdge(input, edge);
}

void Layers::addBoxes(const LayoutInput& input)
{
    if (input.boxes.empty())
        return;
    const auto byLayer = [](const LayoutBox& a, const LayoutBox& b) { return a.layer < b.layer; };
    const auto [first, last] = std::minmax_element(input.boxes.begin(), input.boxes.end(), byLayer);
    firstLayer = first->layer;
    rows.resize(std::size_t(last->layer - first->layer) + 1);
    for (const LayoutBox& box : input.boxes) {
        const double extent = (input.direction == LayoutDirection::TopDown ? box.size.width() : box.size.height()) / 2;
        Node node;
        node.layer = box.layer - firstLayer;
        node.before = extent + box.roomBefore;
        node.after = extent;
        node.kept = box.kept;
        rows[std::size_t(node.layer)].push_back(int(nodes.size()));
        nodes.push_back(std::move(node));
    }
}

void Layers::addEdge(const LayoutInput& input, int edge)
{
    const LayoutEdge& given = input.edges[std::size_t(edge)];
    int upper = given.from, lower = given.to;
    if (nodes[std::size_t(upper)].layer >= nodes[std::size_t(lower)].layer)
        return; // drawn at the side
    const int begin = nodes[std::size_t(upper)].layer, end = nodes[std::size_t(lower)].layer;
    for (int layer = begin + 1; layer < end; ++layer) {
        const int point = addPoint(layer);
        points[std::size_t(edge)].push_back(point);
        link(upper, point, given.weight * (layer > begin + 1 ? kPointStraightness : 1));
        upper = point;
    }
    link(upper, lower, given.weight);
}

int Layers::addPoint(int layer)
{
    Node node;
    node.layer = layer;
    node.before = node.after = kPointExtent;
    node.isBox = false;
    rows[std::size_t(layer)].push_back(int(nodes.size()));
    nodes.push_back(std::move(node));
    return int(nodes.size()) - 1;
}

void Layers::link(int upper, int lower, double weight)
{
    nodes[std::size_t(upper)].below.push_back({lower, weight});
    nodes[std::size_t(lower)].above.push_back({upper, weight});
}

double Layers::distance(int left, int right) const
{
    const Node& a = nodes[std::size_t(left)];
    const Node& b = nodes[std::size_t(right)];
    return a.after + b.before + (a.isBox || b.isBox ? boxGap : 0);
}

LayoutResult layOut(const LayoutInput& input, const Progress& progress)
{
    Layers layers(input);
    const bool isFresh =
        std::none_of(input.boxes.begin(), input.boxes.end(), [](const LayoutBox& box) { return box.kept; });
    if (isFresh)
        orderLayers(layers, progress);
    return drawLayers(input, layers, placeLayers(layers, progress));
}

} // namespace heapwise::ui
