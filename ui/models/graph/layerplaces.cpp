#include "ui/models/graph/layers.h"

#include <algorithm>
#include <cmath>

namespace heapwise::ui {
namespace {

constexpr int kLayerPlacesSweeps = 16;
constexpr double kInertia = 0.01; ///< weight of staying, against what links pull with

struct Pull {
    double place;
    double weight;
};

void add(Pull& pull, const std::vector<Layers::Link>& links, const std::vector<double>& places)
{
    for (const auto& link : links) {
        const double weight = pull.weight + link.weight;
        pull.place += (places[std::size_t(link.node)] - pull.place) * link.weight / weight;
        pull.weight = weight;
    }
}

enum class Side { Above, Below, Both };

/// Where the links of a node pull it.
Pull pullOf(const Layers::Node& node, double place, const std::vector<double>& places, Side side)
{
    Pull pull{place, kInertia};
    if (side != Side::Below)
        add(pull, node.above, places);
    if (side != Side::Above)
        add(pull, node.below, places);
    return pull;
}

/// The places nearest to what is pulled for (weighted squares) that keep order and distances: isotonic regression
/// by pooling adjacent violators, after taking the distances out.
void settle(const Layers& layers, const std::vector<int>& row, const std::vector<Pull>& pulls,
            std::vector<double>& places)
{
    struct Pool {
        double sum, weight; ///< of pulls; their mean is the place
        std::size_t count;
        double mean() const { return sum / weight; }
    };
    std::vector<Pool> pools;
    std::vector<double> offsets(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
        offsets[i] = i == 0 ? 0 : offsets[i - 1] + layers.distance(row[i - 1], row[i]);
        pools.push_back({(pulls[i].place - offsets[i]) * pulls[i].weight, pulls[i].weight, 1});
        while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
            const Pool last = pools.back();
            pools.pop_back();
            pools.back().sum += last.sum;
            pools.back().weight += last.weight;
            pools.back().count += last.count;
        }
    }
    std::size_t i = 0;
    for (const Pool& pool : pools)
        for (std::size_t k = 0; k < pool.count; ++k, ++i)
            places[std::size_t(row[i])] = pool.mean() + offsets[i];
}

/// Moves a row to where its links pull it.
void pullRow(Layers& layers, std::vector<int>& row, std::vector<double>& places, Side side, bool mayReorder)
{
    std::vector<std::pair<Pull, int>> wanted;
    for (const int node : row)
        wanted.emplace_back(pullOf(layers.nodes[std::size_t(node)], places[std::size_t(node)], places, side), node);
    if (mayReorder)
        std::stable_sort(wanted.begin(), wanted.end(),
                         [](const auto& a, const auto& b) { return a.first.place < b.first.place; });
    std::vector<Pull> pulls;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        pulls.push_back(wanted[i].first);
        row[i] = wanted[i].second;
    }
    settle(layers, row, pulls, places);
}

// --- rows with kept nodes ---------------------------------------------------------------------------------

/// The free place nearest to `place` for `node` in a row that is sorted by place.
double freePlace(const Layers& layers, const std::vector<int>& row, const std::vector<double>& places, int node,
                 double place)
{
    const auto gap = [&](std::size_t i) { // places that lie between row[i - 1] and row[i]
        const double low = i == 0 ? -1e12 : places[std::size_t(row[i - 1])] + layers.distance(row[i - 1], node);
        const double high = i == row.size() ? 1e12 : places[std::size_t(row[i])] - layers.distance(node, row[i]);
        return std::pair(low, high);
    };
    double best = 0, nearest = 1e12;
    for (std::size_t i = 0; i <= row.size(); ++i) {
        const auto [low, high] = gap(i);
        if (low > high)
            continue;
        const double candidate = std::clamp(place, low, high);
        if (std::abs(candidate - place) < nearest) {
            nearest = std::abs(candidate - place);
            best = candidate;
        }
    }
    return best;
}

/// Puts those that are not kept into the gaps between those that are, each near to where its links pull it.
void fillGaps(Layers& layers, std::vector<int>& row, std::vector<double>& places, Side side)
{
    std::vector<int> placed;
    std::vector<std::pair<Pull, int>> waiting;
    for (const int node : row) {
        const Layers::Node& n = layers.nodes[std::size_t(node)];
        if (n.kept)
            placed.push_back(node);
        else
            waiting.emplace_back(pullOf(n, places[std::size_t(node)], places, side), node);
    }
    const auto isBefore = [&](int a, int b) { return places[std::size_t(a)] < places[std::size_t(b)]; };
    std::stable_sort(placed.begin(), placed.end(), isBefore);
    // The heaviest come nearest.
    std::stable_sort(waiting.begin(), waiting.end(),
                     [](const auto& a, const auto& b) { return a.first.weight > b.first.weight; });
    for (const auto& [pull, node] : waiting) {
        places[std::size_t(node)] = freePlace(layers, placed, places, node, pull.place);
        placed.insert(std::upper_bound(placed.begin(), placed.end(), node, isBefore), node);
    }
    row = std::move(placed);
}

bool hasKept(const Layers& layers, const std::vector<int>& row)
{
    return std::any_of(row.begin(), row.end(), [&](int n) { return layers.nodes[std::size_t(n)].kept.has_value(); });
}

/// One after the other, as near as they may be, around 0.
std::vector<double> startPlaces(const Layers& layers)
{
    std::vector<double> places(layers.nodes.size());
    for (const auto& row : layers.rows) {
        double end = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            end += i == 0 ? 0 : layers.distance(row[i - 1], row[i]);
            places[std::size_t(row[i])] = end;
        }
        for (const int node : row)
            places[std::size_t(node)] -= end / 2;
    }
    for (std::size_t node = 0; node < places.size(); ++node)
        places[node] = layers.nodes[node].kept.value_or(places[node]);
    return places;
}

} // namespace

std::vector<double> placeLayers(Layers& layers, const Progress& progress)
{
    std::vector<double> places = startPlaces(layers);
    const std::size_t count = layers.rows.size();
    std::vector<bool> isMixed(count);
    bool keepsAny = false;
    for (std::size_t row = 0; row < count; ++row) {
        isMixed[row] = hasKept(layers, layers.rows[row]);
        keepsAny = keepsAny || isMixed[row];
    }
    for (int sweep = 0; sweep <= kLayerPlacesSweeps && !progress.stopRequested(); ++sweep) {
        const bool down = sweep % 2 == 0;
        const Side side = sweep + 2 > kLayerPlacesSweeps ? Side::Both : down ? Side::Above : Side::Below;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t row = down ? i : count - 1 - i;
            if (isMixed[row])
                fillGaps(layers, layers.rows[row], places, side);
            else
                pullRow(layers, layers.rows[row], places, side, keepsAny);
        }
    }
    for (std::size_t node = 0; node < places.size(); ++node)
        if (!layers.nodes[node].kept)
            places[node] = std::round(places[node]);
    return places;
}

} // namespace heapwise::ui
