#include "ui/windowactions.h"

#include "ui/comparisonopener.h"
#include "ui/fileopener.h"
#include "ui/jobs/jobregistry.h"
#include "ui/liveopener.h"
#include "ui/mainwindow.h"
#include "ui/panes.h"
#include "ui/recentfiles.h"
#include "ui/sample.h"
#include "ui/settings/commands.h"
#include "ui/settings/settings.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/addressbar.h"
#include "ui/widgets/documenttabs.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDesktopServices>
#include <QDockWidget>
#include <QFileInfo>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QUrl>

namespace heapwise::ui {

namespace {
constexpr int kMaxViews = 6;
constexpr int kRecentInMenu = 10;
} // namespace

WindowActions::WindowActions(MainWindow* window)
    : m_window(window)
{
    createFile();
    createEdit();
    createView();
    createGo();
    createSnapshot();
    createLive();
    createWindowMenu();
    createHelp();
}

QAction* WindowActions::add(QMenu* menu, const QString& text, const QKeySequence& keys)
{
    auto* action = menu->addAction(text);
    action->setShortcut(keys);
    return action;
}

template <typename F>
QAction* WindowActions::add(QMenu* menu, const QString& text, const QKeySequence& keys, F&& run)
{
    auto* action = add(menu, text, keys);
    QObject::connect(action, &QAction::triggered, m_window, std::forward<F>(run));
    return action;
}

template <typename F>
QAction* WindowActions::addCommand(QMenu* menu, const QString& text, QLatin1String id, F&& run)
{
    auto* action = add(menu, text, {}, std::forward<F>(run));
    bindKeys(action, id);
    return action;
}

void WindowActions::createFile()
{
    auto* menu = m_window->menuBar()->addMenu(MainWindow::tr("&File"));
    auto* opener = m_window->m_opener;
    open = addCommand(menu, MainWindow::tr("&Open…"), QLatin1String("file.open"), [opener] { opener->chooseFiles(); });
    open->setIcon(icon(QStringLiteral("open"), Token::Text));
    open->setIconText(MainWindow::tr("Open"));
    open->setObjectName(QStringLiteral("actionOpen"));
    m_recentMenu = menu->addMenu(MainWindow::tr("Open &recent"));
    m_recentMenu->setProperty("listsPlaces", true);
    QObject::connect(m_recentMenu, &QMenu::aboutToShow, m_window, [this] { fillRecent(); });
    if (hasSample())
        add(menu, MainWindow::tr("Open the &sample snapshot"), {}, [opener] { opener->openSample(); });
    menu->addSeparator();
    exportView =
        addCommand(menu, MainWindow::tr("&Export…"), QLatin1String("file.export"), [this] { m_window->exportView(); });
    exportView->setIcon(icon(QStringLiteral("export"), Token::Text));
    exportView->setToolTip(MainWindow::tr("Export the table, the chart or the report of this view"));
    exportView->setObjectName(QStringLiteral("actionExport"));
    menu->addSeparator();
    addCommand(menu, MainWindow::tr("Se&ttings…"), QLatin1String("file.settings"),
               [this] { m_window->showSettings(); });
    menu->addSeparator();
    m_close = addCommand(menu, MainWindow::tr("&Close"), QLatin1String("file.close"), [this] {
        if (auto* document = m_window->currentDocument())
            m_window->tabs()->closeDocument(document);
    });
    addCommand(menu, MainWindow::tr("&Quit"), QLatin1String("file.quit"), [this] { m_window->close(); });
}

void WindowActions::fillRecent()
{
    m_recentMenu->clear();
    auto* opener = m_window->m_opener;
    for (const auto& file : m_window->recentFiles()->files().mid(0, kRecentInMenu)) {
        auto* action = m_recentMenu->addAction(icon(QStringLiteral("snap")), QFileInfo(file.path).fileName(), opener,
                                               [opener, path = file.path] { opener->openFile(path); });
        action->setToolTip(file.path);
    }
    if (m_recentMenu->isEmpty())
        m_recentMenu->addAction(MainWindow::tr("No recent files"))->setEnabled(false);
}

void WindowActions::createEdit()
{
    auto* menu = m_window->menuBar()->addMenu(MainWindow::tr("&Edit"));
    addCommand(menu, MainWindow::tr("&Copy"), QLatin1String("edit.copy"), [this] { m_window->copy(); });
    m_copyLink = addCommand(menu, MainWindow::tr("Copy &link"), QLatin1String("edit.copyLink"),
                            [this] { m_window->copyLink(); });
    menu->addSeparator();
    addCommand(menu, MainWindow::tr("&Filter the current view"), QLatin1String("edit.filter"), [this] {
        if (auto* document = m_window->currentDocument())
            document->focusFilter();
    });
}

void WindowActions::createView()
{
    m_viewMenu = m_window->menuBar()->addMenu(MainWindow::tr("&View"));
    m_docksBefore = m_viewMenu->addSeparator();
    QObject::connect(m_viewMenu, &QMenu::aboutToShow, m_window, [this] { fillDocks(); });
    auto* menu = m_viewMenu->addMenu(MainWindow::tr("&Theme"));
    auto* group = new QActionGroup(menu);
    const std::pair<QString, Theme::Mode> modes[] = {{MainWindow::tr("Follow the &system"), Theme::Mode::System},
                                                     {MainWindow::tr("&Light"), Theme::Mode::Light},
                                                     {MainWindow::tr("&Dark"), Theme::Mode::Dark}};
    for (const auto& [text, mode] : modes) {
        auto* action = add(menu, text, {}, [wanted = mode] { Theme::instance().setMode(wanted); });
        action->setCheckable(true);
        action->setChecked(Theme::instance().mode() == mode);
        settings::kTheme.follow(action,
                                [action, wanted = mode] { action->setChecked(Theme::instance().mode() == wanted); });
        group->addAction(action);
    }
}

void WindowActions::addDock(QDockWidget* dock)
{
    m_dock = dock;
    m_viewMenu->insertAction(m_docksBefore, dock->toggleViewAction());
}

// Docks belong to the document: their own switches stand in this menu while it is in front.
void WindowActions::fillDocks()
{
    for (auto* action : std::exchange(m_docks, {}))
        m_viewMenu->removeAction(action);
    const auto* document = m_window->currentDocument();
    if (!document)
        return;
    for (auto* dock : document->findChildren<QDockWidget*>()) {
        m_viewMenu->insertAction(m_docksBefore, dock->toggleViewAction());
        m_docks.append(dock->toggleViewAction());
    }
}

void WindowActions::createGo()
{
    auto* menu = m_window->menuBar()->addMenu(MainWindow::tr("&Go"));
    back = addCommand(menu, MainWindow::tr("&Back"), QLatin1String("go.back"),
                      [this] { m_window->currentDocument()->goBack(); });
    back->setIcon(icon(QStringLiteral("back"), Token::Text));
    back->setObjectName(QStringLiteral("actionBack"));
    forward = addCommand(menu, MainWindow::tr("&Forward"), QLatin1String("go.forward"),
                         [this] { m_window->currentDocument()->goForward(); });
    forward->setIcon(icon(QStringLiteral("fwd"), Token::Text));
    forward->setObjectName(QStringLiteral("actionForward"));
    m_addressAction = addCommand(menu, MainWindow::tr("&Address bar"), QLatin1String("go.address"),
                                 [this] { m_window->m_address->startEditing(); });
    goTo = addCommand(menu, MainWindow::tr("&Go to anything…"), QLatin1String("go.anything"),
                      [this] { m_window->goToAnything(); });
    goTo->setObjectName(QStringLiteral("actionGoTo"));
    menu->addSeparator();
    m_pin =
        addCommand(menu, MainWindow::tr("&Pin the object"), QLatin1String("go.pin"), [this] { m_window->togglePin(); });
    m_pins =
        addCommand(menu, MainWindow::tr("Pin&s…"), QLatin1String("go.pins"), [this] { m_window->showPins(false); });
    menu->addSeparator();
    for (int view = 0; view < kMaxViews; ++view)
        m_views.append(addCommand(menu, QString(), viewCommand(view),
                                  [this, view] { m_window->currentDocument()->setCurrentView(view); }));
}

void WindowActions::createSnapshot()
{
    auto* menu = m_window->menuBar()->addMenu(MainWindow::tr("&Snapshot"));
    compare = addCommand(menu, MainWindow::tr("&Compare snapshots…"), QLatin1String("snapshot.compare"),
                         [this] { m_window->comparisons()->choose(); });
    compare->setIcon(icon(QStringLiteral("compare"), Token::Text));
    compare->setIconText(MainWindow::tr("Compare"));
    compare->setObjectName(QStringLiteral("actionCompare"));
    m_stop = addCommand(menu, MainWindow::tr("&Stop what is running"), QLatin1String("snapshot.stop"),
                        [this] { m_window->currentDocument()->cancelWork(); });
    m_reload = addCommand(menu, MainWindow::tr("&Read the file again"), QLatin1String("snapshot.reload"),
                          [this] { m_window->currentDocument()->reload(); });
    m_showFolder = add(menu, MainWindow::tr("Show the &folder"), {}, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_window->currentDocument()->path()).path()));
    });
}

void WindowActions::createLive()
{
    auto* menu = m_window->menuBar()->addMenu(MainWindow::tr("&Live"));
    auto* live = m_window->live();
    attach = addCommand(menu, MainWindow::tr("&Attach to a process…"), QLatin1String("live.attach"),
                        [live] { live->showDialog(); });
    attach->setIcon(icon(QStringLiteral("attach"), Token::Text));
    attach->setIconText(MainWindow::tr("Attach"));
    attach->setObjectName(QStringLiteral("actionAttach"));
    add(menu, MainWindow::tr("&Run a program…"), {}, [live] { live->showRunDialog(); });
    add(menu, MainWindow::tr("&Try it on a leaky server"), {}, [live] { live->runDemo(); });
}

void WindowActions::createWindowMenu()
{
    m_windowMenu = m_window->menuBar()->addMenu(MainWindow::tr("&Window"));
    auto* tabs = m_window->tabs();
    addCommand(m_windowMenu, MainWindow::tr("&Next document"), QLatin1String("window.nextDocument"),
               [tabs] { tabs->cycle(1); });
    addCommand(m_windowMenu, MainWindow::tr("&Previous document"), QLatin1String("window.previousDocument"),
               [tabs] { tabs->cycle(-1); });
    m_windowMenu->addSeparator();
    addCommand(m_windowMenu, MainWindow::tr("Next p&ane"), QLatin1String("window.nextPane"),
               [this] { movePane(m_window->currentDocument(), m_dock, true); });
    addCommand(m_windowMenu, MainWindow::tr("Previous pan&e"), QLatin1String("window.previousPane"),
               [this] { movePane(m_window->currentDocument(), m_dock, false); });
    m_windowMenu->addSeparator();
    add(m_windowMenu, MainWindow::tr("&Start page"), {}, [this] { m_window->showStartPage(); });
    m_windowMenu->addSeparator();
    QObject::connect(m_windowMenu, &QMenu::aboutToShow, m_window, [this] { fillDocuments(); });
}

void WindowActions::fillDocuments()
{
    qDeleteAll(std::exchange(m_documents, {}));
    auto* tabs = m_window->tabs();
    for (int i = 0; i < tabs->count(); ++i) {
        auto* document = tabs->documentAt(i);
        auto* action =
            m_windowMenu->addAction(document->title(), tabs, [tabs, document] { tabs->setCurrentWidget(document); });
        action->setProperty("isPlace", true);
        action->setCheckable(true);
        action->setChecked(document == tabs->current());
        m_documents.append(action);
    }
}

void WindowActions::createHelp()
{
    auto* menu = m_window->menuBar()->addMenu(MainWindow::tr("&Help"));
    addCommand(menu, MainWindow::tr("&Help for what is selected"), QLatin1String("help.here"),
               [this] { m_window->showHelp(); });
    if (hasSample())
        add(menu, MainWindow::tr("Five-minute &tour"), {}, [this] { m_window->startTour(); });
    add(menu, MainWindow::tr("Snapshots in &production"), {}, [this] { m_window->showProduction(); });
    addCommand(menu, MainWindow::tr("&Keyboard shortcuts"), QLatin1String("help.shortcuts"),
               [this] { m_window->showShortcuts(); });
    menu->addSeparator();
    add(menu, MainWindow::tr("&About Heapwise"), {}, [this] { m_window->showAbout(); });
    add(menu, MainWindow::tr("About &Qt"), {}, [] { QApplication::aboutQt(); });
}

void WindowActions::update()
{
    const auto* document = m_window->currentDocument();
    m_close->setEnabled(document != nullptr);
    exportView->setEnabled(document != nullptr);
    back->setEnabled(document && document->canGoBack());
    forward->setEnabled(document && document->canGoForward());
    m_addressAction->setEnabled(document && document->acceptsAddress());
    const std::optional<bool> isPinned = document ? document->isPinned() : std::nullopt;
    m_pin->setEnabled(isPinned.has_value());
    m_pin->setText(isPinned.value_or(false) ? MainWindow::tr("Remove the &pin of the object")
                                            : MainWindow::tr("&Pin the object"));
    m_pins->setEnabled(document && document->pins());
    m_copyLink->setEnabled(document && !document->link().isEmpty());
    m_stop->setEnabled(document && (document->progress() >= 0 || !JobRegistry::instance().late(document).empty()));
    m_reload->setEnabled(document && document->canReload());
    m_showFolder->setEnabled(document && !document->path().isEmpty());
    fillViews();
}

void WindowActions::fillViews()
{
    const auto* document = m_window->currentDocument();
    const QStringList names = document ? document->viewNames() : QStringList();
    for (int view = 0; view < kMaxViews; ++view) {
        m_views[view]->setVisible(view < names.size());
        m_views[view]->setEnabled(view < names.size());
        if (view < names.size())
            m_views[view]->setText(names[view]);
    }
}

} // namespace heapwise::ui
