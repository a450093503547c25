#include "ui/widgets/charts/chartlayout.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

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
    colors.scale = scaledF(1);
    return colors;
}

std::shared_ptr<const ChartLayout> ChartLayout::make(ChartShape shape, std::shared_ptr<const ChartData> data, QSizeF size,
                                                     const ChartColors& colors)
{
    return shape == ChartShape::Sunburst ? makeSunburst(std::move(data), size, colors)
                                         : makeRectangles(shape, std::move(data), size, colors);
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
