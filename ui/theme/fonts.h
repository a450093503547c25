#pragma once

#include <QFont>

namespace heapwise::ui {

/// The type scale of tokens.md.
enum class TextStyle {
    Display,   ///< 24/30, 600: the one key number of a panel, page titles
    Number,    ///< 18/24, 600: summary facts
    Title,     ///< 15/20, 600: section and object titles
    Subtitle,  ///< 13/18, 600: card titles
    Lead,      ///< 13/20: a sentence under a page title
    Body,      ///< 12/16
    BodyBold,  ///< 12/16, 600: the sorted or key column
    Header,    ///< 11.5: table headers, status bar
    Small,     ///< 11/15: second lines, hints, axis labels
    Mono,      ///< 11.5/16: properties, locations, code
    MonoSmall, ///< 11: ids
};

QFont font(TextStyle style);
/// Line height in pixels.
int lineHeight(TextStyle style);

/// A length of the design (made for a 12 px font) at the size of the user's font.
int scaled(int px);
qreal scaledF(qreal px);

/// The user's wishes, as a part of every length and font from then on; Theme applies them to what is there already.
void setTextPercent(int percent); ///< of the desktop's size
void setRowHeight(int px);        ///< of a table, at a 12 px font
/// Rows of tables and trees, in pixels of the screen.
int rowHeight();
/// Another number after each change: what keeps fonts or widths of texts forgets them then.
int fontGeneration();

/// The family used for UI text and for code, chosen once: the desktop's own fonts, or Inter and JetBrains Mono
/// where no desktop sets any.
QString uiFamily();
QString monoFamily();

/// True when all digits of `font` are equally wide, so that columns of numbers line up without help.
bool hasTabularDigits(const QFont& font);

} // namespace heapwise::ui
