#include "ui/theme/style.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>

namespace heapwise::ui {

Style::Style()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
        return scaled(16);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return scaled(13);
    case PM_CheckBoxLabelSpacing:
        return scaled(6);
    case PM_TreeViewIndentation:
        return scaled(14);
    case PM_ScrollBarExtent:
        return scaled(12);
    case PM_ScrollBarSliderMin:
        return scaled(28);
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return 1;
    case PM_DockWidgetTitleMargin:
        return scaled(5);
    case PM_DockWidgetFrameWidth:
        return 0;
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
        return 0;
    case PM_MenuBarHMargin:
        return scaled(6);
    case PM_MenuBarItemSpacing:
        return 0;
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
        return 0;
    case PM_ToolBarItemSpacing:
        return scaled(4);
    case PM_ToolBarSeparatorExtent:
        return scaled(11);
    case PM_DefaultFrameWidth:
        return 1;
    case PM_TabCloseIndicatorWidth:
    case PM_TabCloseIndicatorHeight:
        return scaled(16);
    case PM_ToolTipLabelFrameWidth:
        return scaled(6);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_Widget_Animation_Duration:
        return Theme::instance().isMotionReduced() ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
        return 0;
    case SH_TabBar_CloseButtonPosition:
        return QTabBar::RightSide;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const
{
    const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        return pushButtonSize(option, size);
    case CT_LineEdit:
        return QSize(base.width(), scaled(26));
    case CT_ComboBox:
        return QSize(base.width() + scaled(4), scaled(24));
    case CT_ToolButton:
        return toolButtonSize(option, size);
    case CT_MenuBarItem:
        return QSize(size.width() + scaled(18), scaled(24));
    case CT_MenuItem:
        return QSize(base.width() + scaled(8), menuItemHeight(option, base.height()));
    case CT_CheckBox:
    case CT_RadioButton:
        return QSize(base.width(), std::max(base.height(), scaled(22)));
    default:
        return base;
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(scaled(4), 0, -scaled(4), 0) : rect;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub,
                            const QWidget* widget) const
{
    if (control == CC_ScrollBar)
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return scrollBarRect(*slider, sub, proxy()->pixelMetric(PM_ScrollBarSliderMin, option, widget));
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    if (!paintPrimitive(element, *option, *painter, widget))
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    if (paintIconAndText(element, *option, *painter, widget))
        return;
    if (element == CE_PushButtonLabel && isPrimary(*option, widget)) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QStyleOptionButton copy = *button;
            copy.palette.setColor(QPalette::ButtonText, color(Token::OnAccent));
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
    }
    if (!paintControl(element, *option, *painter, widget))
        QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    if (paintComplex(control, *option, *painter, widget, *this))
        return;
    const auto* button = control == CC_ToolButton ? qstyleoption_cast<const QStyleOptionToolButton*>(option) : nullptr;
    const bool opensMenu = button && (button->features & QStyleOptionToolButton::HasMenu) &&
                           !(button->features & QStyleOptionToolButton::MenuButtonPopup);
    if (!opensMenu) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    // The mark beside the text, and not below its end.
    QStyleOptionToolButton plain = *button;
    plain.features &= ~QStyleOptionToolButton::HasMenu;
    QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    QStyleOption mark = *option;
    mark.rect = QRect(option->rect.right() - scaled(14), option->rect.top(), scaled(12), option->rect.height());
    proxy()->drawPrimitive(PE_IndicatorArrowDown, &mark, painter, widget);
}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const
{
    switch (which) {
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
    case SP_LineEditClearButton:
        return icon(QStringLiteral("close"));
    case SP_TitleBarNormalButton:
        return icon(QStringLiteral("ext"));
    case SP_MessageBoxInformation:
        return icon(QStringLiteral("info"), Token::Accent);
    case SP_MessageBoxWarning:
        return icon(QStringLiteral("warn"), Token::Warning);
    case SP_MessageBoxCritical:
        return icon(QStringLiteral("error"), Token::Error);
    // Both: a tool bar asks for both when it is made, and drawing Fusion's own takes 5 ms.
    case SP_ToolBarHorizontalExtensionButton:
    case SP_ToolBarVerticalExtensionButton:
        return icon(QStringLiteral("more"));
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
        qobject_cast<QAbstractSlider*>(widget) || qobject_cast<QTabBar*>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

} // namespace heapwise::ui
