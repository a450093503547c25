#pragma once

#include "ui/views/snapshot/snapshotview.h"

#include "ui/selection.h"
#include "ui/views/snapshot/history.h"
#include "ui/views/snapshot/objectactions.h"

class QDockWidget;
class QKeySequence;
class QStackedWidget;
class QVBoxLayout;

namespace heapwise::ui {

class ClassesView;
class DataTree;
class DominatorsView;
class InspectorDock;
class RetainersDock;
class SideStrip;
class ViewBar;

struct SnapshotView::Private {
    explicit Private(SnapshotView* view)
        : q(view)
        , selection(view)
        , actions(view)
    {
    }

    void createPages();
    void createDocks();
    void createShortcuts();
    void connectActions();
    void addShortcut(const QKeySequence& keys, const QString& text, std::function<void()> run);
    void restoreLayout();
    void saveLayout() const;
    void fitToWidth();

    void selectionChanged(const Subject& subject, QObject* origin);
    void pageChanged(int page);
    void visit();
    void go(const History::Entry& entry);
    void select(const Subject& subject, QObject* origin = nullptr);
    void revealSubject(bool open);
    void showInstances(ClassId classId);
    void onlyClass(ClassId classId);
    void updateReadiness();
    QString awaited(const QString& what, Stage stage) const;
    DataTree* currentTree() const;
    int page() const;

    SnapshotView* q;
    HeapPtr heap;
    Selection selection;
    ObjectActions actions;
    History history;
    std::function<qint64()> clock;
    ViewBar* bar = nullptr;
    QVBoxLayout* layout = nullptr;
    QStackedWidget* pages = nullptr;
    ClassesView* classes = nullptr;
    DominatorsView* dominators = nullptr;
    InspectorDock* inspector = nullptr;
    RetainersDock* retainers = nullptr;
    SideStrip* strip = nullptr;
    QWidget* topWidget = nullptr;
    Stage stage = Stage::Read; ///< in progress
    double fraction = 0;
    QByteArray roomyLayout; ///< the layout before the Inspector went for want of room; empty when it did not
    bool isNarrow = false;
    bool wasShown = false;
    bool hasLayout = false;   ///< sizes of docks were restored or set
    bool isGoing = false;     ///< back or forward: not a new entry
    bool isRevealDue[2] = {}; ///< by page: the selection changed while it was not shown
};

} // namespace heapwise::ui
