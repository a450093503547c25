#pragma once

#include <QVariantMap>
#include <QWidget>

#include "core/analysis/heap.h"
#include "ui/selection.h"
#include "ui/views/snapshot/othersnapshots.h"

namespace heapwise::ui {

class DataTree;
class FilterField;
class InspectorPanel;

/// One page of SnapshotView. It is made when it is first shown, gets what is known of the heap by then, and after
/// that every further stage. Making one is an event of the GUI thread: under 16 ms. How to add a page: snapshotpages.h.
class SnapshotPage : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// What is known of the snapshot now, null for nothing. Expansion, selection, filters and scroll positions stay.
    virtual void setHeap(HeapPtr heap) = 0;
    /// "Dominators 66 %" and the like, to be shown until the stage is there that the page needs.
    virtual void setAwaited(const QString&) {}
    /// Snapshots that are open beside this one.
    virtual void setOthers(const OtherSnapshots&) {}
    /// Shows the subject, which was selected elsewhere. `open` when the user was sent to it: then what it lies in is
    /// opened, too.
    virtual void reveal(const Subject&, bool /*open*/) {}

    /// The tree that the keys for searching and copying mean; null for pages without one.
    virtual DataTree* tree() const { return nullptr; }
    /// What has the focus when the page comes to the front.
    virtual QWidget* focusTarget();
    /// Ctrl+F. False when the page has no filter.
    virtual bool focusFilter() { return false; }
    /// Filters by this in a field of its own; false when it has none.
    virtual bool filterBy(const QString&) { return false; }
    /// What stands in the empty filter of the view bar: "Filter findings". Empty for pages that need none there.
    virtual QString filterHint() const { return {}; }
    /// What was typed into it, and the field itself, to say below it what is wrong.
    virtual void setFilter(const QString&) {}
    virtual void setFilterField(FilterField*) {}
    /// Said in the status bar instead of what is selected: "Selection hidden by the filter". Empty for nothing.
    virtual QString note() const { return {}; }
    /// Under the field in which an address was entered: why it led nowhere.
    virtual void showProblem(const QString&) {}

    /// Filters and choices, to be kept with the session.
    virtual QVariantMap state() const { return {}; }
    virtual void restoreState(const QVariantMap&) {}

    /// What the page adds to the Inspector while it is in front; null for nothing. Owned by the page.
    virtual InspectorPanel* inspectorPanel() const { return nullptr; }

signals:
    void noteChanged();
    void filterCleared(); ///< the filter of the view bar is to be emptied
    /// A page is to come to the front, and to be filtered by this.
    void filterRequested(QLatin1String page, const QString& text);
    /// "@2841907" was entered in a field of the page.
    void addressEntered(const QString& address);
};

} // namespace heapwise::ui
