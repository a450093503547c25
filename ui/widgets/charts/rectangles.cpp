// Charts of rectangles: the icicle has one row per level, the treemap puts children into their parent's tile
// (squarified: Bruls, Huizing and van Wijk, "Squarified treemaps", 2000).
#include "ui/widgets/charts/chartlayout.h"

#include "ui/format.h"
#include "ui/theme/tokens.h"

#include <QPainter>

#include <algorithm>

namespace heapwise::ui {

namespace {

constexpr double kSmallest = 3;       ///< px: below it an item is not drawn
constexpr double kRectanglesRow = 22; ///< height of a level of the icicle, where there is room
constexpr double kLowestRow = 10;
constexpr double kHead = 16; ///< a tile's name, above its children
constexpr double kInset = 2;
constexpr int kTreemapLevels = 3; ///< ChartNode::level; deeper ones are as good as unreadable
constexpr double kFill = 0.26, kBorder = 0.60, kLitFill = 0.46;

class Rectangles final : public ChartLayout {
public:
    Rectangles(ChartShape shape, std::shared_ptr<const ChartData> data, QSizeF size, const ChartColors& colors)
        : ChartLayout(std::move(data), size, colors)
        , m_rects(m_data->size())
        , m_shape(shape)
    {
        if (m_data->empty())
            return;
        if (shape == ChartShape::Icicle)
            layOutRows();
        else
            layOutTiles();
    }

    int itemAt(QPointF at) const override
    {
        for (int item = int(m_rects.size()) - 1; item >= 0; --item) // children lie over their parents
            if (isVisible(item) && m_rects[std::size_t(item)].contains(at))
                return item;
        return -1;
    }
    bool isVisible(int item) const override
    {
        const QRectF& rect = m_rects[std::size_t(item)];
        const double least = m_shape == ChartShape::Icicle ? 1 : kSmallest;
        return rect.width() >= least && rect.height() >= least;
    }
    QPainterPath outline(int item) const override
    {
        QPainterPath path;
        path.addRect(m_rects[std::size_t(item)].adjusted(0.5, 0.5, -0.5, -0.5));
        return path;
    }
    void paint(QPainter& painter, int selected) const override
    {
        const std::vector<bool> isLit = lit(selected);
        painter.setFont(m_colors.font);
        const QFontMetricsF metrics(m_colors.font);
        for (int item = 0; item < int(m_rects.size()); ++item)
            if (isVisible(item))
                paintItem(painter, item, selected > 0 && isLit[std::size_t(item)], metrics);
    }

private:
    void paintItem(QPainter& painter, int item, bool isLit, const QFontMetricsF& metrics) const
    {
        const QRectF rect = m_rects[std::size_t(item)];
        const QColor kind = node(item).isRest || item == 0 ? m_colors.rest : kindColor(item);
        const QColor fill = mixed(kind, m_colors.base, item == 0 ? 0.10 : isLit ? kLitFill : kFill);
        painter.fillRect(rect, fill);
        if (node(item).isRest)
            painter.fillRect(rect, QBrush(mixed(kind, m_colors.base, kBorder), Qt::BDiagPattern));
        painter.setPen(mixed(kind, m_colors.base, kBorder));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
        if (rect.width() < scaled(34) || rect.height() < scaled(13))
            return;
        const QRectF line(rect.left() + scaled(4), rect.top(), rect.width() - scaled(8),
                          std::min(rect.height(), scaled(m_shape == ChartShape::Icicle ? kRectanglesRow : kHead)));
        const double left = m_shape == ChartShape::Treemap ? paintBytes(painter, item, line, metrics) : line.width();
        painter.setPen(m_colors.text);
        painter.drawText(line, Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(node(item).name, Qt::ElideRight, left));
    }

    /// How large a tile is: below its name, or where tiles are in it at the right of the name, as far as there is room.
    /// Returns what is left for the name.
    double paintBytes(QPainter& painter, int item, const QRectF& line, const QFontMetricsF& metrics) const
    {
        if (item == 0 || node(item).bytes == 0)
            return line.width();
        const QString bytes = formatBytes(node(item).bytes);
        const double width = metrics.horizontalAdvance(bytes);
        painter.setPen(m_colors.textSecondary);
        if (!m_hasTiles[std::size_t(item)]) {
            const bool hasRoom = width <= line.width() && m_rects[std::size_t(item)].height() >= scaled(2 * kHead);
            if (hasRoom)
                painter.drawText(line.translated(0, scaled(kHead) - scaled(2)), Qt::AlignVCenter, bytes);
            return line.width();
        }
        if (metrics.horizontalAdvance(node(item).name) + width + scaled(10) > line.width())
            return line.width();
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, bytes);
        return line.width() - width - scaled(6);
    }

    void layOutRows()
    {
        int deepest = 0;
        for (const ChartNode& each : *m_data)
            deepest = std::max(deepest, each.depth);
        const double row = std::clamp(m_size.height() / (deepest + 1), scaled(kLowestRow), scaled(kRectanglesRow));
        for (int item = 0; item < int(m_rects.size()); ++item)
            m_rects[std::size_t(item)] = {node(item).begin * m_size.width(), node(item).depth * row,
                                          node(item).share() * m_size.width(), row - 1};
    }

    void layOutTiles()
    {
        m_rects[0] = QRectF(QPointF(0, 0), m_size);
        m_hasTiles.resize(m_rects.size());
        std::vector<std::vector<int>> children(m_rects.size());
        for (int item = 1; item < int(m_rects.size()); ++item)
            children[std::size_t(node(item).parent)].push_back(item);
        for (int item = 0; item < int(m_rects.size()); ++item) // parents come first
            if (node(item).level < kTreemapLevels && !children[std::size_t(item)].empty())
                fillTile(item, children[std::size_t(item)]);
    }

    void fillTile(int parent, const std::vector<int>& children)
    {
        m_hasTiles[std::size_t(parent)] = true;
        const double inset = scaled(kInset);
        QRectF room = m_rects[std::size_t(parent)].adjusted(inset, scaled(kHead), -inset, -inset);
        const double whole = node(parent).share();
        if (room.width() < kSmallest || room.height() < kSmallest || whole <= 0)
            return;
        const double pixels = room.width() * room.height() / whole;
        for (std::size_t first = 0; first < children.size();)
            first = fillStrip(room, children, first, pixels);
    }

    /// Puts as many children side by side as keeps them near to squares; returns the first one left.
    std::size_t fillStrip(QRectF& room, const std::vector<int>& children, std::size_t first, double pixels)
    {
        const double side = std::min(room.width(), room.height());
        double sum = 0, worst = 0;
        std::size_t end = first;
        for (; end < children.size(); ++end) {
            const double next = sum + node(children[end]).share() * pixels;
            const double largest = node(children[first]).share() * pixels,
                         smallest = node(children[end]).share() * pixels;
            const double ratio = next <= 0 || smallest <= 0 ? 1e9
                                                            : std::max(side * side * largest / (next * next),
                                                                       next * next / (side * side * smallest));
            if (end > first && ratio > worst)
                break;
            worst = ratio;
            sum = next;
        }
        const double thick = side > 0 ? sum / side : 0;
        double at = 0;
        for (std::size_t i = first; i < end; ++i) {
            const double length = sum > 0 ? node(children[i]).share() * pixels / sum * side : 0;
            m_rects[std::size_t(children[i])] = room.width() >= room.height()
                                                    ? QRectF(room.left(), room.top() + at, thick, length)
                                                    : QRectF(room.left() + at, room.top(), length, thick);
            at += length;
        }
        room = room.width() >= room.height() ? room.adjusted(thick, 0, 0, 0) : room.adjusted(0, thick, 0, 0);
        return end;
    }

    std::vector<QRectF> m_rects;
    std::vector<bool> m_hasTiles; ///< of a treemap
    ChartShape m_shape;
};

} // namespace

std::shared_ptr<const ChartLayout> makeRectangles(ChartShape shape, std::shared_ptr<const ChartData> data, QSizeF size,
                                                  const ChartColors& colors)
{
    return std::make_shared<Rectangles>(shape, std::move(data), size, colors);
}

} // namespace heapwise::ui
