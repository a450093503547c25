#pragma once

#include "ui/views/snapshot/snapshotview.h"

#include <QMap>

#include "ui/selection.h"
#include "ui/views/snapshot/history.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/snapshotpage.h"
#include "ui/views/snapshot/snapshotpages.h"

class QDockWidget;
class QKeySequence;
class QStackedWidget;
class QVBoxLayout;

namespace heapwise::ui {

class InspectorDock;
class RetainersDock;
class SideStrip;
class ViewBar;

struct SnapshotView::Private {
    explicit Private(SnapshotView* view)
        : q(view)
        , selection(view)
        , actions(view)
    {}

    /// A page of the view bar, made or not.
    struct Place {
        PageKind kind;
        SnapshotPage* page = nullptr;
        bool isRevealDue = false; ///< the selection changed while the page was not shown
        QVariantMap state{};      ///< for when it is made
        QString filter{};         ///< in the view bar while it is in front
    };

    void createPages();
    SnapshotPage* make(Place& place);
    int indexOf(QLatin1String id) const;
    Place& current(); ///< of the page in front
    void createDocks();
    void createShortcuts();
    void connectActions();
    void addShortcut(QLatin1String id, std::function<void()> run);
    void restoreLayout();
    void saveLayout();
    void fitToSize();
    void fitToWidth();
    void fitToHeight();
    void keepDocks();
    void openPageDocks();
    void showDocks();

    void selectionChanged(QObject* origin);
    void pageChanged();
    void showFilter();
    void filterPage(QLatin1String id, const QString& text);
    void visit();
    void go(const History::Entry& entry);
    void select(const Subject& subject, QObject* origin = nullptr);
    void revealSubject(bool open);
    void showRetainers(const Subject& subject);
    void showInstances(ClassId classId);
    void onlyClass(ClassId classId);
    void openSource(NodeId node);
    void updateReadiness();
    QString awaited(Stage needed) const;
    QString awaitedBy(const Place& place) const;

    SnapshotView* q;
    HeapPtr heap;
    OtherSnapshots others;
    Selection selection;
    ObjectActions actions;
    History history;
    std::function<qint64()> clock;
    ViewBar* bar = nullptr;
    QVBoxLayout* layout = nullptr;
    QStackedWidget* stack = nullptr;
    std::vector<Place> places;      ///< in the order of the bar
    PageDocks docks;                ///< that the page in front opens beside it
    QMap<int, PageDocks> openDocks; ///< what the user made of them, by the docks a page opens
    InspectorDock* inspector = nullptr;
    RetainersDock* retainers = nullptr;
    SideStrip* strip = nullptr;
    QWidget* topWidget = nullptr;
    Stage stage = Stage::Read; ///< in progress
    double fraction = 0;
    QByteArray roomyLayout; ///< the layout before the Inspector went for want of room; empty when it did not
    bool isNarrow = false;
    bool isLow = false;
    bool hasLowered = false; ///< the Retainers dock went for want of height
    bool wasShown = false;
    bool hasLayout = false; ///< sizes of docks were restored or set
    bool isGoing = false;   ///< back or forward: not a new entry
};

} // namespace heapwise::ui
