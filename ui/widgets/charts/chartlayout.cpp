#include "ui/widgets/charts/chartlayout.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

namespace heapwise::ui {

ChartColors ChartColors::current()
{
    ChartColors colors;
    for (std::size_t kind = 0; kind < colors.kinds.size(); ++kind)
        colors.kinds[kind] = ui::kindColor(ObjectKind(kind));
    colors.base = color(Token::Base);
    colors.text = color(Token::Text);
    colors.textSecondary = color(Token::TextSecondary);
    colors.line = color(Token::Line);
    colors.rest = color(Token::TextTertiary);
    colors.font = ui::font(TextStyle::Small);
    colors.title = ui::font(TextStyle::Title);
    colors.scale = scaledF(1);
    return colors;
}

std::shared_ptr<const ChartLayout> ChartLayout::make(ChartShape shape, std::shared_ptr<const ChartData> data,
                                                     QSizeF size, const ChartColors& colors)
{
    return shape == ChartShape::Sunburst ? makeSunburst(std::move(data), size, colors)
                                         : makeRectangles(shape, std::move(data), size, colors);
}

void ChartLayout::paintCentre(QPainter& painter, int item) const
{
    const ChartNode& at = node(item);
    const QRectF hole = outline(0).boundingRect();
    const double reach = hole.width() * 0.42;
    const QPointF middle = hole.center();
    const auto line = [&](const QFont& font, const QColor& ink, double top, double height, const QString& text) {
        painter.setFont(font);
        painter.setPen(ink);
        const QRectF room(middle.x() - reach, middle.y() + scaled(top), 2 * reach, scaled(height));
        painter.drawText(room, Qt::AlignCenter, QFontMetricsF(font).elidedText(text, Qt::ElideRight, room.width()));
    };
    line(m_colors.font, m_colors.text, -28, 15, at.name);
    line(m_colors.title, m_colors.text, -10, 20, formatBytes(at.bytes));
    line(m_colors.font, m_colors.textSecondary, 12, 15, formatPercent(at.share()));
}

std::vector<bool> ChartLayout::lit(int selected) const
{
    std::vector<bool> lit(m_data->size(), selected <= 0);
    for (int item = selected; item >= 0; item = node(item).parent)
        lit[std::size_t(item)] = true;
    // What lies within the selected item belongs to it; parents come first.
    for (std::size_t item = 1; selected > 0 && item < m_data->size(); ++item)
        for (int up = int(item); up >= selected && !lit[item]; up = node(up).parent)
            lit[item] = up == selected;
    return lit;
}

} // namespace heapwise::ui
