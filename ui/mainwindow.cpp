#include "ui/mainwindow.h"

#include "ui/comparisonopener.h"
#include "ui/export/exportcommand.h"
#include "ui/filekinds.h"
#include "ui/fileopener.h"
#include "ui/goto/gotofield.h"
#include "ui/goto/gotolauncher.h"
#include "ui/help/tour.h"
#include "ui/jobs/jobregistry.h"
#include "ui/liveopener.h"
#include "ui/pins/pins.h"
#include "ui/pins/pinspopup.h"
#include "ui/recentfiles.h"
#include "ui/session.h"
#include "ui/settings/settings.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/views/live/processlist.h"
#include "ui/views/start/startpage.h"
#include "ui/widgets/addressbar.h"
#include "ui/widgets/documenttabs.h"
#include "ui/widgets/dropoverlay.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statuspanel.h"
#include "ui/widgets/toolstrip.h"
#include "ui/windowactions.h"
#include "ui/workspace/workspace.h"
#include "ui/workspace/workspacearea.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QToolBar>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {
const QString kGeometryKey = QStringLiteral("window/geometry");
} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent)
    , m_recent(new RecentFiles(this))
    , m_tabs(new DocumentTabs(this))
    , m_opener(new FileOpener(m_tabs, m_recent, this))
    , m_live(new LiveOpener(m_tabs, m_opener, this))
    , m_comparisons(new ComparisonOpener(m_tabs, m_opener, m_recent, this))
    , m_goTo(new GoToLauncher(this, m_tabs, m_recent, m_opener))
    , m_workspace(new Workspace(m_tabs, m_opener, m_comparisons, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    m_actions = std::make_unique<WindowActions>(this);
    createToolBar();
    createPages();
    connectParts();
    showStartPage();
    restoreWindow();
}

MainWindow::~MainWindow()
{
    // Work of documents ends with them, when the commands are gone.
    disconnect(&JobRegistry::instance(), nullptr, this, nullptr);
}

void MainWindow::createToolBar()
{
    auto* bar = addToolBar(tr("Tool bar"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolStrip = new ToolStrip(bar);
    m_toolStrip->addButton(m_actions->open, Qt::ToolButtonTextBesideIcon);
    m_toolStrip->addButton(m_actions->attach, Qt::ToolButtonTextBesideIcon);
    m_toolStrip->addSeparator();
    m_toolStrip->addButton(m_actions->back, Qt::ToolButtonIconOnly);
    m_toolStrip->addButton(m_actions->forward, Qt::ToolButtonIconOnly);
    m_address = new AddressBar(m_toolStrip);
    m_address->setPlaceholder(tr("Open a snapshot"));
    m_toolStrip->addWidget(m_address);
    m_toolStrip->addFixed(m_goToField = new GoToField(m_toolStrip));
    m_toolStrip->addButton(m_actions->compare, Qt::ToolButtonTextBesideIcon);
    m_toolStrip->addButton(m_actions->exportView, Qt::ToolButtonIconOnly);
    bar->addWidget(m_toolStrip);
}

void MainWindow::createPages()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_message = new MessageBar(page);
    m_status = new StatusPanel(page);
    m_question = new MessageBar(page);
    m_question->setObjectName(QStringLiteral("dropQuestion"));
    m_area = new WorkspaceArea(m_workspace, m_tabs, page);
    m_actions->addDock(m_area->dock());
    column->addWidget(m_message);
    column->addWidget(m_question);
    m_export = new ExportCommand(this);
    column->addWidget(m_export->bar());
    column->addWidget(m_tabs->tabBar());
    column->addWidget(m_area, 1);
    column->addWidget(m_status);
    setCentralWidget(page);
    m_overlay = new DropOverlay(this);
}

void MainWindow::connectParts()
{
    connect(m_tabs, &DocumentTabs::currentDocumentChanged, this, &MainWindow::documentChanged);
    connect(m_tabs, &DocumentTabs::currentUpdated, this, &MainWindow::documentChanged);
    connect(&JobRegistry::instance(), &JobRegistry::changed, this, [this] { m_actions->update(); });
    connect(m_goToField, &QAbstractButton::clicked, this, &MainWindow::goToAnything);
    const auto showKeys = [this] {
        m_goToField->setKeys(m_actions->goTo->shortcut().toString(QKeySequence::NativeText));
    };
    connect(m_actions->goTo, &QAction::changed, this, showKeys);
    showKeys();
    settings::kHidesSecrets.follow(this, [this] {
        for (auto* area : findChildren<QAbstractScrollArea*>())
            area->viewport()->update();
    });
    connect(m_address, &AddressBar::pinToggled, this, &MainWindow::togglePin);
    connect(m_address, &AddressBar::entered, this, &MainWindow::enterAddress);
    connect(m_address, &AddressBar::crumbActivated, this, [this](const Crumb& crumb) {
        if (auto* document = currentDocument())
            document->activateCrumb(crumb);
    });
    connect(m_address, &AddressBar::siblingsRequested, this, [this](const Crumb& of) {
        if (auto* document = currentDocument())
            document->findSiblings(of, [this, of](const QList<Crumb>& found) { m_address->showSiblings(of, found); });
    });
    connect(m_live, &LiveOpener::problem, this,
            [this](const QString& sentence) { m_message->showMessage(MessageBar::Tone::Error, {}, sentence); });
    connect(m_live, &LiveOpener::leftoversFound, this, [this](int count) {
        m_message->showMessage(
            MessageBar::Tone::Warning, {},
            count == 1 ? tr("Heapwise did not end properly, and left the inspector of a process open.")
                       : tr("Heapwise did not end properly, and left the inspectors of %1 processes open.").arg(count),
            tr("Close"));
    });
    connect(m_message, &MessageBar::actionTriggered, this, [this] {
        m_live->closeLeftovers();
        m_message->hide();
    });
    m_live->lookForLeftovers();
    connect(m_live, &LiveOpener::compareRequested, m_comparisons, &ComparisonOpener::compareCaptured);
    connect(m_question, &MessageBar::actionTriggered, this, [this] {
        m_question->hide();
        m_comparisons->compareFiles(m_dropped);
    });
    connect(m_question, &MessageBar::choiceTriggered, this, [this] {
        m_question->hide();
        openFiles(m_dropped);
    });
    connect(m_opener, &FileOpener::recordingRequested, m_live, &LiveOpener::openRecording);
    const auto tell = [this](const QString& sentence) {
        m_message->showMessage(MessageBar::Tone::Error, {}, sentence);
    };
    connect(m_opener, &FileOpener::problem, this, tell);
    connect(m_workspace, &Workspace::problem, this, tell);
}

Document* MainWindow::currentDocument() const
{
    return m_tabs->current();
}

// --- documents -------------------------------------------------------------------------------------------

void MainWindow::openFiles(const QStringList& arguments)
{
    m_opener->openAll(arguments);
}

void MainWindow::restoreSession()
{
    if (!settings::kRestoresSession.value())
        return;
    m_workspace->restore();
    const Session session = Session::load();
    m_opener->openSession(session);
    m_comparisons->openSession(session);
}

void MainWindow::showStartPage()
{
    if (auto* known = findChild<StartPage*>()) {
        m_tabs->setCurrentWidget(known);
        return;
    }
    auto* page = new StartPage(m_recent);
    connect(page, &StartPage::openRequested, m_opener, [this](const QString& path) { m_opener->openFile(path); });
    connect(page, &StartPage::locateRequested, this, &MainWindow::locate);
    connect(page, &StartPage::sampleRequested, m_opener, [this] { m_opener->openSample(); });
    connect(page, &StartPage::shortcutsRequested, this, &MainWindow::showShortcuts);
    connect(page, &StartPage::tourRequested, this, &MainWindow::startTour);
    connect(page, &StartPage::productionRequested, this, &MainWindow::showProduction);
    connect(page, &Document::openFilesRequested, m_opener, &FileOpener::chooseFiles);
    connect(page, &StartPage::compareRequested, m_comparisons, &ComparisonOpener::choose);
    connect(page, &StartPage::attachRequested, m_live, &LiveOpener::showDialog);
    connect(page, &StartPage::demoRequested, m_live, &LiveOpener::runDemo);
    connect(page->processes(), &ProcessList::attachRequested, m_live, &LiveOpener::attach);
    connect(page->processes(), &ProcessList::runRequested, m_live, &LiveOpener::showRunDialog);
    m_tabs->add(page);
    page->findChild<QWidget*>(QStringLiteral("startOpen"))->setFocus();
}

void MainWindow::documentChanged()
{
    const auto* document = currentDocument();
    m_address->setCrumbs(document ? document->crumbs() : QList<Crumb>());
    m_address->setEditable(document && document->acceptsAddress());
    m_address->setPinned(document ? document->isPinned() : std::nullopt);
    m_status->showDocument(document);
    m_actions->update();
    updateTitle();
}

void MainWindow::updateTitle()
{
    const auto* document = currentDocument();
    if (!document || qobject_cast<const StartPage*>(document))
        setWindowTitle(QStringLiteral("Heapwise"));
    else if (document->progress() >= 0)
        setWindowTitle(tr("%1, opening — Heapwise").arg(document->title()));
    else
        setWindowTitle(tr("%1 — Heapwise").arg(document->title()));
}

void MainWindow::enterAddress(const QString& text)
{
    auto* document = currentDocument();
    QString whyNot;
    if (document && !document->enterAddress(text, &whyNot))
        m_address->showProblem(whyNot);
}

void MainWindow::locate(const QString& path)
{
    auto* dialog = new QFileDialog(this, tr("Locate %1").arg(QFileInfo(path).fileName()), QString(), openFileFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, path](const QString& found) {
        m_recent->relocate(path, found);
        m_opener->openFile(found);
    });
    dialog->open();
}

// --- commands --------------------------------------------------------------------------------------------

// What copying means is known by the widget with the focus: rows, selected text, a path.
void MainWindow::copy()
{
    auto* target = QApplication::focusWidget();
    if (!target)
        return;
    QKeyEvent press(QEvent::KeyPress, Qt::Key_C, Qt::ControlModifier);
    QApplication::sendEvent(target, &press);
}

void MainWindow::copyLink()
{
    if (const auto* document = currentDocument())
        QApplication::clipboard()->setText(document->link());
}

void MainWindow::goToAnything()
{
    m_goTo->open(m_address);
}

/// What was just pinned may be given a note at once.
void MainWindow::togglePin()
{
    auto* document = currentDocument();
    if (!document || !document->isPinned())
        return;
    document->togglePin();
    if (document->isPinned().value_or(false))
        showPins(true);
}

void MainWindow::showPins(bool withNote)
{
    auto* document = currentDocument();
    if (!document || !document->pins())
        return;
    auto* popup = new PinsPopup(document->pins(), this);
    connect(popup, &PinsPopup::chosen, this, &MainWindow::enterAddress);
    popup->showBelow(m_address, withNote ? document->pins()->list().last().objectId : 0);
}

// --- window ----------------------------------------------------------------------------------------------

void MainWindow::restoreWindow()
{
    // The frame of the window manager is not known before the window is shown; this is about its size.
    limitSize();
    resize(QSize(scaled(1440), scaled(900)).boundedTo(maximumRoom()));
    restoreGeometry(QSettings().value(kGeometryKey).toByteArray());
    connect(&Theme::instance(), &Theme::metricsChanged, this, &MainWindow::limitSize);
}

QSize MainWindow::maximumRoom() const
{
    return screen()->availableSize() - QSize(scaled(8), scaled(40));
}

void MainWindow::limitSize()
{
    setMinimumSize(QSize(scaled(960), scaled(600)).boundedTo(maximumRoom()));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    QSettings().setValue(kGeometryKey, saveGeometry());
    Session::of(*m_tabs).save();
    m_workspace->save();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!event->mimeData()->hasUrls())
        return;
    const DropVerdict verdict = judgeDrop(event->mimeData()->urls());
    m_overlay->showText(verdict.text, verdict.accepted());
    event->setDropAction(verdict.accepted() ? Qt::CopyAction : Qt::IgnoreAction);
    event->accept(); // also what is refused: the overlay says why
}

void MainWindow::dragMoveEvent(QDragMoveEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->accept();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*)
{
    m_overlay->hide();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    m_overlay->hide();
    const DropVerdict verdict = judgeDrop(event->mimeData()->urls());
    if (!verdict.accepted())
        m_message->showMessage(MessageBar::Tone::Warning, {}, verdict.text);
    event->acceptProposedAction();
    if (verdict.paths.size() == 2 || verdict.paths.size() == 3)
        askAbout(verdict.paths);
    else
        openFiles(verdict.paths);
}

void MainWindow::askAbout(const QStringList& paths)
{
    m_dropped = paths;
    m_question->showMessage(MessageBar::Tone::Info, {}, tr("%1 snapshots were dropped.").arg(paths.size()),
                            tr("Compare"));
    m_question->setChoices({tr("Open separately")});
}

void MainWindow::mousePressEvent(QMouseEvent* event)
{
    auto* document = currentDocument();
    if (document && event->button() == Qt::BackButton)
        document->goBack();
    else if (document && event->button() == Qt::ForwardButton)
        document->goForward();
    else
        QMainWindow::mousePressEvent(event);
}

} // namespace heapwise::ui
