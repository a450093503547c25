#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"

#include <QPainter>
#include <QStyleOption>

namespace heapwise::ui {

namespace {

void paintScrollBar(const QStyleOptionSlider& option, QPainter& painter)
{
    painter.fillRect(option.rect, color(Token::Base));
    QRect handle = scrollBarRect(option, QStyle::SC_ScrollBarSlider, scaled(28));
    if (option.minimum >= option.maximum || handle.isEmpty())
        return;
    const int inset = scaled(3);
    handle = option.orientation == Qt::Vertical ? handle.adjusted(inset, 2, -inset, -2)
                                                : handle.adjusted(2, inset, -2, -inset);
    const bool active = (option.state & QStyle::State_MouseOver) || (option.state & QStyle::State_Sunken);
    const QColor fill = mixed(color(Token::TextTertiary), color(Token::Base), active ? 0.6 : 0.35);
    paintRounded(painter, handle, scaledF(3), fill, fill);
}

void paintComboBox(const QStyleOptionComboBox& option, QPainter& painter)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool hovered = enabled && option.state.testFlag(QStyle::State_MouseOver);
    paintRounded(painter, option.rect, scaledF(4), color(hovered ? Token::Hover : Token::Raised), color(Token::Line));
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, option.rect, scaledF(4));
    const int px = scaled(12);
    painter.drawPixmap(option.rect.right() - px - scaled(5), option.rect.center().y() - px / 2 + 1,
                       iconPixmap(QStringLiteral("chevd"), color(enabled ? Token::TextSecondary : Token::Line), px,
                                  painter.device()->devicePixelRatioF()));
}

} // namespace

QRect scrollBarRect(const QStyleOptionSlider& option, QStyle::SubControl sub, int sliderMinimum)
{
    const bool vertical = option.orientation == Qt::Vertical;
    const int length = vertical ? option.rect.height() : option.rect.width();
    const int range = option.maximum - option.minimum;
    const qint64 whole = qint64(range) + option.pageStep;
    int slider = whole > 0 ? int(qint64(option.pageStep) * length / whole) : length;
    slider = std::min(length, std::max(slider, sliderMinimum));
    const int start = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition,
                                                      length - slider, option.upsideDown);
    const auto along = [&](int from, int to) {
        return vertical ? QRect(option.rect.x(), option.rect.y() + from, option.rect.width(), to - from)
                        : QRect(option.rect.x() + from, option.rect.y(), to - from, option.rect.height());
    };
    switch (sub) {
    case QStyle::SC_ScrollBarGroove:
        return option.rect;
    case QStyle::SC_ScrollBarSlider:
        return along(start, start + slider);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + slider, length);
    default:
        return {}; // no arrow buttons
    }
}

bool paintComplex(QStyle::ComplexControl control, const QStyleOptionComplex& option, QPainter& painter, const QWidget*,
                  const QStyle&)
{
    if (control == QStyle::CC_ScrollBar) {
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(&option)) {
            paintScrollBar(*slider, painter);
            return true;
        }
    }
    if (control == QStyle::CC_ComboBox) {
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(&option); combo && !combo->editable) {
            paintComboBox(*combo, painter);
            return true;
        }
    }
    return false;
}

} // namespace heapwise::ui
