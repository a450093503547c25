#pragma once

#include <QLabel>

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

namespace heapwise::ui {

/// A label in a style of the type scale and a token of the theme, which it follows.
class TextLabel : public QLabel {
    Q_OBJECT
public:
    TextLabel(TextStyle style, Token token, QWidget* parent = nullptr);
    void setToken(Token token);

private:
    void applyColor();
    Token m_token;
};

/// Rich text is laid out with the colours of its time: after a change of theme the label lays its text out again, so
/// that its links have the new one.
void followTheme(QLabel* label);

} // namespace heapwise::ui
