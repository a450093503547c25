#include "ui/views/snapshot/snapshotview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/format.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/dominatorsview.h"
#include "ui/views/snapshot/inspectordock.h"
#include "ui/views/snapshot/retainersdock.h"
#include "ui/views/snapshot/snapshotviewprivate.h"
#include "ui/views/snapshot/subjectpath.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/viewbar.h"

namespace heapwise::ui {

DataTree* SnapshotView::Private::currentTree() const
{
    return page() == DominatorsPage ? dominators->tree() : classes->tree();
}

int SnapshotView::Private::page() const
{
    return bar->current();
}

SnapshotView::SnapshotView(QWidget* parent)
    : QMainWindow(parent)
    , d(std::make_unique<Private>(this))
{
    setWindowFlags(Qt::Widget);
    setObjectName(QStringLiteral("snapshotView"));
    setDockNestingEnabled(false);
    setDockOptions(QMainWindow::AllowTabbedDocks);
    QElapsedTimer timer;
    timer.start();
    d->clock = [timer] { return timer.elapsed(); };
    d->createPages();
    d->createDocks();
    d->connectActions();
    d->createShortcuts();
    d->restoreLayout();
    d->updateReadiness();
    qApp->installEventFilter(this); // until the first click or key
}

SnapshotView::~SnapshotView()
{
    d->saveLayout();
}

void SnapshotView::setTopWidget(QWidget* widget)
{
    if (d->topWidget)
        d->topWidget->deleteLater();
    d->topWidget = widget;
    if (widget)
        d->layout->insertWidget(1, widget);
}

// --- stages ---------------------------------------------------------------------------------------------

void SnapshotView::setHeap(HeapPtr heap)
{
    d->heap = std::move(heap);
    d->actions.setHeap(d->heap);
    d->classes->setHeap(d->heap);
    d->dominators->setHeap(d->heap);
    d->inspector->setHeap(d->heap);
    d->retainers->setHeap(d->heap);
    d->updateReadiness();
    emit crumbsChanged();
    emit statusChanged();
}

void SnapshotView::setProgress(Stage stage, double fraction)
{
    d->stage = stage;
    d->fraction = fraction;
    d->updateReadiness();
}

/// "Dominators 66 %", or that they wait for earlier stages.
QString SnapshotView::Private::awaited(const QString& what, Stage needed) const
{
    return stage < needed ? tr("%1 wait for the stages before").arg(what)
                          : tr("%1 %2").arg(what, formatWholePercent(fraction));
}

void SnapshotView::Private::updateReadiness()
{
    const bool hasDominators = heap && heap->dominators;
    const bool isNear = stage >= Stage::Dominators;
    bar->setNotReady(DominatorsPage, hasDominators ? QString()
                                     : isNear      ? formatWholePercent(fraction)
                                                   : tr("waits"));
    bar->setNotReady(ClassesPage, heap && heap->classes ? QString() : formatWholePercent(fraction));
    dominators->setAwaited(awaited(tr("Dominators"), Stage::Dominators));
    retainers->setAwaited(awaited(tr("References"), Stage::Retainers));
}

// --- selection ------------------------------------------------------------------------------------------

Selection* SnapshotView::selection()
{
    return &d->selection;
}

void SnapshotView::Private::select(const Subject& subject, QObject* origin)
{
    if (subject == selection.subject())
        revealSubject(true);
    else
        selection.set(subject, origin);
}

void SnapshotView::Private::selectionChanged(const Subject&, QObject* origin)
{
    visit();
    isRevealDue[ClassesPage] = origin != classes;
    isRevealDue[DominatorsPage] = origin != dominators;
    // A look around in a dock does not open classes; being sent to an object does.
    revealSubject(origin == nullptr);
    emit q->crumbsChanged();
    emit q->statusChanged();
}

void SnapshotView::Private::revealSubject(bool open)
{
    const Subject& subject = selection.subject();
    if (open)
        isRevealDue[page()] = true;
    if (!std::exchange(isRevealDue[page()], false))
        return;
    if (page() == ClassesPage)
        classes->reveal(subject, open);
    else if (subject.kind == Subject::Kind::Object)
        dominators->reveal(subject.node);
}

void SnapshotView::showObject(NodeId node)
{
    d->select(Subject::object(node));
}

void SnapshotView::Private::showInstances(ClassId classId)
{
    bar->setCurrent(ClassesPage);
    select(Subject::heapClass(classId));
    classes->openClass(classId);
}

void SnapshotView::Private::onlyClass(ClassId classId)
{
    bar->setCurrent(ClassesPage);
    const QString name = QString::fromStdString((*heap->classes)[classId].name);
    classes->setFilterText(QLatin1Char('"') + name + QLatin1Char('"'));
}

bool SnapshotView::goTo(const QString& addressText, QString* whyNot)
{
    Destination to;
    if (d->heap)
        to = findSubject(*d->heap, addressText);
    else
        to.whyNot = tr("The file is still being read.");
    if (!to.pattern.isEmpty()) {
        d->bar->setCurrent(ClassesPage);
        d->classes->setFilterText(to.pattern == QLatin1String("*") ? QString() : to.pattern);
        return true;
    }
    if (to.subject.kind == Subject::Kind::None) {
        if (whyNot)
            *whyNot = to.whyNot;
        return false;
    }
    if (to.subject.kind == Subject::Kind::Class)
        d->bar->setCurrent(ClassesPage);
    d->select(to.subject);
    d->currentTree()->setFocus();
    return true;
}

QList<Crumb> SnapshotView::crumbs() const
{
    return d->heap ? crumbsOf(*d->heap, d->selection.subject()) : QList<Crumb>();
}

QString SnapshotView::statusText() const
{
    if (!d->heap)
        return {};
    if (d->page() == ClassesPage && d->classes->isSelectionHidden())
        return tr("Selection hidden by the filter");
    return describeSubject(*d->heap, d->selection.subject());
}

// --- views and history ----------------------------------------------------------------------------------

int SnapshotView::currentView() const
{
    return d->page();
}

void SnapshotView::setCurrentView(int view)
{
    d->bar->setCurrent(view);
}

QStringList SnapshotView::viewNames() const
{
    return {tr("Classes"), tr("Dominators")};
}

void SnapshotView::focusFilter()
{
    if (d->page() != ClassesPage)
        d->bar->setCurrent(ClassesPage);
    d->classes->focusFilter();
}

void SnapshotView::Private::pageChanged(int index)
{
    pages->setCurrentIndex(index);
    revealSubject(false);
    visit();
    currentTree()->setFocus();
    emit q->statusChanged();
}

void SnapshotView::Private::visit()
{
    if (isGoing)
        return;
    history.visit({page(), selection.subject()}, clock());
    emit q->historyChanged();
}

void SnapshotView::Private::go(const History::Entry& entry)
{
    isGoing = true;
    bar->setCurrent(entry.view);
    select(entry.subject);
    isGoing = false;
    emit q->historyChanged();
}

void SnapshotView::setClock(std::function<qint64()> nowMs)
{
    d->clock = std::move(nowMs);
}

bool SnapshotView::canGoBack() const
{
    return d->history.canGoBack();
}

bool SnapshotView::canGoForward() const
{
    return d->history.canGoForward();
}

void SnapshotView::goBack()
{
    if (canGoBack())
        d->go(d->history.goBack());
}

void SnapshotView::goForward()
{
    if (canGoForward())
        d->go(d->history.goForward());
}

bool SnapshotView::eventFilter(QObject* watched, QEvent* event)
{
    const bool isUse = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress;
    const auto* const widget = isUse ? qobject_cast<QWidget*>(watched) : nullptr;
    if (widget && isAncestorOf(widget) &&
        !(d->topWidget && (d->topWidget == widget || d->topWidget->isAncestorOf(widget)))) {
        qApp->removeEventFilter(this);
        emit userInteracted();
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace heapwise::ui
