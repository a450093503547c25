#include "ui/views/snapshot/snapshotview.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/format.h"
#include "ui/selection.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/dominatorsview.h"
#include "ui/views/snapshot/history.h"
#include "ui/views/snapshot/inspectordock.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/retainersdock.h"
#include "ui/views/snapshot/subjectpath.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/viewbar.h"

namespace heapwise::ui {
namespace {

constexpr int kInspectorWidth = 360;
constexpr int kRetainersHeight = 190;
constexpr int kLayoutVersion = 1;
constexpr auto kLayoutKey = "layout/snapshot";

} // namespace

struct SnapshotView::Private {
    explicit Private(SnapshotView* view)
        : q(view)
        , selection(view)
        , actions(view)
    {
    }

    void createPages();
    void createDocks();
    void addDockButton(QDockWidget* dock, const QString& iconName);
    void createShortcuts();
    void connectActions();
    void addShortcut(const QKeySequence& keys, const QString& text, std::function<void()> run);
    void restoreLayout();
    void saveLayout() const;

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
    DataTree* currentTree() const { return page() == DominatorsPage ? dominators->tree() : classes->tree(); }
    int page() const { return bar->current(); }

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
    QWidget* topWidget = nullptr;
    Stage stage = Stage::Read; ///< in progress
    double fraction = 0;
    bool wasShown = false;
    bool hasLayout = false;   ///< sizes of docks were restored or set
    bool isGoing = false;     ///< back or forward: not a new entry
    bool isRevealDue[2] = {}; ///< by page: the selection changed while it was not shown
};

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

void SnapshotView::Private::createPages()
{
    auto* const center = new QWidget(q);
    layout = new QVBoxLayout(center);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    bar = new ViewBar(center);
    bar->addView(QStringLiteral("classes"), tr("Classes"));
    bar->addView(QStringLiteral("domtree"), tr("Dominators"));
    bar->setFilterVisible(false);
    pages = new QStackedWidget(center);
    classes = new ClassesView(&selection, &actions, pages);
    dominators = new DominatorsView(&selection, &actions, pages);
    pages->addWidget(classes);
    pages->addWidget(dominators);
    layout->addWidget(bar);
    layout->addWidget(pages, 1);
    q->setCentralWidget(center);
    connect(bar, &ViewBar::currentChanged, q, [this](int index) { pageChanged(index); });
}

void SnapshotView::Private::createDocks()
{
    inspector = new InspectorDock(&selection, &actions, q);
    retainers = new RetainersDock(&selection, &actions, q);
    q->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    q->addDockWidget(Qt::RightDockWidgetArea, inspector);
    q->addDockWidget(Qt::BottomDockWidgetArea, retainers);
    inspector->toggleViewAction()->setShortcut(QKeySequence(Qt::ALT | Qt::Key_2));
    retainers->toggleViewAction()->setShortcut(QKeySequence(Qt::ALT | Qt::Key_3));
    for (QDockWidget* const dock :
         {static_cast<QDockWidget*>(inspector), static_cast<QDockWidget*>(retainers)}) {
        dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
        dock->toggleViewAction()->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        q->addAction(dock->toggleViewAction());
    }
    addDockButton(retainers, QStringLiteral("graph"));
    addDockButton(inspector, QStringLiteral("inspector"));
}

/// At the right of the view bar: opens and closes the dock.
void SnapshotView::Private::addDockButton(QDockWidget* dock, const QString& iconName)
{
    QAction* const action = dock->toggleViewAction();
    action->setIcon(icon(iconName));
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(tr("%1 (%2)").arg(dock->windowTitle(), keys));
    auto* const button = new QToolButton(bar);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(dock->windowTitle());
    bar->addRightWidget(button);
}

void SnapshotView::Private::connectActions()
{
    connect(&selection, &Selection::changed, q,
            [this](const Subject& subject, QObject* origin) { selectionChanged(subject, origin); });
    connect(&actions, &ObjectActions::inspectRequested, q, [this](const Subject& subject) {
        inspector->show();
        select(subject);
    });
    connect(&actions, &ObjectActions::retainersRequested, q,
            [this](NodeId node) { retainers->showRetainers(node); });
    connect(&actions, &ObjectActions::dominatorsRequested, q, [this](NodeId node) {
        select(Subject::object(node));
        bar->setCurrent(DominatorsPage);
        dominators->reveal(node);
    });
    connect(&actions, &ObjectActions::instancesRequested, q,
            [this](ClassId classId) { showInstances(classId); });
    connect(&actions, &ObjectActions::onlyClassRequested, q, [this](ClassId classId) { onlyClass(classId); });
    connect(&actions, &ObjectActions::hideClassRequested, q, [this](ClassId classId) {
        bar->setCurrent(ClassesPage);
        classes->hideClass(classId);
    });
    connect(classes, &ClassesView::addressEntered, q, [this](const QString& address) {
        QString why;
        if (!q->goTo(address, &why))
            classes->showProblem(why);
    });
    connect(classes, &ClassesView::selectionHiddenChanged, q, &SnapshotView::statusChanged);
}

void SnapshotView::Private::addShortcut(const QKeySequence& keys, const QString& text,
                                        std::function<void()> run)
{
    auto* const action = new QAction(text, q);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, q, std::move(run));
    q->addAction(action);
}

void SnapshotView::Private::createShortcuts()
{
    addShortcut(QKeySequence(Qt::CTRL | Qt::Key_R), tr("Show retainers"), [this] {
        if (selection.subject().kind == Subject::Kind::Object)
            retainers->showRetainers(selection.subject().node);
    });
    addShortcut(QKeySequence(Qt::CTRL | Qt::Key_D), tr("Reveal in dominators"), [this] {
        if (selection.subject().kind == Subject::Kind::Object)
            emit actions.dominatorsRequested(selection.subject().node);
    });
    addShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), tr("Instances of this class"), [this] {
        const Subject subject = selection.subject();
        if (subject.kind == Subject::Kind::Class)
            showInstances(subject.classId);
        else if (subject.kind == Subject::Kind::Object && heap && heap->classes)
            showInstances(heap->classes->classOf(subject.node));
    });
}

// --- layout ---------------------------------------------------------------------------------------------

void SnapshotView::Private::restoreLayout()
{
    const QByteArray state = QSettings().value(QLatin1String(kLayoutKey)).toByteArray();
    hasLayout = !state.isEmpty() && q->restoreState(state, kLayoutVersion);
}

void SnapshotView::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (!std::exchange(d->wasShown, true))
        d->currentTree()->setFocus(); // rather than the filter: letters search, arrows move
    if (std::exchange(d->hasLayout, true))
        return;
    // Sizes of docks hold only once the window has its own.
    QTimer::singleShot(0, this, [this] {
        resizeDocks({d->inspector}, {scaled(kInspectorWidth)}, Qt::Horizontal);
        resizeDocks({d->retainers}, {scaled(kRetainersHeight)}, Qt::Vertical);
    });
}

void SnapshotView::Private::saveLayout() const
{
    QSettings().setValue(QLatin1String(kLayoutKey), q->saveState(kLayoutVersion));
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
    if (stage < needed && fraction <= 0)
        return tr("%1 wait for the stages before").arg(what);
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
