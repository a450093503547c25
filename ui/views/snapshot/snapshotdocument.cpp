#include "ui/views/snapshot/snapshotdocument.h"

#include "ui/errortext.h"
#include "ui/format.h"
#include "ui/indexsettings.h"
#include "ui/pins/pins.h"
#include "ui/selection.h"
#include "ui/settings/settings.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/errorpage.h"
#include "ui/views/snapshot/loadingpanel.h"
#include "ui/views/snapshot/overview/overviewpage.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/messagebar.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QSettings>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {
constexpr int kProgressEveryMs = 50;
} // namespace

SnapshotDocument::SnapshotDocument(const QString& path, const QString& title, QWidget* parent)
    : Document(parent)
    , m_path(path)
    , m_title(title)
    , m_timer(new QTimer(this))
    , m_stack(new QStackedLayout(this))
    , m_pins(new Pins(this))
{
    setObjectName(QStringLiteral("snapshotDocument"));
    m_timer->setInterval(kProgressEveryMs);
    connect(m_timer, &QTimer::timeout, this, &SnapshotDocument::updateProgress);
    connect(&m_opening, &Opening::published, this, &SnapshotDocument::stageArrived);
    connect(&m_opening, &Opening::finished, this, &SnapshotDocument::finished);
    connect(&m_opening, &Opening::failed, this, &SnapshotDocument::failed);
    connectAdmission();
    connect(m_pins, &Pins::changed, this, &Document::changed);
    connect(&m_indexing, &Indexing::damaged, this, &SnapshotDocument::reload);
    m_indexing.announce({this, tr("Indexing %1").arg(this->title()), [this] { m_indexing.cancel(); }});
    m_opening.announce({this, tr("Opening %1").arg(this->title()), [this] { cancelWork(); },
                        [](const Progress& p) { return LoadingPanel::overallFraction(p.phase(), p.fraction()); }});
}

SnapshotDocument::~SnapshotDocument()
{
    m_opening.stop();
    dropView();
}

// --- opening ---------------------------------------------------------------------------------------------

void SnapshotDocument::open(bool acceptPartial)
{
    m_opening.stop();
    dropView();
    m_partial = acceptPartial;
    m_failed = false;
    m_isBrowsed = false;
    m_progress = 0;
    m_state = tr("Reading");
    createTop();
    m_admission.ask(m_path);
    QMetaObject::invokeMethod(this, &SnapshotDocument::createView, Qt::QueuedConnection);
    emit changed();
    emit crumbsChanged();
}

void SnapshotDocument::read(bool countsOnly)
{
    m_opening.start({m_path.toStdString(), m_partial, 0, countsOnly, indexOptions()});
    m_timer->start();
}

// The tab is painted with the panel alone. The views and docks below it take most of a frame to make: that is
// the next event's.
void SnapshotDocument::createTop()
{
    m_top = new QWidget;
    auto* layout = new QVBoxLayout(m_top);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_loading = new LoadingPanel(title(), m_top);
    m_note = new MessageBar(m_top);
    m_note->setObjectName(QStringLiteral("documentNote"));
    layout->addWidget(m_loading);
    layout->addWidget(m_note);
    connect(m_loading, &LoadingPanel::cancelRequested, this, &SnapshotDocument::cancelWork);
    connect(m_note, &MessageBar::actionTriggered, this, &SnapshotDocument::reload);
    connect(m_note, &MessageBar::choiceTriggered, this, &SnapshotDocument::answered);
    m_waiting = new QWidget(this);
    auto* page = new QVBoxLayout(m_waiting);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(m_top);
    page->addStretch(1);
    m_stack->addWidget(m_waiting);
    m_stack->setCurrentWidget(m_waiting);
}

void SnapshotDocument::createView()
{
    if (m_view || !m_waiting) // made for a stage that came first, or the run has ended
        return;
    m_view = new SnapshotView(this);
    m_view->setTopWidget(m_top);
    m_stack->addWidget(m_view);
    m_stack->setCurrentWidget(m_view);
    delete std::exchange(m_waiting, nullptr);
    if (!m_pendingState.isEmpty())
        m_view->setViewState(std::exchange(m_pendingState, {}));
    m_view->setOthers(m_others);
    connect(m_view, &SnapshotView::otherRequested, this, &SnapshotDocument::otherRequested);
    connect(m_view, &SnapshotView::tabRequested, this, &SnapshotDocument::tabRequested);
    connect(m_view, &SnapshotView::crumbsChanged, this, &Document::crumbsChanged);
    connect(m_view, &SnapshotView::statusChanged, this, &Document::changed);
    connect(m_view, &SnapshotView::historyChanged, this, &Document::changed);
    connect(m_view, &SnapshotView::userInteracted, this, [this] {
        m_isBrowsed = true;
        if (m_loading && m_heap)
            m_loading->setCollapsed(true);
    });
    emit changed();
}

void SnapshotDocument::setOthers(const OtherSnapshots& others)
{
    m_others = others;
    if (m_view)
        m_view->setOthers(others);
}

void SnapshotDocument::dropView()
{
    m_timer->stop();
    m_admission.stop();
    m_indexing.stop();
    m_loading = nullptr;
    m_note = nullptr;
    delete std::exchange(m_view, nullptr);
    delete std::exchange(m_waiting, nullptr);
    if (m_heap)
        releaseOnWorker(std::move(m_heap)); // views held it too until here
    m_heap.reset();
}

void SnapshotDocument::stageArrived(const HeapPtr& heap)
{
    createView();
    const bool browsable = heap->has(Stage::Objects) && !(m_heap && m_heap->has(Stage::Objects));
    m_heap = heap;
    m_pins->load(*heap);
    m_view->setHeap(heap);
    if (browsable && m_note && !heap->has(Stage::Retained)) {
        m_note->showMessage(
            MessageBar::Tone::Info, tr("You can already browse."),
            tr("Counts and shallow sizes are final. Retained sizes fill in when the dominators are ready."));
        m_note->setClosable(false);
        auto* option = m_note->setOption(tr("Switch to Overview when done"), settings::kOverviewWhenDone.value());
        connect(option, &QCheckBox::toggled, this, [](bool isOn) { settings::kOverviewWhenDone.set(isOn); });
    }
    if (browsable)
        goToPending();
    updateProgress();
    emit crumbsChanged();
}

void SnapshotDocument::finished(const HeapPtr& heap)
{
    createView();
    m_timer->stop();
    m_progress = -1;
    m_note->hide();
    delete m_loading;
    m_loading = nullptr;
    m_heap = heap;
    m_pins->load(*heap);
    m_view->setHeap(heap);
    m_state = tr("Ready");
    showPartialNote();
    goToPending();
    m_admission.keepWatching(m_path);
    m_indexing.start(heap, indexOptions());
    m_isSwitchDue = settings::kOverviewWhenDone.value() && !heap->countsOnly && !m_hasChosenView;
    // Making the page is an event of its own.
    QMetaObject::invokeMethod(this, &SnapshotDocument::switchToOverview, Qt::QueuedConnection);
    emit opened(heap);
    emit crumbsChanged();
    emit changed();
}

// The answer comes before the table, unless somebody is at work in it already. Behind another tab it waits: what leaks
// are looked for in would take the time of what is looked at.
void SnapshotDocument::switchToOverview()
{
    if (!isVisible() || !m_view || !std::exchange(m_isSwitchDue, false))
        return;
    const bool hasBegun = m_isBrowsed || m_view->currentPage() != ClassesView::kId ||
                          m_view->selection()->subject().kind != Subject::Kind::None;
    if (!hasBegun)
        m_view->showPage(OverviewPage::kId);
}

void SnapshotDocument::showEvent(QShowEvent* event)
{
    Document::showEvent(event);
    switchToOverview();
}

void SnapshotDocument::showPartialNote()
{
    if (m_heap->countsOnly && m_heap->report->isComplete()) {
        m_note->showMessage(
            MessageBar::Tone::Warning, tr("Only counts and shallow sizes by type are shown."),
            tr("The references were left out to save memory. Nothing can be said about what is retained."),
            tr("Read the whole file"));
        m_note->setClosable(false);
    } else if (m_heap->countsOnly) {
        m_note->showMessage(MessageBar::Tone::Warning, tr("This snapshot is incomplete."),
                            tr("Only counts and shallow sizes by type are shown: the file ends before the references. "
                               "Nothing can be said about what is retained."),
                            tr("Read the file again"));
        m_note->setClosable(false);
    } else if (!m_heap->report->isComplete()) {
        m_note->showMessage(
            MessageBar::Tone::Warning, tr("The names of this snapshot are incomplete."),
            tr("Objects, references and sizes are all there; names that the file does not have are empty."));
    } else if (!m_heap->report->warnings.empty()) {
        m_note->showMessage(MessageBar::Tone::Warning, tr("The file contradicts itself in places."),
                            QString::fromStdString(m_heap->report->warnings.front()));
    }
}

void SnapshotDocument::failed(const Error& error, const LoadReport& report)
{
    m_failure = {error, report, m_opening.seconds()};
    m_timer->stop();
    if (!m_partial && Admission::isPerhapsWritten(error.code))
        m_admission.askForMore(m_path, report.fileBytes);
    else
        showError();
}

void SnapshotDocument::showError()
{
    dropView();
    m_failed = true;
    m_progress = -1;
    m_state = tr("%1 %2").arg(title(), errorText(m_failure.error, m_failure.report).shortState);
    if (!m_errorPage) {
        m_errorPage = new ErrorPage(this);
        m_stack->addWidget(m_errorPage);
        connect(m_errorPage, &ErrorPage::retryRequested, this, [this] { open(false); });
        connect(m_errorPage, &ErrorPage::openPartialRequested, this, [this] { open(true); });
        connect(m_errorPage, &ErrorPage::openOtherRequested, this, &Document::openFilesRequested);
    }
    m_errorPage->showError(m_path, m_failure.error, m_failure.report, m_failure.seconds);
    m_stack->setCurrentWidget(m_errorPage);
    emit notOpened(m_failure.error.code);
    emit crumbsChanged();
    emit changed();
}

void SnapshotDocument::updateProgress()
{
    const Progress* progress = m_opening.progress();
    if (!progress || !m_loading)
        return;
    m_loading->showProgress(*progress, m_heap, m_opening.seconds());
    if (m_view && progress->phase() >= 0)
        m_view->setProgress(Stage(progress->phase()), progress->fraction());
    const QString state = m_loading->stateText();
    const bool news = state != m_state || int(m_progress * 100) != int(m_loading->overall() * 100);
    m_progress = m_loading->overall();
    m_state = state;
    if (news)
        emit changed();
}

// What was complete stays; a tab with nothing to show goes, as it came.
void SnapshotDocument::cancelWork()
{
    if (m_progress < 0) {
        JobRegistry::instance().cancelAll(this);
        return;
    }
    m_admission.stop();
    m_opening.stop();
    m_timer->stop();
    if (!m_heap || !m_heap->has(Stage::Objects)) {
        emit closeRequested();
        return;
    }
    m_progress = -1;
    m_state = tr("Stopped");
    delete std::exchange(m_loading, nullptr);
    m_note->showMessage(MessageBar::Tone::Info, tr("Opening was stopped."),
                        tr("Counts and shallow sizes are complete. What came later is not computed."),
                        tr("Read the file again"));
    m_note->setClosable(true);
    emit changed();
}

// --- what the window shows -------------------------------------------------------------------------------

QString SnapshotDocument::title() const
{
    return m_title.isEmpty() ? QFileInfo(m_path).fileName() : m_title;
}

void SnapshotDocument::setPath(const QString& canonicalPath)
{
    m_path = canonicalPath;
    emit changed();
}

QString SnapshotDocument::iconName() const
{
    return m_failed ? QStringLiteral("error") : m_progress >= 0 ? QStringLiteral("worker") : QStringLiteral("snap");
}

double SnapshotDocument::progress() const
{
    return m_progress;
}

QString SnapshotDocument::stateText() const
{
    return m_state;
}

QString SnapshotDocument::stateIcon() const
{
    return m_failed ? QStringLiteral("error") : m_progress >= 0 ? QStringLiteral("worker") : QStringLiteral("check");
}

QString SnapshotDocument::selectionText() const
{
    return m_view ? m_view->statusText() : QString();
}

bool SnapshotDocument::canGoBack() const
{
    return m_view && m_view->canGoBack();
}

bool SnapshotDocument::canGoForward() const
{
    return m_view && m_view->canGoForward();
}

void SnapshotDocument::goBack()
{
    if (m_view)
        m_view->goBack();
}

void SnapshotDocument::goForward()
{
    if (m_view)
        m_view->goForward();
}

QStringList SnapshotDocument::viewNames() const
{
    return m_view ? m_view->viewNames() : QStringList();
}

void SnapshotDocument::setCurrentView(int view)
{
    if (m_view)
        m_view->setCurrentView(view);
}

int SnapshotDocument::currentView() const
{
    return m_view ? m_view->currentView() : 0;
}

QVariantMap SnapshotDocument::viewState() const
{
    return m_view ? m_view->viewState() : m_pendingState;
}

void SnapshotDocument::setViewState(const QVariantMap& state)
{
    m_hasChosenView = m_hasChosenView || !state.isEmpty();
    if (m_view)
        m_view->setViewState(state);
    else
        m_pendingState = state;
}

void SnapshotDocument::focusFilter()
{
    if (m_view)
        m_view->focusFilter();
}

} // namespace heapwise::ui
