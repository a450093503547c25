#pragma once

#include <QStyle>

#include "ui/theme/theme.h"

class QPainter;
class QStyleOptionSlider;

namespace heapwise::ui {

// How Style paints. Each function returns false for what it leaves to Fusion.

bool paintPrimitive(QStyle::PrimitiveElement element, const QStyleOption& option, QPainter& painter,
                    const QWidget* widget);
bool paintControl(QStyle::ControlElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget);
bool paintComplex(QStyle::ComplexControl control, const QStyleOptionComplex& option, QPainter& painter,
                  const QWidget* widget, const QStyle& style);

/// Icon and text of a button beside each other, with room between them that grows with the text.
bool paintIconAndText(QStyle::ControlElement element, const QStyleOption& option, QPainter& painter,
                      const QWidget* widget);
inline constexpr int kIconGap = 6;

QRect scrollBarRect(const QStyleOptionSlider& option, QStyle::SubControl sub, int sliderMinimum);
QSize pushButtonSize(const QStyleOption* option, const QSize& contents);
QSize toolButtonSize(const QStyleOption* option, const QSize& contents);
int menuItemHeight(const QStyleOption* option, int baseHeight);
/// In the accent colour: what the view is for, where that can be done now.
bool isPrimary(const QStyleOption& option, const QWidget* widget);

/// A filled rectangle with rounded corners and a 1 px border, aligned to whole pixels.
void paintRounded(QPainter& painter, const QRect& rect, qreal radius, const QColor& fill, const QColor& border);
/// The 2 px ring around what has the keyboard focus.
void paintFocusRing(QPainter& painter, const QRect& rect, qreal radius);

} // namespace heapwise::ui
