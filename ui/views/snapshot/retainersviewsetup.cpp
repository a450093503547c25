// The part of RetainersView that puts its widgets together.
#include "ui/views/snapshot/retainersview.h"

#include <QActionGroup>
#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>

#include "ui/export/exportcommand.h"
#include "ui/models/graph/retentionchildren.h"
#include "ui/models/graphtreemodel.h"
#include "ui/objectfilter.h"
#include "ui/settings/commands.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/views/snapshot/cutcard.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/views/snapshot/ignoredbar.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/retentionpanel.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/subbar.h"

namespace heapwise::ui {
namespace {

constexpr int kRetainersViewLateMs = 300;
constexpr int kRetainersViewNarrow = 1020; ///< px in which the bar has room for all its words

} // namespace

RetainersView::RetainersView(Selection* selection, ObjectActions* actions, QWidget* parent)
    : SnapshotPage(parent)
    , m_selection(selection)
    , m_actions(actions)
    , m_graph(new RetainerGraph(this))
    , m_model(new GraphTreeModel(RetentionChildren::columns(), this))
    , m_tree(new DataTree(this))
    , m_empty(new EmptyState(QStringLiteral("graph"), this))
    , m_ignoredBar(new IgnoredBar(this))
    , m_panel(new RetentionPanel(this))
    , m_targets(new QButtonGroup(this))
    , m_shapes(new QButtonGroup(this))
    , m_mode(new QComboBox(this))
    , m_find(new FilterField(QStringLiteral("filter"), this))
    , m_problem(new FieldProblem(this))
    , m_objects(new ObjectFilter(this))
{
    setObjectName(QStringLiteral("retainersView"));
    m_panel->hide();
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createSubBar());
    layout->addWidget(m_problem);
    layout->addWidget(m_ignoredBar);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_graph);
    m_stack->addWidget(m_tree);
    layout->addLayout(m_stack, 1);
    setUpTree(actions);
    connectAll();
    showState(tr("Select an object to see what keeps it alive."));
}

RetainersView::~RetainersView() = default;

void RetainersView::addChoices(QHBoxLayout* layout, QButtonGroup* group, const QStringList& icons,
                               const QStringList& names)
{
    for (qsizetype i = 0; i < names.size(); ++i) {
        auto* const button = new QToolButton(this);
        button->setText(names[i]);
        button->setToolTip(names[i]);
        if (!icons.isEmpty())
            button->setIcon(icon(icons[i]));
        button->setToolButtonStyle(icons.isEmpty() ? Qt::ToolButtonTextOnly : Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        group->addButton(button, int(i));
        layout->addWidget(button);
    }
    group->button(0)->setChecked(true);
}

QCheckBox* RetainersView::addCheck(QHBoxLayout* layout, const char* name, const QString& text, bool isOn,
                                   const QString& tip)
{
    auto* const check = new QCheckBox(text, this);
    check->setObjectName(QLatin1String(name));
    check->setChecked(isOn);
    check->setToolTip(tip);
    layout->addWidget(check);
    return check;
}

QWidget* RetainersView::createSubBar()
{
    auto* const bar = new SubBar(this);
    QHBoxLayout* const layout = bar->row();
    auto* const targets = new QHBoxLayout;
    targets->setSpacing(0);
    addChoices(targets, m_targets, {}, {tr("Class"), tr("Object")});
    m_targets->button(int(Target::Class))->setToolTip(tr("Paths to all objects of the class"));
    m_targets->button(int(Target::Object))->setToolTip(tr("Paths to the object alone"));
    layout->addWidget(m_targetLabel = new QLabel(tr("Paths to"), bar));
    layout->addLayout(targets);
    m_mode->setObjectName(QStringLiteral("pathMode"));
    m_mode->setAccessibleName(tr("Which paths"));
    m_mode->addItems({tr("Shortest, merged"), tr("All shortest"), tr("Distinct paths"), tr("All retainers, one step")});
    m_mode->setMinimumContentsLength(12);
    m_mode->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    layout->addWidget(m_mode);
    m_group = addCheck(layout, "groupByClass", tr("Group by class"), true,
                       tr("Objects of one class at one position are one box"));
    m_weak = addCheck(layout, "hideWeak", tr("Hide weak"), true, tr("Weak references keep nothing alive"));
    m_system =
        addCheck(layout, "hideSystem", tr("Hide system"), false,
                 tr("Go around what V8 and Node.js have for themselves, where there is a way; distances follow"));
    m_chains = addCheck(layout, "foldChains", tr("Fold chains"), true,
                        tr("Lists, promises and stores of objects become one step"));
    layout->addStretch(1);
    m_find->setObjectName(QStringLiteral("findInGraph"));
    m_find->setPlaceholderText(tr("Find in graph"));
    m_find->setAccessibleName(tr("Find in graph"));
    m_find->setMinimumWidth(scaled(104));
    m_find->setToolTip(tr("Part of what is written in boxes and on references, Server*, /^on[A-Z]/;\n"
                          "or a query, for the boxes with an object that meets it: @id, kind:closure retained>1M"));
    m_find->setMaximumWidth(scaled(240));
    m_problem->setObjectName(QStringLiteral("findProblem"));
    m_problem->setField(m_find);
    layout->addWidget(m_find, 2);
    auto* const shapes = new QHBoxLayout;
    shapes->setSpacing(0);
    addChoices(shapes, m_shapes, {QStringLiteral("graph"), QStringLiteral("domtree")}, {tr("Graph"), tr("Tree")});
    layout->addLayout(shapes);
    auto* const more = new QToolButton(bar);
    more->setObjectName(QStringLiteral("retainersMore"));
    more->setIcon(icon(QStringLiteral("more")));
    more->setAutoRaise(true);
    more->setToolTip(tr("Direction and export"));
    more->setAccessibleName(more->toolTip());
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(createMoreMenu());
    layout->addWidget(more);
    return bar;
}

/// Where room is short, icons say what words say elsewhere.
void RetainersView::resizeEvent(QResizeEvent* event)
{
    SnapshotPage::resizeEvent(event);
    const bool isNarrow = width() < scaled(kRetainersViewNarrow);
    m_targetLabel->setVisible(!isNarrow);
    for (QAbstractButton* const button : m_shapes->buttons())
        static_cast<QToolButton*>(button)->setToolButtonStyle(isNarrow ? Qt::ToolButtonIconOnly
                                                                       : Qt::ToolButtonTextBesideIcon);
}

QMenu* RetainersView::createMoreMenu()
{
    auto* const menu = new QMenu(this);
    auto* const directions = new QActionGroup(menu);
    const std::pair<QString, LayoutDirection> choices[] = {{tr("Top to bottom"), LayoutDirection::TopDown},
                                                           {tr("Left to right"), LayoutDirection::LeftRight}};
    for (const auto& [name, direction] : choices) {
        auto* const action = menu->addAction(name, this, [this, to = direction] { m_graph->setDirection(to); });
        action->setCheckable(true);
        action->setChecked(direction == LayoutDirection::TopDown);
        directions->addAction(action);
    }
    menu->addSeparator();
    menu->addAction(tr("Export…"), this, [this] { requestExport(this); });
    return menu;
}

void RetainersView::setUpTree(ObjectActions* actions)
{
    m_tree->setObjectName(QStringLiteral("retentionTree"));
    m_tree->setAccessibleName(tr("What keeps it alive"));
    m_tree->setModel(m_model);
    m_tree->setColumnWidths({0, 220, 90, 76, 90});
    m_tree->header()->setSectionsClickable(false); // the order is what the list means: what keeps most alive first
    m_tree->setViewName(QStringLiteral("retention"));
    m_tree->setExpandsOnDoubleClick(false); // expandRow() does
    actions->attach(m_tree, m_model);
}

void RetainersView::connectAll()
{
    const auto again = [this] { askAgain(); };
    const auto show = [this] { rebuild(true); };
    connect(m_targets, &QButtonGroup::idClicked, this, again);
    connect(m_mode, &QComboBox::currentIndexChanged, this, again);
    connect(m_weak, &QCheckBox::toggled, this, again);
    connect(m_chains, &QCheckBox::toggled, this, again);
    connect(m_group, &QCheckBox::toggled, this, show);
    connect(m_system, &QCheckBox::toggled, this, again);
    connect(m_shapes, &QButtonGroup::idClicked, this, [this] { updateBar(); });
    connect(m_find, &QLineEdit::textChanged, this, &RetainersView::findTyped);
    connect(m_find, &QLineEdit::returnPressed, this, &RetainersView::findNext);
    connect(m_objects, &ObjectFilter::changed, this, &RetainersView::showFound);
    connect(m_problem, &FieldProblem::corrected, this, [this](const QString& text) {
        m_find->setText(text);
        m_find->setFocus();
    });
    connect(m_graph, &RetainerGraph::picked, this, &RetainersView::graphPicked);
    connect(m_graph, &RetainerGraph::expandRequested, this, &RetainersView::expand);
    connect(m_graph, &RetainerGraph::menuRequested, this, &RetainersView::showMenu);
    connect(m_graph, &RetainerGraph::clearCutsRequested, this, &RetainersView::clearCuts);
    connect(m_model, &GraphTreeModel::revealed, this, [this](const QModelIndex& index) {
        for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
            m_tree->expand(above);
        m_tree->scrollToTop();
    });
    connect(m_tree, &QAbstractItemView::activated, this, &RetainersView::expandRow);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RetainersView::treePicked);
    connect(m_tree, &QAbstractItemView::clicked, this, &RetainersView::treePicked); // selected only after it is current
    connect(m_ignoredBar, &IgnoredBar::restoreRequested, this, [this](qsizetype index) {
        m_ignored.remove(index);
        askAgain();
    });
    connect(m_panel, &RetentionPanel::groupChosen, this, &RetainersView::pickGroup);
    connect(m_panel, &RetentionPanel::suggestionChosen, this, &RetainersView::pickReference);
    connect(m_panel, &RetentionPanel::referenceChosen, this, [this](int reference) {
        if (m_shown)
            pickReferences({reference});
    });
    connect(m_panel->card(), &CutCard::ignoreRequested, this, &RetainersView::ignoreSelected);
    connect(m_panel->card(), &CutCard::listRequested, this, &RetainersView::showFreed);
    m_late.setSingleShot(true);
    m_late.setInterval(kRetainersViewLateMs);
    connect(&m_late, &QTimer::timeout, this,
            [this] { showState(tr("Looking for what keeps it alive…"), tr("Cancel")); });
    const auto stop = [this] {
        m_pathsJob.drop();
        m_graphJob.drop();
        m_late.stop();
        showState(tr("Stopped."), tr("Look again"));
    };
    m_pathsJob.announce({this, tr("Looking for paths to the roots"), stop});
    m_graphJob.announce({this, tr("Putting paths together"), stop});
    m_cutJob.announce({this, tr("Simulating the cut"), [this] {
                           m_cutJob.drop();
                           m_panel->card()->showStopped();
                       }});
    m_suggestJob.announce({this, tr("Looking for where to cut"), [this] { m_suggestJob.drop(); }});
    connect(m_empty, &EmptyState::actionTriggered, this, [this, stop] { isWorking() ? stop() : askAgain(); });
    auto* const cut = new QAction(tr("Simulate cut"), this);
    bindKeys(cut, QLatin1String("snapshot.cut"));
    cut->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(cut, &QAction::triggered, this, &RetainersView::toggleCut);
    addAction(cut);
}

} // namespace heapwise::ui
