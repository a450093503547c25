#include "ui/workspace/workspacearea.h"

#include "ui/fileopener.h"
#include "ui/settings/commands.h"
#include "ui/theme/fonts.h"
#include "ui/views/snapshot/docktitle.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/widgets/sidestrip.h"
#include "ui/widgets/textlabel.h"
#include "ui/workspace/workspace.h"
#include "ui/workspace/workspacetree.h"

#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QSettings>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {
constexpr int kWidth = 212;
constexpr int kLeastWidth = 150;
constexpr int kNarrow = 1200; ///< below it the documents need all of the width
const QString kWidthKey = QStringLiteral("layout/workspaceWidth");
const QString kOpenKey = QStringLiteral("layout/workspaceOpen");
} // namespace

WorkspaceArea::WorkspaceArea(Workspace* workspace, QWidget* documents, QWidget* parent)
    : QMainWindow(parent)
    , m_workspace(workspace)
    , m_dock(new QDockWidget(tr("Workspace"), this))
    , m_isWanted(QSettings().value(kOpenKey, true).toBool())
{
    setWindowFlags(Qt::Widget);
    setObjectName(QStringLiteral("workspaceArea"));
    setCentralWidget(documents);
    m_dock->setObjectName(QStringLiteral("workspaceDock"));
    m_dock->setFeatures(QDockWidget::DockWidgetClosable);
    bindKeys(m_dock->toggleViewAction(), QLatin1String("dock.workspace"));
    m_dock->hide();
    m_dock->installEventFilter(this);
    connect(m_dock->toggleViewAction(), &QAction::triggered, this, &WorkspaceArea::toggled);
    connect(workspace->model(), &QAbstractItemModel::rowsInserted, this, &WorkspaceArea::arrange);
    connect(workspace->model(), &QAbstractItemModel::rowsRemoved, this, &WorkspaceArea::showEmpty);
}

WorkspaceArea::~WorkspaceArea()
{
    QSettings settings;
    settings.setValue(kOpenKey, m_isWanted);
    if (m_dock->isVisibleTo(this))
        settings.setValue(kWidthKey, m_dock->width());
}

void WorkspaceArea::toggled(bool open)
{
    m_isWanted = open;
    m_isInsisted = open;
    arrange();
    if (open)
        m_dock->findChild<WorkspaceTree*>()->setFocus(Qt::ShortcutFocusReason);
}

void WorkspaceArea::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    const bool isNarrow = width() < scaled(kNarrow);
    if (std::exchange(m_isNarrow, isNarrow) == isNarrow)
        return;
    m_isInsisted = false;
    arrange();
}

// The close button of the dock; the menu, the key and the strip come through toggled().
bool WorkspaceArea::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_dock && event->type() == QEvent::Close)
        m_isWanted = m_isInsisted = false;
    return QMainWindow::eventFilter(watched, event);
}

void WorkspaceArea::arrange()
{
    const bool hasRows = !m_workspace->model()->isEmpty();
    if (hasRows || m_isInsisted)
        place();
    if (m_strip)
        m_dock->setVisible(m_isInsisted || (m_isWanted && !m_isNarrow));
    showEmpty();
}

void WorkspaceArea::place()
{
    if (m_strip)
        return;
    auto* title = new DockTitle(QStringLiteral("grid"), tr("Workspace"), m_dock);
    auto* open = title->addButton(QStringLiteral("plus"), tr("Open files"));
    connect(open, &QAbstractButton::clicked, m_workspace->files(), &FileOpener::chooseFiles);
    m_dock->setTitleBarWidget(title);
    m_dock->setWidget(createContent());
    addDockWidget(Qt::LeftDockWidgetArea, m_dock);
    m_strip = new SideStrip(this, Qt::LeftToolBarArea);
    addToolBar(Qt::LeftToolBarArea, m_strip);
    m_strip->addDock(m_dock, QStringLiteral("grid"));
    resizeDocks({m_dock}, {QSettings().value(kWidthKey, scaled(kWidth)).toInt()}, Qt::Horizontal);
}

QWidget* WorkspaceArea::createContent()
{
    auto* content = new QWidget(m_dock);
    content->setMinimumWidth(scaled(kLeastWidth));
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* tree = new WorkspaceTree(m_workspace->model(), content);
    auto* empty = new EmptyState(QStringLiteral("open"), content);
    empty->setText(tr("Files you open and snapshots you take are listed here."));
    empty->setAction(tr("Open files"));
    m_pages = new QStackedLayout;
    m_pages->addWidget(tree);
    m_pages->addWidget(empty);
    auto* hint = new TextLabel(TextStyle::Small, Token::TextTertiary);
    hint->setText(tr("Drop a snapshot onto another one to compare them."));
    hint->setWordWrap(true);
    hint->setContentsMargins(scaled(10), scaled(8), scaled(10), scaled(8));
    column->addLayout(m_pages, 1);
    column->addWidget(hint);
    connect(empty, &EmptyState::actionTriggered, m_workspace->files(), &FileOpener::chooseFiles);
    connect(tree, &WorkspaceTree::openRequested, m_workspace, &Workspace::open);
    connect(tree, &WorkspaceTree::compareRequested, m_workspace, &Workspace::compare);
    connect(tree, &WorkspaceTree::folderRequested, m_workspace, &Workspace::showFolder);
    connect(tree, &WorkspaceTree::removeRequested, m_workspace, &Workspace::remove);
    return content;
}

void WorkspaceArea::showEmpty()
{
    if (m_pages)
        m_pages->setCurrentIndex(m_workspace->model()->isEmpty() ? 1 : 0);
}

} // namespace heapwise::ui
