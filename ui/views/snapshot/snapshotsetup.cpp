// The part of SnapshotView that puts pages, docks and commands together and remembers their layout.
#include "ui/views/snapshot/snapshotviewprivate.h"

#include <QAction>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/settings/commands.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/dominatorsview.h"
#include "ui/views/snapshot/inspector.h"
#include "ui/views/snapshot/inspectordock.h"
#include "ui/views/snapshot/inspectortrail.h"
#include "ui/views/snapshot/retainersdock.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/views/snapshot/strings/stringsview.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/sidestrip.h"
#include "ui/widgets/viewbar.h"
#include "ui/widgets/workingbar.h"

namespace heapwise::ui {
namespace {

constexpr int kInspectorWidth = 360;
constexpr int kRetainersHeight = 190;
constexpr int kSnapshotSetupNarrow = 1000; ///< of the window: below it the Inspector takes too much of the width
constexpr int kSnapshotSetupLow = 430;     ///< of the views: below it the Retainers dock takes too much of the height
constexpr int kLayoutVersion = 1;
constexpr auto kLayoutKey = "layout/snapshot";
constexpr auto kDocksKey = "layout/snapshotDocks"; ///< open ones, by those a page opens

} // namespace

void SnapshotView::Private::createPages()
{
    auto* const center = new QWidget(q);
    layout = new QVBoxLayout(center);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    bar = new ViewBar(center);
    for (auto& kind : pageKinds()) {
        bar->addView(kind.iconName, kind.name);
        places.push_back({std::move(kind)});
    }
    bar->setCurrent(indexOf(ClassesView::kId)); // the first that has something to show
    bar->setFilterVisible(false);
    new WorkingBar(q, bar);
    stack = new QStackedWidget(center);
    layout->addWidget(bar);
    layout->addWidget(stack, 1);
    q->setCentralWidget(center);
    make(current());
    connect(bar, &ViewBar::currentChanged, q, [this] { pageChanged(); });
    connect(bar, &ViewBar::filterChanged, q, [this](const QString& text) {
        current().filter = text;
        make(current())->setFilter(text);
    });
}

void SnapshotView::Private::createDocks()
{
    inspector = new InspectorDock(&selection, &actions, q);
    retainers = new RetainersDock(&selection, &actions, q);
    q->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    q->addDockWidget(Qt::RightDockWidgetArea, inspector);
    q->addDockWidget(Qt::BottomDockWidgetArea, retainers);
    bindKeys(inspector->toggleViewAction(), QLatin1String("dock.inspector"));
    bindKeys(retainers->toggleViewAction(), QLatin1String("dock.retainers"));
    for (QDockWidget* const dock : {static_cast<QDockWidget*>(inspector), static_cast<QDockWidget*>(retainers)}) {
        dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
        dock->toggleViewAction()->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        q->addAction(dock->toggleViewAction());
    }
    strip = new SideStrip(q);
    q->addToolBar(Qt::RightToolBarArea, strip);
    strip->addDock(inspector, QStringLiteral("inspector"));
    strip->addDock(retainers, QStringLiteral("graph"));
    connect(inspector->toggleViewAction(), &QAction::toggled, q, [this](bool open) {
        if (open)
            roomyLayout.clear();
    });
    connect(retainers->toggleViewAction(), &QAction::triggered, q, [this] { hasLowered = false; });
}

void SnapshotView::Private::connectActions()
{
    connect(&selection, &Selection::changed, q, [this](const Subject&, QObject* origin) { selectionChanged(origin); });
    connect(&actions, &ObjectActions::inspectRequested, q, [this](const Subject& subject) {
        inspector->show();
        select(subject);
        inspector->trail()->goTo(subject, nullptr);
    });
    connect(inspector, &InspectorDock::tabRequested, q, &SnapshotView::tabRequested);
    connect(&actions, &ObjectActions::retainersRequested, q,
            [this](const Subject& subject) { showRetainers(subject); });
    connect(&actions, &ObjectActions::dominatorsRequested, q, [this](NodeId node) {
        q->showPage(DominatorsView::kId);
        select(Subject::object(node));
    });
    connect(&actions, &ObjectActions::instancesRequested, q, [this](ClassId classId) { showInstances(classId); });
    connect(&actions, &ObjectActions::retentionGroupsRequested, q, [this](ClassId classId) {
        q->showPage(ClassesView::kId);
        q->page<ClassesView>()->groupByRetention(classId);
    });
    connect(&actions, &ObjectActions::instancesExportRequested, q, [this](ClassId classId) {
        emit actions.inspectRequested(Subject::heapClass(classId));
        inspector->inspector()->exportMembers();
    });
    connect(&actions, &ObjectActions::onlyClassRequested, q, [this](ClassId classId) { onlyClass(classId); });
    connect(&actions, &ObjectActions::hideClassRequested, q, [this](ClassId classId) {
        q->showPage(ClassesView::kId);
        q->page<ClassesView>()->hideClass(classId);
    });
    connect(&actions, &ObjectActions::otherRequested, q, &SnapshotView::otherRequested);
    connect(&actions, &ObjectActions::cutRequested, q, [this](EdgeIndex edge) {
        q->showPage(RetainersView::kId);
        select(Subject::object(heap->snapshot->edgeTarget(edge)));
        q->page<RetainersView>()->cut(edge);
    });
    connect(&actions, &ObjectActions::ignoreRequested, q,
            [this](NodeId node, EdgeIndex edge) { q->page<RetainersView>()->ignore(node, edge); });
    connect(&actions, &ObjectActions::sourceRequested, q, [this](NodeId node) { openSource(node); });
    connect(&actions, &ObjectActions::kindRequested, q, [this](ObjectKind kind) {
        q->showPage(ClassesView::kId);
        q->page<ClassesView>()->showKind(kind);
    });
    connect(&actions, &ObjectActions::duplicatesRequested, q, [this] {
        q->showPage(StringsView::kId);
        q->page<StringsView>()->showOwnDuplicates();
    });
}

void SnapshotView::Private::openSource(NodeId node)
{
    inspector->show();
    select(Subject::object(node));
    inspector->trail()->goTo(Subject::object(node), nullptr);
    inspector->inspector()->openSource();
}

void SnapshotView::Private::addShortcut(QLatin1String id, std::function<void()> run)
{
    auto* const action = new QAction(command(id).name, q);
    bindKeys(action, id);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, q, std::move(run));
    q->addAction(action);
}

void SnapshotView::Private::createShortcuts()
{
    addShortcut(QLatin1String("snapshot.retainers"), [this] { showRetainers(selection.subject()); });
    addShortcut(QLatin1String("snapshot.dominators"), [this] {
        if (selection.subject().kind == Subject::Kind::Object)
            emit actions.dominatorsRequested(selection.subject().node);
    });
    addShortcut(QLatin1String("snapshot.source"), [this] {
        if (selection.subject().kind == Subject::Kind::Object)
            openSource(selection.subject().node);
    });
    addShortcut(QLatin1String("snapshot.instances"), [this] {
        const Subject subject = selection.subject();
        if (subject.kind == Subject::Kind::Class)
            showInstances(subject.classId);
        else if (subject.kind != Subject::Kind::None)
            emit q->tabRequested(subject);
    });
}

// --- layout ---------------------------------------------------------------------------------------------

namespace {

/// Before the first show every dock is hidden, and none was hidden by anybody.
bool isOpen(const QDockWidget* dock)
{
    return !dock->isHidden() || !dock->testAttribute(Qt::WA_WState_ExplicitShowHide);
}

} // namespace

void SnapshotView::Private::restoreLayout()
{
    const QSettings settings;
    const QByteArray state = settings.value(QLatin1String(kLayoutKey)).toByteArray();
    hasLayout = !state.isEmpty() && q->restoreState(state, kLayoutVersion);
    const QVariantMap open = settings.value(QLatin1String(kDocksKey)).toMap();
    for (auto it = open.begin(); it != open.end(); ++it)
        openDocks[it.key().toInt()] = PageDocks::fromInt(it.value().toInt());
    docks = current().kind.docks;
    openPageDocks();
    strip->updateVisible();
    connect(&Theme::instance(), &Theme::metricsChanged, q, [this] { fitToSize(); });
}

// A dock that went for want of room is not how the user wants it.
void SnapshotView::Private::saveLayout()
{
    keepDocks();
    QVariantMap open;
    for (auto it = openDocks.begin(); it != openDocks.end(); ++it)
        open.insert(QString::number(it.key()), it.value().toInt());
    QSettings settings;
    settings.setValue(QLatin1String(kLayoutKey), roomyLayout.isEmpty() ? q->saveState(kLayoutVersion) : roomyLayout);
    settings.setValue(QLatin1String(kDocksKey), open);
}

void SnapshotView::Private::keepDocks()
{
    PageDocks open;
    open.setFlag(PageDock::Inspector, isOpen(inspector) || !roomyLayout.isEmpty());
    open.setFlag(PageDock::Retainers, isOpen(retainers) || hasLowered);
    openDocks[docks.toInt()] = open;
}

void SnapshotView::Private::openPageDocks()
{
    const PageDocks open = openDocks.value(docks.toInt(), docks);
    const auto show = [](QDockWidget* dock, bool wanted) {
        if (isOpen(dock) != wanted)
            dock->setVisible(wanted);
    };
    show(inspector, open.testFlag(PageDock::Inspector));
    show(retainers, open.testFlag(PageDock::Retainers));
}

/// Pages that open the same docks share what the user made of them.
void SnapshotView::Private::showDocks()
{
    const PageDocks wanted = current().kind.docks;
    if (wanted == docks)
        return;
    keepDocks();
    roomyLayout.clear();
    docks = wanted;
    openPageDocks();
    isNarrow = isLow = hasLowered = false;
    fitToSize();
}

void SnapshotView::Private::fitToSize()
{
    fitToWidth();
    fitToHeight();
}

/// The Inspector goes when the window becomes narrow, and comes back with the room, unless the user has opened it
/// meanwhile.
void SnapshotView::Private::fitToWidth()
{
    const bool narrow = q->window()->width() < scaled(kSnapshotSetupNarrow);
    if (!q->isVisible() || narrow == isNarrow)
        return;
    isNarrow = narrow;
    if (narrow && inspector->isVisible()) {
        roomyLayout = q->saveState(kLayoutVersion);
        inspector->hide();
    } else if (!narrow && !std::exchange(roomyLayout, {}).isEmpty()) {
        inspector->show();
    }
}

/// The same of the Retainers dock, where the text is large or the window low.
void SnapshotView::Private::fitToHeight()
{
    const bool low = q->height() < scaled(kSnapshotSetupLow);
    if (!q->isVisible() || low == isLow)
        return;
    isLow = low;
    if (low && retainers->isVisible()) {
        retainers->hide();
        hasLowered = true;
    } else if (!low && std::exchange(hasLowered, false)) {
        retainers->show();
    }
}

void SnapshotView::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (!std::exchange(d->wasShown, true))
        d->make(d->current())->focusTarget()->setFocus(); // rather than the filter: letters search, arrows move
    d->fitToSize();
    if (std::exchange(d->hasLayout, true))
        return;
    // Sizes of docks hold only once the window has its own.
    QTimer::singleShot(0, this, [this] {
        resizeDocks({d->inspector}, {scaled(kInspectorWidth)}, Qt::Horizontal);
        resizeDocks({d->retainers}, {scaled(kRetainersHeight)}, Qt::Vertical);
    });
}

void SnapshotView::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    d->fitToSize();
}

} // namespace heapwise::ui
