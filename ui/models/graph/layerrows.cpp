// Layers that are too wide to be read take several rows.
#include "ui/models/graph/layeredlayout.h"

#include <algorithm>
#include <map>

namespace heapwise::ui {
namespace {

/// Boxes by layer, those with the heaviest edges first.
std::map<int, std::vector<int>> byLayer(const LayoutInput& input)
{
    std::vector<double> weights(input.boxes.size());
    for (const LayoutEdge& edge : input.edges)
        for (const int end : {edge.from, edge.to})
            weights[std::size_t(end)] = std::max(weights[std::size_t(end)], edge.weight);
    std::map<int, std::vector<int>> layers;
    for (int box = 0; box < int(input.boxes.size()); ++box)
        layers[input.boxes[std::size_t(box)].layer].push_back(box);
    for (auto& [layer, boxes] : layers)
        std::stable_sort(boxes.begin(), boxes.end(),
                         [&](int a, int b) { return weights[std::size_t(a)] > weights[std::size_t(b)]; });
    return layers;
}

std::vector<int> wrapAfresh(const LayoutInput& input)
{
    std::vector<int> rows(input.boxes.size());
    const auto layers = byLayer(input);
    int added = 0;
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
        const int count = int(layer->second.size());
        for (int i = 0; i < count; ++i)
            rows[std::size_t(layer->second[std::size_t(i)])] = layer->first - added - i / input.mostInRow;
        added += (count - 1) / input.mostInRow;
    }
    return rows;
}

/// Fills the rows that a layer has, then adds some, by which all that lies above is pushed up.
class RowFilling {
public:
    explicit RowFilling(const LayoutInput& input)
        : m_input(input)
        , m_rows(input.boxes.size())
    {}

    std::vector<int> run()
    {
        const auto layers = byLayer(m_input);
        int below = layers.empty() ? 0 : layers.rbegin()->first;
        m_top = below + 1;
        for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
            addLayer(layer->second, m_top - std::max(1, below - layer->first));
            below = layer->first;
        }
        return std::move(m_rows);
    }

private:
    bool isKept(int box) const { return m_input.boxes[std::size_t(box)].keptRow.has_value(); }

    void addLayer(const std::vector<int>& boxes, int otherwise)
    {
        std::map<int, int> taken; // boxes by row before it is pushed
        for (const int box : boxes)
            if (isKept(box))
                ++taken[*m_input.boxes[std::size_t(box)].keptRow];
        if (taken.empty())
            taken[otherwise + m_push] = 0;
        const int last = taken.rbegin()->first;
        m_push = std::max(m_push, last - m_top + 1); // never in the rows of the layer below
        int row = last;
        for (const int box : boxes) {
            if (isKept(box)) {
                m_rows[std::size_t(box)] = *m_input.boxes[std::size_t(box)].keptRow - m_push;
                continue;
            }
            while (taken[row] >= m_input.mostInRow)
                --row;
            ++taken[row];
            m_rows[std::size_t(box)] = row - m_push;
        }
        m_top = taken.begin()->first - m_push;
    }

    const LayoutInput& m_input;
    std::vector<int> m_rows;
    int m_push = 0; ///< rows by which what is kept lies higher
    int m_top = 0;  ///< the first row of the layer below
};

} // namespace

std::vector<int> wrapLayers(const LayoutInput& input)
{
    const bool keepsAny =
        std::any_of(input.boxes.begin(), input.boxes.end(), [](const LayoutBox& box) { return box.keptRow; });
    return keepsAny ? RowFilling(input).run() : wrapAfresh(input);
}

} // namespace heapwise::ui
