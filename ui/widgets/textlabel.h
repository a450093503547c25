#pragma once

#include <QLabel>

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <array>

namespace heapwise::ui {

/// A label in a style of the type scale and a token of the theme, which it follows.
class TextLabel : public QLabel {
    Q_OBJECT
public:
    TextLabel(TextStyle style, Token token, QWidget* parent = nullptr);
    void setToken(Token token);
    /// Laid out once for each of the last few widths: layouts ask many times for one change of size.
    int heightForWidth(int width) const override;

private:
    struct Height {
        int width = -1;
        int height = 0;
    };

    void applyColor();
    Token m_token;
    // What was laid out, and how high that was at some widths.
    mutable QString m_laidText;
    mutable QFont m_laidFont;
    mutable std::array<Height, 4> m_heights;
    mutable std::size_t m_nextHeight = 0;
};

/// Rich text is laid out with the colours of its time: after a change of theme the label lays its text out again, so
/// that its links have the new one.
void followTheme(QLabel* label);

} // namespace heapwise::ui
