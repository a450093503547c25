#include "ui/views/snapshot/snapshotview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/format.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/inspector.h"
#include "ui/views/snapshot/inspectordock.h"
#include "ui/views/snapshot/query/querypage.h"
#include "ui/views/snapshot/retainersdock.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotviewprivate.h"
#include "ui/views/snapshot/subjectpath.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/viewbar.h"

namespace heapwise::ui {
namespace {

QString stageName(Stage stage)
{
    switch (stage) {
    case Stage::Read:
        return SnapshotView::tr("Reading the file");
    case Stage::Objects:
        return SnapshotView::tr("Objects");
    case Stage::Retainers:
        return SnapshotView::tr("References");
    case Stage::Dominators:
        return SnapshotView::tr("Dominators");
    case Stage::Retained:
        return SnapshotView::tr("Retained sizes");
    }
    return {};
}

/// The first of the stages that have to pass before `needed` is there: two of them publish the dominators.
Stage firstOf(Stage needed)
{
    return needed == Stage::Retained ? Stage::Dominators : needed;
}

} // namespace

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

// --- pages ----------------------------------------------------------------------------------------------

int SnapshotView::Private::indexOf(QLatin1String id) const
{
    const auto at = std::find_if(places.begin(), places.end(), [id](const Place& p) { return p.kind.id == id; });
    return at == places.end() ? -1 : int(at - places.begin());
}

SnapshotView::Private::Place& SnapshotView::Private::current()
{
    return places[std::size_t(bar->current())];
}

SnapshotPage* SnapshotView::Private::make(Place& place)
{
    if (place.page)
        return place.page;
    place.page = place.kind.make(&selection, &actions, stack);
    place.isRevealDue = true;
    stack->addWidget(place.page);
    connect(place.page, &SnapshotPage::noteChanged, q, &SnapshotView::statusChanged);
    connect(place.page, &SnapshotPage::filterCleared, bar->filter(), &QLineEdit::clear);
    connect(place.page, &SnapshotPage::addressEntered, q, [this, page = place.page](const QString& address) {
        QString why;
        if (!q->goTo(address, &why))
            page->showProblem(why);
    });
    connect(place.page, &SnapshotPage::filterRequested, q,
            [this](QLatin1String id, const QString& text) { filterPage(id, text); });
    place.page->setFilterField(bar->filter());
    place.page->setAwaited(awaitedBy(place));
    place.page->setHeap(heap);
    place.page->setOthers(others);
    place.page->restoreState(std::exchange(place.state, {}));
    if (!place.filter.isEmpty())
        place.page->setFilter(place.filter);
    return place.page;
}

void SnapshotView::Private::filterPage(QLatin1String id, const QString& text)
{
    q->showPage(id);
    if (!make(current())->filterBy(text))
        bar->filter()->setText(text);
    current().page->focusTarget()->setFocus();
}

SnapshotPage* SnapshotView::page(QLatin1String id)
{
    const int index = d->indexOf(id);
    return index < 0 ? nullptr : d->make(d->places[std::size_t(index)]);
}

void SnapshotView::showPage(QLatin1String id)
{
    setCurrentView(d->indexOf(id));
}

QLatin1String SnapshotView::currentPage() const
{
    return d->current().kind.id;
}

int SnapshotView::currentView() const
{
    return d->bar->current();
}

void SnapshotView::setCurrentView(int view)
{
    d->bar->setCurrent(view);
}

QStringList SnapshotView::viewNames() const
{
    QStringList names;
    for (const auto& place : d->places)
        names << place.kind.name;
    return names;
}

void SnapshotView::focusFilter()
{
    SnapshotPage* const current = d->make(d->current());
    if (!current->filterHint().isEmpty()) {
        d->bar->filter()->setFocus(Qt::ShortcutFocusReason);
        d->bar->filter()->selectAll();
        return;
    }
    if (current->focusFilter())
        return;
    showPage(ClassesView::kId);
    page<ClassesView>()->focusFilter();
}

void SnapshotView::Private::pageChanged()
{
    Place& place = current();
    stack->setCurrentWidget(make(place));
    showFilter();
    inspector->inspector()->setPanel(place.page->inspectorPanel());
    showDocks();
    revealSubject(false);
    visit();
    place.page->focusTarget()->setFocus();
    emit q->crumbsChanged();
    emit q->statusChanged();
}

/// Each page has its own text in the one filter of the bar.
void SnapshotView::Private::showFilter()
{
    const QString hint = make(current())->filterHint();
    bar->setFilterVisible(!hint.isEmpty());
    bar->setFilterPlaceholder(hint);
    const QSignalBlocker blocker(bar);
    bar->filter()->setText(current().filter);
}

QVariantMap SnapshotView::viewState() const
{
    QVariantMap pages, filters;
    for (const auto& place : d->places) {
        const QVariantMap state = place.page ? place.page->state() : place.state;
        if (!state.isEmpty())
            pages.insert(place.kind.id, state);
        if (!place.filter.isEmpty())
            filters.insert(place.kind.id, place.filter);
    }
    return {{QStringLiteral("page"), QString(currentPage())},
            {QStringLiteral("pages"), pages},
            {QStringLiteral("filters"), filters}};
}

void SnapshotView::setViewState(const QVariantMap& state)
{
    const QVariantMap pages = state.value(QStringLiteral("pages")).toMap();
    const QVariantMap filters = state.value(QStringLiteral("filters")).toMap();
    for (auto& place : d->places) {
        place.state = pages.value(place.kind.id).toMap();
        place.filter = filters.value(place.kind.id).toString();
        if (!place.page)
            continue;
        place.page->restoreState(std::exchange(place.state, {}));
        place.page->setFilter(place.filter);
    }
    d->showFilter();
    const QByteArray page = state.value(QStringLiteral("page")).toString().toLatin1();
    showPage(QLatin1String(page));
}

// --- stages ---------------------------------------------------------------------------------------------

void SnapshotView::setHeap(HeapPtr heap)
{
    d->heap = std::move(heap);
    d->actions.setHeap(d->heap);
    for (const auto& place : d->places)
        if (place.page)
            place.page->setHeap(d->heap);
    d->inspector->inspector()->setHeap(d->heap);
    d->retainers->setHeap(d->heap);
    d->updateReadiness();
    emit crumbsChanged();
    emit statusChanged();
}

void SnapshotView::setOthers(const OtherSnapshots& others)
{
    d->others = others;
    d->actions.setOthers(others);
    for (const auto& place : d->places)
        if (place.page)
            place.page->setOthers(others);
}

void SnapshotView::setProgress(Stage stage, double fraction)
{
    d->stage = stage;
    d->fraction = fraction;
    d->updateReadiness();
}

/// "Dominators 66 %", or that they wait for earlier stages.
QString SnapshotView::Private::awaited(Stage needed) const
{
    return stage < firstOf(needed) ? tr("%1 wait for the stages before").arg(stageName(firstOf(needed)))
                                   : tr("%1 %2").arg(stageName(stage), formatWholePercent(fraction));
}

/// Pages that are ready have parts that are not before the dominators are known.
QString SnapshotView::Private::awaitedBy(const Place& place) const
{
    return awaited(heap && heap->has(place.kind.needs) ? Stage::Retained : place.kind.needs);
}

void SnapshotView::Private::updateReadiness()
{
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Stage needed = places[i].kind.needs;
        const bool isNear = stage >= firstOf(needed) || needed <= Stage::Objects;
        const bool isReady = heap && heap->has(needed);
        bar->setNotReady(int(i), isReady                    ? QString()
                                 : heap && heap->countsOnly ? tr("not known")
                                 : isNear                   ? formatWholePercent(fraction)
                                                            : tr("waits"));
        if (places[i].page && !(heap && heap->has(Stage::Retained)))
            places[i].page->setAwaited(awaitedBy(places[i]));
    }
    retainers->setAwaited(awaited(Stage::Retainers));
}

// --- selection ------------------------------------------------------------------------------------------

HeapPtr SnapshotView::heap() const
{
    return d->heap;
}

ObjectActions* SnapshotView::actions()
{
    return &d->actions;
}

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

void SnapshotView::Private::selectionChanged(QObject* origin)
{
    visit();
    for (auto& place : places)
        place.isRevealDue = origin == nullptr || origin != place.page;
    // A look around in a dock does not open classes; being sent to an object does.
    revealSubject(origin == nullptr);
    emit q->crumbsChanged();
    emit q->statusChanged();
}

void SnapshotView::Private::revealSubject(bool open)
{
    Place& place = current();
    if (open)
        place.isRevealDue = true;
    if (std::exchange(place.isRevealDue, false))
        make(place)->reveal(selection.subject(), open);
}

void SnapshotView::showObject(NodeId node)
{
    d->select(Subject::object(node));
}

void SnapshotView::showSubject(const Subject& subject, QLatin1String page)
{
    if (subject.kind == Subject::Kind::Class)
        page = ClassesView::kId;
    if (page.size() > 0)
        showPage(page);
    d->select(subject);
    d->make(d->current())->focusTarget()->setFocus();
}

void SnapshotView::showRetainers(const Subject& subject)
{
    d->showRetainers(subject);
}

void SnapshotView::Private::showRetainers(const Subject& subject)
{
    if (subject.kind == Subject::Kind::None)
        return;
    q->showPage(RetainersView::kId);
    select(subject);
}

void SnapshotView::Private::showInstances(ClassId classId)
{
    q->showPage(ClassesView::kId);
    select(Subject::heapClass(classId));
    q->page<ClassesView>()->openClass(classId);
}

void SnapshotView::Private::onlyClass(ClassId classId)
{
    q->showPage(ClassesView::kId);
    const QString name = QString::fromStdString((*heap->classes)[classId].name);
    q->page<ClassesView>()->setFilterText(QLatin1Char('"') + name + QLatin1Char('"'));
}

bool SnapshotView::goTo(const QString& addressText, QString* whyNot)
{
    Destination to;
    if (d->heap)
        to = findSubject(*d->heap, addressText);
    else
        to.whyNot = tr("The file is still being read.");
    if (!to.pattern.isEmpty()) {
        showPage(ClassesView::kId);
        page<ClassesView>()->setFilterText(to.pattern == QLatin1String("*") ? QString() : to.pattern);
        return true;
    }
    if (!to.query.isEmpty()) {
        showPage(QueryPage::kId);
        page<QueryPage>()->ask(to.query);
        return true;
    }
    if (to.subject.kind == Subject::Kind::None) {
        if (whyNot)
            *whyNot = to.whyNot;
        return false;
    }
    if (to.subject.kind == Subject::Kind::Class)
        showPage(ClassesView::kId);
    d->select(to.subject);
    d->make(d->current())->focusTarget()->setFocus();
    return true;
}

QList<Crumb> SnapshotView::crumbs() const
{
    if (!d->heap)
        return {};
    if (d->selection.subject().kind != Subject::Kind::None)
        return crumbsOf(*d->heap, d->selection.subject());
    Crumb page;
    page.text = d->current().kind.name;
    return {page};
}

QString SnapshotView::statusText() const
{
    if (!d->heap)
        return {};
    const SnapshotPage* const page = d->current().page;
    const QString note = page ? page->note() : QString();
    return note.isEmpty() ? describeSubject(*d->heap, d->selection.subject()) : note;
}

// --- history --------------------------------------------------------------------------------------------

void SnapshotView::Private::visit()
{
    if (isGoing)
        return;
    history.visit({bar->current(), selection.subject()}, clock());
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
