#include "ui/panes.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QDockWidget>

namespace heapwise::ui {

void movePane(QWidget* document, bool forward)
{
    if (!document)
        return;
    QList<QWidget*> panes{document};
    for (auto* dock : document->findChildren<QDockWidget*>())
        if (dock->isVisible())
            panes.append(dock);
    qsizetype at = 0;
    for (qsizetype i = 1; i < panes.size(); ++i)
        if (panes[i]->isAncestorOf(QApplication::focusWidget()))
            at = i;
    auto* next = panes[(at + (forward ? 1 : panes.size() - 1)) % panes.size()];
    for (auto* widget : next->findChildren<QWidget*>()) {
        const bool inDock = next == document && [&] {
            for (qsizetype i = 1; i < panes.size(); ++i)
                if (panes[i]->isAncestorOf(widget))
                    return true;
            return false;
        }();
        if (!inDock && widget->isVisible() && qobject_cast<QAbstractScrollArea*>(widget)
            && (widget->focusPolicy() & Qt::TabFocus)) {
            widget->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

} // namespace heapwise::ui
