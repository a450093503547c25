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
    : ways(input.edges.size())
    , boxGap(input.boxGap)
{
    addBoxes(input);
    countLongEdges(input);
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

/// By how many others its ends have, a shared way is that out of the upper box or that into the lower one.
void Layers::countLongEdges(const LayoutInput& input)
{
    m_longOut.resize(nodes.size());
    m_longIn.resize(nodes.size());
    for (const LayoutEdge& edge : input.edges) {
        const bool isLong = nodes[std::size_t(edge.from)].layer + 1 < nodes[std::size_t(edge.to)].layer;
        m_longOut[std::size_t(edge.from)] += isLong;
        m_longIn[std::size_t(edge.to)] += isLong;
    }
}

void Layers::addEdge(const LayoutInput& input, int edge)
{
    const LayoutEdge& given = input.edges[std::size_t(edge)];
    const int from = given.from, to = given.to;
    const int begin = nodes[std::size_t(from)].layer, end = nodes[std::size_t(to)].layer;
    if (begin >= end)
        return; // drawn at the side
    const bool isFan = input.sharesWays && m_longOut[std::size_t(from)] > m_longIn[std::size_t(to)];
    EdgePoints& way = ways[std::size_t(edge)];
    int upper = from;
    for (int layer = begin + 1; layer < end; ++layer) {
        const SharedKey key{isFan, isFan ? from : to, layer};
        const auto known = input.sharesWays ? m_shared.find(key) : m_shared.end();
        const bool isShared = known != m_shared.end();
        const int point = isShared ? known->second : addPoint(layer);
        if (input.sharesWays && !isShared)
            m_shared[key] = point;
        link(upper, point, given.weight * (layer > begin + 1 ? kPointStraightness : 1));
        way.points.push_back(point);
        way.shared += isShared;
        upper = point;
    }
    way.isFan = isFan;
    link(upper, to, given.weight);
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

/// What several edges share is as straight as all of them together.
void Layers::link(int upper, int lower, double weight)
{
    const auto known = [](std::vector<Link>& links, int node) {
        return std::find_if(links.begin(), links.end(), [node](const Link& link) { return link.node == node; });
    };
    auto& below = nodes[std::size_t(upper)].below;
    auto& above = nodes[std::size_t(lower)].above;
    if (const auto at = known(below, lower); at != below.end()) {
        at->weight += weight;
        known(above, upper)->weight += weight;
        return;
    }
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
    if (input.mostInRow > 0) {
        LayoutInput rows = input;
        const std::vector<int> wrapped = wrapLayers(input);
        for (std::size_t box = 0; box < rows.boxes.size(); ++box)
            rows.boxes[box].layer = wrapped[box];
        rows.mostInRow = 0;
        rows.sharesWays = true;
        return layOut(rows, progress);
    }
    Layers layers(input);
    const bool isFresh =
        std::none_of(input.boxes.begin(), input.boxes.end(), [](const LayoutBox& box) { return box.kept; });
    if (isFresh)
        orderLayers(layers, progress);
    return drawLayers(input, layers, placeLayers(layers, progress));
}

} // namespace heapwise::ui
