#include "ui/widgets/textlabel.h"

#include "ui/theme/theme.h"

#include <algorithm>

namespace heapwise::ui {

TextLabel::TextLabel(TextStyle style, Token token, QWidget* parent)
    : QLabel(parent)
    , m_token(token)
{
    setFont(ui::font(style));
    setTextFormat(Qt::PlainText);
    setMinimumHeight(lineHeight(style));
    connect(&Theme::instance(), &Theme::themeChanged, this, &TextLabel::applyColor);
    applyColor();
}

void TextLabel::setToken(Token token)
{
    m_token = token;
    applyColor();
}

int TextLabel::heightForWidth(int width) const
{
    if (!wordWrap())
        return QLabel::heightForWidth(width);
    if (m_laidText != text() || m_laidFont != font()) {
        m_laidText = text();
        m_laidFont = font();
        m_heights = {};
    }
    const auto known = std::ranges::find(m_heights, width, &Height::width);
    if (known != m_heights.end())
        return known->height;
    Height& height = m_heights[m_nextHeight++ % m_heights.size()];
    height = {width, QLabel::heightForWidth(width)};
    return height.height;
}

void TextLabel::applyColor()
{
    QPalette own = palette();
    own.setColor(QPalette::WindowText, color(m_token));
    own.setColor(QPalette::Text, color(m_token)); // what a label takes on a background of role Base
    setPalette(own);
}

void followTheme(QLabel* label)
{
    QObject::connect(&Theme::instance(), &Theme::themeChanged, label, [label] {
        const QString text = label->text();
        label->setText({}); // the same text would be left alone
        label->setText(text);
    });
}

} // namespace heapwise::ui
