#include "ui/theme/stylepainting.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QToolButton>

#include <QWidget>
#include <algorithm>
#include <optional>

namespace heapwise::ui {

namespace {

bool isHovered(const QStyleOption& option)
{
    return option.state.testFlag(QStyle::State_MouseOver) && option.state.testFlag(QStyle::State_Enabled);
}

QColor buttonFill(const QStyleOption& option, bool primary)
{
    const bool pressed = option.state & (QStyle::State_Sunken | QStyle::State_On);
    if (primary) {
        const QColor fill = color(Token::AccentFill);
        return pressed ? fill.darker(115) : isHovered(option) ? mixed(color(Token::OnAccent), fill, 0.08) : fill;
    }
    return color(pressed ? Token::SelectionOff : isHovered(option) ? Token::Hover : Token::Raised);
}

void paintPushButton(const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool primary = isPrimary(option, widget);
    const QColor border = primary ? color(Token::AccentFill) : color(enabled ? Token::Line : Token::LineSoft);
    paintRounded(painter, option.rect, scaledF(4), buttonFill(option, primary), border);
}

void paintToolPanel(const QStyleOption& option, QPainter& painter)
{
    const bool pressed = option.state & (QStyle::State_Sunken | QStyle::State_On);
    if (!pressed && !isHovered(option))
        return;
    const QColor fill = color(pressed ? Token::SelectionOff : Token::Hover);
    paintRounded(painter, option.rect, scaledF(4), fill, fill);
}

void paintFieldFrame(const QStyleOption& option, QPainter& painter)
{
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    paintRounded(painter, option.rect, scaledF(4), color(Token::Field), color(Token::Line));
    if (focused)
        paintFocusRing(painter, option.rect, scaledF(4));
}

void paintCheckBox(const QStyleOption& option, QPainter& painter)
{
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const QColor border = color(!enabled ? Token::Line : on ? Token::AccentFill : Token::TextTertiary);
    paintRounded(painter, option.rect, scaledF(3), color(on && enabled ? Token::AccentFill : Token::Field), border);
    if (!on)
        return;
    const int px = scaled(11);
    const QRect r = option.rect;
    painter.drawPixmap(r.x() + (r.width() - px) / 2, r.y() + (r.height() - px) / 2,
                       iconPixmap(QStringLiteral("check"), color(enabled ? Token::OnAccent : Token::TextTertiary), px,
                                  painter.device()->devicePixelRatioF()));
}

void paintRadio(const QStyleOption& option, QPainter& painter)
{
    const bool on = option.state.testFlag(QStyle::State_On);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(on ? Token::AccentFill : Token::TextTertiary), on ? scaledF(4) : 1));
    painter.setBrush(color(on ? Token::OnAccent : Token::Field));
    const qreal inset = on ? scaledF(2) : 0.5;
    painter.drawEllipse(QRectF(option.rect).adjusted(inset, inset, -inset, -inset));
    painter.restore();
}

void paintCloseMark(const QStyleOption& option, QPainter& painter)
{
    if (isHovered(option))
        paintRounded(painter, option.rect, scaledF(3), color(Token::SelectionOff), color(Token::SelectionOff));
    const int px = scaled(12);
    const QRect r = option.rect;
    painter.drawPixmap(r.x() + (r.width() - px) / 2, r.y() + (r.height() - px) / 2,
                       iconPixmap(QStringLiteral("close"), color(isHovered(option) ? Token::Text : Token::TextTertiary),
                                  px, painter.device()->devicePixelRatioF()));
}

void paintChevron(QPainter& painter, const QRect& rect, const QString& name, bool enabled)
{
    const int px = scaled(12);
    painter.drawPixmap(rect.x() + (rect.width() - px) / 2, rect.y() + (rect.height() - px) / 2,
                       iconPixmap(name, color(enabled ? Token::TextSecondary : Token::TextTertiary), px,
                                  painter.device()->devicePixelRatioF()));
}

void paintFocusRect(const QStyleOption& option, QPainter& painter)
{
    if (option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, option.rect.adjusted(-2, -2, 2, 2), scaledF(4));
}

void paintMenuPanel(const QStyleOption& option, QPainter& painter)
{
    painter.fillRect(option.rect, color(Token::Raised));
    painter.setPen(color(Token::Line));
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
}

void paintToolTipPanel(const QStyleOption& option, QPainter& painter)
{
    painter.fillRect(option.rect, color(Token::ToolTip));
    painter.setPen(color(Token::Line));
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
}

} // namespace

bool isPrimary(const QStyleOption& option, const QWidget* widget)
{
    return widget && widget->property("primary").toBool() && option.state.testFlag(QStyle::State_Enabled);
}

void paintRounded(QPainter& painter, const QRect& rect, qreal radius, const QColor& fill, const QColor& border)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

void paintFocusRing(QPainter& painter, const QRect& rect, qreal radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Token::Accent), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

bool paintPrimitive(QStyle::PrimitiveElement element, const QStyleOption& option, QPainter& painter,
                    const QWidget* widget)
{
    switch (element) {
    case QStyle::PE_PanelButtonCommand:
        paintPushButton(option, painter, widget);
        return true;
    case QStyle::PE_PanelButtonTool:
        paintToolPanel(option, painter);
        return true;
    case QStyle::PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(&option); frame && frame->lineWidth > 0)
            paintFieldFrame(option, painter);
        return true;
    case QStyle::PE_FrameLineEdit:
        return true;
    case QStyle::PE_IndicatorCheckBox:
        paintCheckBox(option, painter);
        return true;
    case QStyle::PE_IndicatorRadioButton:
        paintRadio(option, painter);
        return true;
    case QStyle::PE_IndicatorTabClose:
        paintCloseMark(option, painter);
        return true;
    case QStyle::PE_FrameFocusRect:
        paintFocusRect(option, painter);
        return true;
    case QStyle::PE_PanelMenu:
        paintMenuPanel(option, painter);
        return true;
    case QStyle::PE_FrameMenu:
        return true;
    case QStyle::PE_PanelTipLabel:
        paintToolTipPanel(option, painter);
        return true;
    case QStyle::PE_FrameTabBarBase:
    case QStyle::PE_FrameTabWidget:
    case QStyle::PE_FrameStatusBarItem:
    case QStyle::PE_FrameDockWidget:
        return true;
    case QStyle::PE_PanelItemViewRow:
        return widget && widget->property("paintsOwnRows").toBool();
    case QStyle::PE_IndicatorDockWidgetResizeHandle:
        painter.fillRect(option.rect, color(Token::Line));
        return true;
    case QStyle::PE_IndicatorToolBarSeparator: {
        const int height = scaled(20), x = option.rect.center().x();
        painter.fillRect(QRect(x, option.rect.center().y() - height / 2, 1, height), color(Token::Line));
        return true;
    }
    case QStyle::PE_IndicatorArrowDown:
        paintChevron(painter, option.rect, QStringLiteral("chevd"), true);
        return true;
    case QStyle::PE_IndicatorArrowRight:
        paintChevron(painter, option.rect, QStringLiteral("chevr"), true);
        return true;
    default:
        return false;
    }
}

bool paintControl(QStyle::ControlElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
    switch (element) {
    case QStyle::CE_MenuBarEmptyArea:
        painter.fillRect(option.rect, color(Token::Chrome));
        return true;
    case QStyle::CE_MenuBarItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(&option)) {
            painter.fillRect(option.rect, color(Token::Chrome));
            if (option.state.testFlag(QStyle::State_Selected))
                paintRounded(painter, option.rect.adjusted(0, 1, 0, -1), scaledF(4), color(Token::Hover),
                             color(Token::Hover));
            painter.setPen(option.palette.color(QPalette::ButtonText));
            // Mnemonics underlined as in the design, whatever the keyboard state.
            painter.drawText(option.rect,
                             Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextDontClip | Qt::TextSingleLine,
                             item->text);
        }
        return true;
    case QStyle::CE_ToolBar:
        painter.fillRect(option.rect, color(Token::Chrome));
        return true;
    case QStyle::CE_Splitter:
        painter.fillRect(option.rect, color(Token::Line));
        return true;
    case QStyle::CE_DockWidgetTitle:
        if (const auto* dock = qstyleoption_cast<const QStyleOptionDockWidget*>(&option)) {
            painter.fillRect(option.rect, color(Token::Header));
            painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                             color(Token::LineSoft));
            painter.setFont(font(TextStyle::BodyBold));
            painter.setPen(color(Token::TextSecondary));
            painter.drawText(option.rect.adjusted(scaled(10), 0, -scaled(40), 0), Qt::AlignVCenter | Qt::TextSingleLine,
                             dock->title);
        }
        return true;
    default:
        Q_UNUSED(widget)
        return false;
    }
}

namespace {

struct IconAndText {
    QIcon icon;
    QSize iconSize;
    QString text;
    int menu = 0; ///< room at the end, for a mark
};

std::optional<IconAndText> iconAndTextOf(QStyle::ControlElement element, const QStyleOption& option)
{
    if (const auto* tool =
            element == QStyle::CE_ToolButtonLabel ? qstyleoption_cast<const QStyleOptionToolButton*>(&option) : nullptr;
        tool && tool->toolButtonStyle == Qt::ToolButtonTextBesideIcon && !tool->icon.isNull() && !tool->text.isEmpty())
        return IconAndText{tool->icon, tool->iconSize, tool->text, 0};
    if (const auto* push =
            element == QStyle::CE_PushButtonLabel ? qstyleoption_cast<const QStyleOptionButton*>(&option) : nullptr;
        push && !push->icon.isNull() && !push->text.isEmpty())
        return IconAndText{push->icon, push->iconSize, push->text,
                           push->features.testFlag(QStyleOptionButton::HasMenu) ? scaled(14) : 0};
    return std::nullopt;
}

} // namespace

bool paintIconAndText(QStyle::ControlElement element, const QStyleOption& option, QPainter& painter,
                      const QWidget* widget)
{
    const auto label = iconAndTextOf(element, option);
    if (!label)
        return false;
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    const int text = painter.fontMetrics().size(Qt::TextShowMnemonic, label->text).width();
    const int all = label->iconSize.width() + scaled(kIconGap) + text, room = option.rect.width() - label->menu;
    QRect at(option.rect.left() + std::max(0, (room - all) / 2), option.rect.top(), all, option.rect.height());
    at = QStyle::visualRect(option.direction, option.rect, at);
    const QRect icon = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, label->iconSize, at);
    const QRect words =
        QStyle::alignedRect(option.direction, Qt::AlignRight | Qt::AlignVCenter, QSize(text, option.rect.height()), at);
    label->icon.paint(&painter, icon, Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled,
                      option.state.testFlag(QStyle::State_On) ? QIcon::On : QIcon::Off);
    const bool isAccent = element == QStyle::CE_PushButtonLabel && isPrimary(option, widget);
    painter.setPen(isAccent
                       ? color(Token::OnAccent)
                       : option.palette.color(isEnabled ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText));
    painter.drawText(words, Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, label->text);
    return true;
}

QSize pushButtonSize(const QStyleOption* option, const QSize& contents)
{
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    const bool hasIcon = button && !button->icon.isNull();
    return QSize(contents.width() + scaled(22) + (hasIcon ? scaled(kIconGap) - scaled(2) : 0), scaled(26));
}

QSize toolButtonSize(const QStyleOption* option, const QSize& contents)
{
    const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    const int menu = button && (button->features & QStyleOptionToolButton::HasMenu) ? scaled(10) : 0;
    const bool hasBoth = button && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button->icon.isNull();
    return QSize(contents.width() + menu + scaled(10) + (hasBoth ? scaled(kIconGap) : 0), scaled(26));
}

int menuItemHeight(const QStyleOption* option, int baseHeight)
{
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    const bool separator = item && item->menuItemType == QStyleOptionMenuItem::Separator;
    return separator ? scaled(7) : std::max(baseHeight, scaled(24));
}

} // namespace heapwise::ui
