#include "ui/widgets/textlabel.h"

#include "ui/theme/theme.h"

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
