#include "ui/panes.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QDockWidget>

namespace heapwise::ui {

namespace {

/// The document's middle, then its docks that are shown.
QList<QWidget*> panesOf(QWidget* document)
{
    QList<QWidget*> panes{document};
    for (auto* dock : document->findChildren<QDockWidget*>())
        if (dock->isVisible())
            panes.append(dock);
    return panes;
}

/// The pane a widget is in: docks lie within the document.
qsizetype paneOf(const QList<QWidget*>& panes, const QWidget* widget)
{
    for (qsizetype i = 1; i < panes.size(); ++i)
        if (panes[i]->isAncestorOf(widget))
            return i;
    return 0;
}

/// Its table or text, else the first control in it.
QWidget* targetIn(const QList<QWidget*>& panes, qsizetype pane)
{
    QWidget* first = nullptr;
    for (auto* widget : panes[pane]->findChildren<QWidget*>()) {
        const bool canHaveFocus = widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus);
        if (!canHaveFocus || paneOf(panes, widget) != pane)
            continue;
        if (qobject_cast<QAbstractScrollArea*>(widget))
            return widget;
        if (!first)
            first = widget;
    }
    return first;
}

} // namespace

void movePane(QWidget* document, QDockWidget* beside, bool forward)
{
    if (!document)
        return;
    QList<QWidget*> panes = panesOf(document);
    if (beside && beside->isVisible())
        panes.append(beside);
    const qsizetype at = paneOf(panes, QApplication::focusWidget());
    for (qsizetype step = 1; step <= panes.size(); ++step) {
        auto* target = targetIn(panes, (at + (forward ? step : panes.size() - step % panes.size())) % panes.size());
        if (!target)
            continue;
        target->setFocus(Qt::TabFocusReason);
        return;
    }
}

} // namespace heapwise::ui
