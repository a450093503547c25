#pragma once

#include <QColor>
#include <QFont>
#include <QPainterPath>

#include "ui/models/chartdata.h"

#include <array>
#include <memory>

class QPainter;

namespace heapwise::ui {

enum class ChartShape { Sunburst, Treemap, Icicle };

/// What painting needs of the theme, taken on the GUI thread so that a worker can paint.
struct ChartColors {
    static ChartColors current();
    std::array<QColor, 8> kinds; ///< by ObjectKind
    QColor base, text, textSecondary, line, rest;
    QFont font, title; ///< Small, and of the number in the middle
    double scale = 1;  ///< of lengths
};

/// Where the items of a chart lie in a widget of one size. Immutable, made and painted on a worker: O(items).
class ChartLayout {
public:
    static std::shared_ptr<const ChartLayout> make(ChartShape shape, std::shared_ptr<const ChartData> data, QSizeF size,
                                                   const ChartColors& colors);
    virtual ~ChartLayout() = default;

    /// The item at a place, -1 for none.
    virtual int itemAt(QPointF at) const = 0;
    virtual QPainterPath outline(int item) const = 0;
    virtual bool isVisible(int item) const = 0; ///< large enough to be seen
    /// All items. Those on the way from the root to `selected` are lit.
    virtual void paint(QPainter& painter, int selected) const = 0;

    /// Into the hole of a sunburst: what an item is and how large.
    void paintCentre(QPainter& painter, int item) const;

    const ChartData& data() const { return *m_data; }
    const ChartColors& colors() const { return m_colors; }

protected:
    ChartLayout(std::shared_ptr<const ChartData> data, QSizeF size, ChartColors colors)
        : m_data(std::move(data))
        , m_size(size)
        , m_colors(std::move(colors))
    {}
    double scaled(double px) const { return px * m_colors.scale; }
    /// By item: whether it is `selected` or above it.
    std::vector<bool> lit(int selected) const;
    QColor kindColor(int item) const { return m_colors.kinds[std::size_t((*m_data)[std::size_t(item)].kind)]; }
    const ChartNode& node(int item) const { return (*m_data)[std::size_t(item)]; }

    std::shared_ptr<const ChartData> m_data;
    QSizeF m_size;
    ChartColors m_colors;
};

std::shared_ptr<const ChartLayout> makeSunburst(std::shared_ptr<const ChartData> data, QSizeF size,
                                                const ChartColors& colors);
std::shared_ptr<const ChartLayout> makeRectangles(ChartShape shape, std::shared_ptr<const ChartData> data, QSizeF size,
                                                  const ChartColors& colors);

} // namespace heapwise::ui
