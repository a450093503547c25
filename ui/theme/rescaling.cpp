#include "ui/theme/rescaling.h"

#include <QAbstractButton>
#include <QApplication>
#include <QBoxLayout>
#include <QDockWidget>
#include <QGridLayout>
#include <QStyle>

#include <cmath>
#include <vector>

namespace heapwise::ui {

namespace {

/// A length of one scale as the same length of another.
struct Scaling {
    double from, to;

    int operator()(int px) const
    {
        return px <= 0 || px >= QWIDGETSIZE_MAX ? px : int(std::lround(double(std::lround(px / from)) * to));
    }
    QSize operator()(const QSize& size) const { return {(*this)(size.width()), (*this)(size.height())}; }
};

void rescaleLayout(QLayout& layout, const Scaling& scaled)
{
    const QMargins margins = layout.contentsMargins();
    layout.setContentsMargins(scaled(margins.left()), scaled(margins.top()), scaled(margins.right()),
                              scaled(margins.bottom()));
    if (auto* grid = qobject_cast<QGridLayout*>(&layout)) {
        grid->setHorizontalSpacing(scaled(grid->horizontalSpacing()));
        grid->setVerticalSpacing(scaled(grid->verticalSpacing()));
        for (int column = 0; column < grid->columnCount(); ++column)
            grid->setColumnMinimumWidth(column, scaled(grid->columnMinimumWidth(column)));
        for (int row = 0; row < grid->rowCount(); ++row)
            grid->setRowMinimumHeight(row, scaled(grid->rowMinimumHeight(row)));
    } else {
        layout.setSpacing(scaled(layout.spacing()));
    }
    for (int i = 0; i < layout.count(); ++i) {
        auto* item = layout.itemAt(i);
        if (auto* spacer = item->spacerItem()) {
            const QSize size = scaled(spacer->sizeHint());
            const QSizePolicy policy = spacer->sizePolicy();
            spacer->changeSize(size.width(), size.height(), policy.horizontalPolicy(), policy.verticalPolicy());
        } else if (auto* inner = item->layout()) {
            rescaleLayout(*inner, scaled);
        }
    }
    layout.invalidate();
}

void rescaleFont(QWidget& widget, const Scaling& scaled)
{
    if (!widget.testAttribute(Qt::WA_SetFont) || widget.font().pointSizeF() <= 0)
        return;
    QFont font = widget.font();
    font.setPointSizeF(font.pointSizeF() * scaled.to / scaled.from);
    widget.setFont(font);
}

/// How small and how large a widget may be. Windows have their size from the user; these and docks
/// have their least size from their layout.
struct Limits {
    QWidget* widget;
    QSize least, most;

    void rescale(const Scaling& scaled) const
    {
        widget->setMinimumSize(QSize(std::min(scaled(least.width()), scaled(most.width())),
                                     std::min(scaled(least.height()), scaled(most.height()))));
        widget->setMaximumSize(scaled(most));
    }
};

} // namespace

void rescaleWidgets(double from, double to)
{
    const Scaling scaled{from, to};
    const auto widgets = QApplication::allWidgets();
    std::vector<Limits> limits;
    for (auto* widget : widgets) {
        if (!widget->isWindow() && !qobject_cast<QDockWidget*>(widget))
            limits.push_back({widget, widget->minimumSize(), widget->maximumSize()});
        rescaleFont(*widget, scaled);
        const QMargins margins = widget->contentsMargins();
        if (!margins.isNull() && !widget->layout()) // a label's own
            widget->setContentsMargins(scaled(margins.left()), scaled(margins.top()), scaled(margins.right()),
                                       scaled(margins.bottom()));
        auto* button = qobject_cast<QAbstractButton*>(widget);
        const int usual =
            widget->style()->pixelMetric(QStyle::PM_ButtonIconSize, nullptr, widget); // the new one already
        if (button && button->iconSize() != QSize(usual, usual))
            button->setIconSize(scaled(button->iconSize()));
        if (auto* layout = widget->layout())
            rescaleLayout(*layout, scaled);
    }
    for (auto* widget : widgets) {
        QEvent event(QEvent::StyleChange);
        QApplication::sendEvent(widget, &event);
    }
    // Tool bars take limits back that they are given before they know of the change.
    for (const Limits& of : limits)
        of.rescale(scaled);
}

} // namespace heapwise::ui
