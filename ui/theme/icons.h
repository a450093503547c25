#pragma once

#include <QIcon>
#include <QPixmap>
#include <QString>

#include "ui/theme/tokens.h"

namespace heapwise::ui {

/// Line icon `name` (a file of resources/icons) in the secondary text colour, the text colour when active or
/// selected and faded when disabled. Follows the theme: the colours are looked up when it is painted.
QIcon icon(const QString& name);
/// The same in one fixed token.
QIcon icon(const QString& name, Token token);

/// One drawing, cached; `px` is the logical size.
QPixmap iconPixmap(const QString& name, const QColor& color, int px, qreal devicePixelRatio = 1);

QIcon applicationIcon();
/// The three bars in the colours of the theme, `px` square.
QPixmap logoPixmap(int px, qreal devicePixelRatio = 1);

} // namespace heapwise::ui
