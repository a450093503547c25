#pragma once

#include <QFlags>
#include <QLatin1String>
#include <QString>

#include "core/analysis/heap.h"

#include <functional>
#include <vector>

class QWidget;

namespace heapwise::ui {

class ObjectActions;
class Selection;
class SnapshotPage;

enum class PageDock { Inspector = 1, Retainers = 2 };
Q_DECLARE_FLAGS(PageDocks, PageDock)
Q_DECLARE_OPERATORS_FOR_FLAGS(PageDocks)

/// What is known of a page before it is made.
struct PageKind {
    QLatin1String id; ///< kept in settings and sessions
    QString name;
    QString iconName;
    Stage needs;     ///< without it the page can show nothing
    PageDocks docks; ///< open beside it, until the user decides otherwise
    std::function<SnapshotPage*(Selection*, ObjectActions*, QWidget* parent)> make;
};

/// All pages in the order of the view bar. A new page is a class derived of SnapshotPage with a `kId`, and one line
/// here.
std::vector<PageKind> pageKinds();

} // namespace heapwise::ui
