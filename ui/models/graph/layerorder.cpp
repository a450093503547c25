#include "ui/models/graph/layers.h"

#include <algorithm>
#include <numeric>

namespace heapwise::ui {
namespace {

constexpr int kLayerOrderSweeps = 24;
constexpr int kPatience = 6; ///< sweeps without any gain after which it stays as it is

using Rows = std::vector<std::vector<int>>;

/// Positions of all nodes in their rows.
std::vector<int> positions(const Layers& layers)
{
    std::vector<int> at(layers.nodes.size());
    for (const auto& row : layers.rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            at[std::size_t(row[i])] = int(i);
    return at;
}

/// Rows in the order in which a depth-first search meets their nodes.
Rows firstOrder(const Layers& layers)
{
    Rows rows(layers.rows.size());
    std::vector<bool> seen(layers.nodes.size());
    std::vector<int> stack;
    for (const auto& row : layers.rows) {
        for (const int start : row) {
            stack.assign(1, start);
            while (!stack.empty()) {
                const int node = stack.back();
                stack.pop_back();
                if (seen[std::size_t(node)])
                    continue;
                seen[std::size_t(node)] = true;
                rows[std::size_t(layers.nodes[std::size_t(node)].layer)].push_back(node);
                const auto& below = layers.nodes[std::size_t(node)].below;
                for (auto link = below.rbegin(); link != below.rend(); ++link)
                    stack.push_back(link->node);
            }
        }
    }
    return rows;
}

/// Where a node wants to be in its row: the median or the barycentre of its neighbours' positions.
double wanted(const std::vector<Layers::Link>& links, const std::vector<int>& at, bool byMedian, double otherwise)
{
    if (links.empty())
        return otherwise;
    std::vector<int> places;
    for (const auto& link : links)
        places.push_back(at[std::size_t(link.node)]);
    if (!byMedian)
        return std::accumulate(places.begin(), places.end(), 0.0) / double(places.size());
    std::sort(places.begin(), places.end());
    const std::size_t middle = places.size() / 2;
    return places.size() % 2 ? places[middle] : (places[middle - 1] + places[middle]) / 2.0;
}

void orderRow(Layers& layers, std::vector<int>& at, std::size_t row, bool fromAbove, bool byMedian)
{
    std::vector<std::pair<double, int>> order;
    for (const int node : layers.rows[row]) {
        const Layers::Node& n = layers.nodes[std::size_t(node)];
        order.emplace_back(wanted(fromAbove ? n.above : n.below, at, byMedian, at[std::size_t(node)]), node);
    }
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < order.size(); ++i) {
        layers.rows[row][i] = order[i].second;
        at[std::size_t(order[i].second)] = int(i);
    }
}

void sweep(Layers& layers, bool down, bool byMedian)
{
    std::vector<int> at = positions(layers);
    const std::size_t count = layers.rows.size();
    for (std::size_t i = 1; i < count; ++i)
        orderRow(layers, at, down ? i : count - 1 - i, down, byMedian);
}

/// Inversions among `values`, each below `limit`, by a Fenwick tree.
std::uint64_t inversions(const std::vector<int>& values, std::size_t limit)
{
    std::vector<std::uint32_t> tree(limit + 1);
    std::uint64_t count = 0, seen = 0;
    for (const int value : values) {
        std::uint64_t notAbove = 0;
        for (std::size_t i = std::size_t(value) + 1; i > 0; i -= i & (~i + 1))
            notAbove += tree[i];
        count += seen++ - notAbove;
        for (std::size_t i = std::size_t(value) + 1; i <= limit; i += i & (~i + 1))
            ++tree[i];
    }
    return count;
}

} // namespace

std::uint64_t countCrossings(const Layers& layers)
{
    const std::vector<int> at = positions(layers);
    std::uint64_t count = 0;
    std::vector<int> ends;
    for (std::size_t row = 0; row + 1 < layers.rows.size(); ++row) {
        ends.clear();
        for (const int node : layers.rows[row]) {
            const std::size_t begin = ends.size();
            for (const auto& link : layers.nodes[std::size_t(node)].below)
                ends.push_back(at[std::size_t(link.node)]);
            std::sort(ends.begin() + std::ptrdiff_t(begin), ends.end());
        }
        count += inversions(ends, layers.rows[row + 1].size());
    }
    return count;
}

void orderLayers(Layers& layers, const Progress& progress)
{
    layers.rows = firstOrder(layers);
    Rows best = layers.rows;
    std::uint64_t fewest = countCrossings(layers);
    int idle = 0;
    for (int i = 0; i < kLayerOrderSweeps && fewest > 0 && idle < kPatience && !progress.stopRequested(); ++i) {
        sweep(layers, i % 2 == 0, i % 4 >= 2);
        const std::uint64_t crossings = countCrossings(layers);
        ++idle;
        if (crossings >= fewest)
            continue;
        idle = 0;
        fewest = crossings;
        best = layers.rows;
    }
    layers.rows = std::move(best);
}

} // namespace heapwise::ui
