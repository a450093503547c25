#pragma once

#include "ui/models/graph/layeredlayout.h"

#include <map>
#include <tuple>

namespace heapwise::ui {

/// The graph between the steps of the layout: boxes, and the points at which long edges pass a layer.
struct Layers {
    struct Link {
        int node;
        double weight;
    };
    struct Node {
        int layer = 0;
        double before = 0; ///< extent across from its place, either side
        double after = 0;
        bool isBox = true;
        std::optional<double> kept;
        std::vector<Link> above, below; ///< in the layers next to its own
    };

    /// Where an edge passes layers.
    struct EdgePoints {
        std::vector<int> points; ///< from the upper end to the lower one
        std::size_t shared = 0;  ///< how many of these an earlier edge has: the first ones of a fan, else the last ones
        bool isFan = false;
    };

    /// Boxes have the numbers they have in the input; points of edges follow.
    explicit Layers(const LayoutInput& input);

    /// Room between the places of two neighbours in a layer.
    double distance(int left, int right) const;

    std::vector<Node> nodes;
    std::vector<std::vector<int>> rows; ///< nodes by layer, the first layer first, in order
    std::vector<EdgePoints> ways;       ///< by edge
    int firstLayer = 0;
    double boxGap = 0;

private:
    void addBoxes(const LayoutInput& input);
    void countLongEdges(const LayoutInput& input);
    void addEdge(const LayoutInput& input, int edge);
    int addPoint(int layer);
    void link(int upper, int lower, double weight);

    using SharedKey = std::tuple<bool, int, int>; ///< whether it leads out of the box or into it, box, layer
    std::map<SharedKey, int> m_shared;            ///< points that several edges have
    std::vector<int> m_longOut, m_longIn;         ///< by box: edges that pass layers
};

/// Step 2: orders each row so that few edges cross. Starts from the order in which a search from the first row
/// meets the nodes, so heavier edges, listed first, come first.
void orderLayers(Layers& layers, const Progress& progress);
/// Crossings of the links between neighbouring rows. O(links log nodes).
std::uint64_t countCrossings(const Layers& layers);

/// Step 3: the place across of every node. Orders rows by place where nodes are kept.
std::vector<double> placeLayers(Layers& layers, const Progress& progress);

/// Step 4.
LayoutResult drawLayers(const LayoutInput& input, const Layers& layers, const std::vector<double>& places);

} // namespace heapwise::ui
