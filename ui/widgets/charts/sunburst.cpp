// Rings around the root: one ring per level, one arc per item, clockwise from the top.
#include "ui/widgets/charts/chartlayout.h"

#include "ui/theme/tokens.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace heapwise::ui {

namespace {

constexpr double kSunburstMargin = 10;
constexpr double kHole = 0.34;       ///< of the radius
constexpr double kSunburstGap = 1.2; ///< px between arcs
constexpr double kLit = 0.95, kUnlit = 0.62, kLessPerRing = 0.05;
constexpr double kFullTurn = 360;

class Sunburst final : public ChartLayout {
public:
    Sunburst(std::shared_ptr<const ChartData> data, QSizeF size, const ChartColors& colors)
        : ChartLayout(std::move(data), size, colors)
        , m_centre(size.width() / 2, size.height() / 2)
        , m_radius(std::max(20.0, std::min(size.width(), size.height()) / 2 - scaled(kSunburstMargin)))
    {
        int deepest = 1;
        for (const ChartNode& each : *m_data)
            deepest = std::max(deepest, each.depth);
        m_ring = m_radius * (1 - kHole) / deepest;
    }

    int itemAt(QPointF at) const override
    {
        const QPointF from = at - m_centre;
        const double distance = std::hypot(from.x(), from.y());
        if (distance < m_radius * kHole)
            return m_data->empty() ? -1 : 0;
        const int depth = int((distance - m_radius * kHole) / m_ring) + 1;
        double share = std::atan2(from.x(), -from.y()) / (2 * std::numbers::pi);
        if (share < 0)
            share += 1;
        for (std::size_t i = 1; i < m_data->size(); ++i)
            if (const ChartNode& each = (*m_data)[i]; each.depth == depth && share >= each.begin && share < each.end)
                return int(i);
        return -1;
    }

    bool isVisible(int item) const override { return item == 0 || arcLength(item) >= 1; }

    QPainterPath outline(int item) const override
    {
        QPainterPath path;
        if (item == 0) {
            path.addEllipse(m_centre, m_radius * kHole - kSunburstGap, m_radius * kHole - kSunburstGap);
            return path;
        }
        const double inner = innerRadius(item), outer = inner + m_ring - kSunburstGap;
        // The gap to the next arc is as wide inside as outside only where there is room for it.
        const double gap = std::min(kSunburstGap / outer * 180 / std::numbers::pi, node(item).share() * kFullTurn / 4);
        const double start = 90 - node(item).begin * kFullTurn, sweep = -(node(item).share() * kFullTurn - gap);
        path.arcMoveTo(square(outer), start);
        path.arcTo(square(outer), start, sweep);
        path.arcTo(square(inner), start + sweep, -sweep);
        path.closeSubpath();
        return path;
    }

    void paint(QPainter& painter, int selected) const override
    {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const std::vector<bool> isLit = lit(selected);
        for (int item = 1; item < int(m_data->size()); ++item) {
            if (!isVisible(item))
                continue;
            const double ink = (isLit[std::size_t(item)] ? kLit : kUnlit) - kLessPerRing * (node(item).depth - 1);
            const QColor fill =
                mixed(node(item).isRest ? m_colors.rest : kindColor(item), m_colors.base, std::max(0.2, ink));
            painter.setBrush(node(item).isRest ? QBrush(fill, Qt::BDiagPattern) : QBrush(fill));
            painter.drawPath(outline(item));
        }
    }

private:
    double innerRadius(int item) const { return m_radius * kHole + m_ring * (node(item).depth - 1); }
    double arcLength(int item) const
    {
        return node(item).share() * 2 * std::numbers::pi * (innerRadius(item) + m_ring);
    }
    QRectF square(double radius) const
    {
        return {m_centre.x() - radius, m_centre.y() - radius, 2 * radius, 2 * radius};
    }

    QPointF m_centre;
    double m_radius;
    double m_ring = 0;
};

} // namespace

std::shared_ptr<const ChartLayout> makeSunburst(std::shared_ptr<const ChartData> data, QSizeF size,
                                                const ChartColors& colors)
{
    return std::make_shared<Sunburst>(std::move(data), size, colors);
}

} // namespace heapwise::ui
