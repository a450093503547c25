// The part of Inspector that puts its widgets together.
#include "ui/views/snapshot/inspector.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>

#include "ui/models/dominatorchildren.h"
#include "ui/models/fieldchildren.h"
#include "ui/models/graphtreemodel.h"
#include "ui/models/memberchildren.h"
#include "ui/models/retainerchildren.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/factsgrid.h"
#include "ui/views/snapshot/inspectorpanel.h"
#include "ui/views/snapshot/inspectortrail.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/objectheader.h"
#include "ui/views/snapshot/sectiontabs.h"
#include "ui/views/snapshot/sizehistogram.h"
#include "ui/views/snapshot/sourcepane.h"
#include "ui/views/snapshot/stackpane.h"
#include "ui/views/snapshot/textpane.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/treenote.h"

namespace heapwise::ui {
namespace {

constexpr int kInspectorLayoutMargin = 12;
constexpr int kInspectorLayoutNarrow = 430;
constexpr std::size_t kLargestInstances = 10;

} // namespace

void Inspector::createContent()
{
    setMinimumWidth(scaled(300));
    m_empty = new EmptyState(QStringLiteral("inspector"), this);
    m_empty->setText(tr("Select an object to see its fields."));
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_empty);
}

QWidget* Inspector::createPage()
{
    auto* const page = new QWidget(this);
    auto* const top = new QVBoxLayout;
    top->setContentsMargins(scaled(kInspectorLayoutMargin), scaled(8), scaled(kInspectorLayoutMargin), scaled(4));
    top->setSpacing(scaled(6));
    m_header = new ObjectHeader(page);
    m_content = new TextLabel(TextStyle::Small, Token::TextSecondary, page);
    m_content->setObjectName(QStringLiteral("inspectorContent"));
    m_content->setWordWrap(true);
    m_content->setTextFormat(Qt::PlainText);
    m_content->hide();
    m_facts = new FactsGrid(page);
    m_facts->setObjectName(QStringLiteral("inspectorFacts"));
    m_retainers = new QPushButton(icon(QStringLiteral("graph")), tr("Retainers"), page);
    m_retainers->setObjectName(QStringLiteral("inspectorRetainers"));
    m_dominator = new QPushButton(icon(QStringLiteral("domtree")), tr("Dominator"), page);
    m_retainers->setToolTip(tr("Show what keeps it alive (Ctrl+R)"));
    m_dominator->setToolTip(tr("Show it in the dominator tree (Ctrl+D)"));
    m_more = new QToolButton(page);
    m_more->setObjectName(QStringLiteral("inspectorMore"));
    m_more->setIcon(icon(QStringLiteral("more")));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More that can be done with it"));
    auto* const buttons = m_buttonRow = new QHBoxLayout;
    buttons->setSpacing(scaled(8));
    buttons->addWidget(m_retainers);
    buttons->addWidget(m_dominator);
    buttons->addWidget(m_more);
    buttons->addStretch(1);
    top->addWidget(m_header);
    top->addWidget(m_content);
    top->addWidget(m_facts);
    top->addLayout(buttons);

    auto* const layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    m_layout = layout;
    m_tabArea = new QWidget(page);
    layout->addWidget(m_tabArea, 1);
    auto* const tabs = new QVBoxLayout(m_tabArea);
    tabs->setContentsMargins(0, 0, 0, 0);
    tabs->setSpacing(0);
    tabs->addWidget(createTabRow(m_tabArea));
    m_pages = new QStackedLayout;
    tabs->addLayout(m_pages, 1);
    for (int tab = 0; tab < kTabCount; ++tab) {
        auto* const holder = new QWidget(page); // filled when the tab is first shown
        auto* const inside = new QVBoxLayout(holder);
        inside->setContentsMargins(0, 0, 0, 0);
        inside->setSpacing(0);
        m_pages->addWidget(holder);
    }
    m_pages->widget(Text)->layout()->addWidget(m_text = new TextPane(page));
    m_pages->widget(RawNode)->layout()->addWidget(createRawText(page));
    m_pages->widget(Instances)->layout()->addWidget(m_sizes = new SizeHistogram(page));
    m_pages->widget(Instances)->layout()->setContentsMargins(0, scaled(6), 0, 0);
    m_source = new SourcePane(page);
    layout->addWidget(m_source);
    m_stackPane = new StackPane(page);
    layout->addWidget(m_stackPane);
    connect(m_stackPane, &StackPane::placeChosen, this,
            [this](const SourcePlace& place) { m_source->setPlace(tr("Call"), place); });
    return page;
}

void Inspector::setPanel(InspectorPanel* panel)
{
    if (m_panel == panel)
        return;
    ensurePage();
    if (m_panel)
        m_panel->hide();
    m_panel = panel;
    if (panel)
        m_layout->insertWidget(1, panel, 1);
    arrangePanel();
}

void Inspector::arrangePanel()
{
    const bool isObject = m_subject.kind == Subject::Kind::Object;
    m_tabArea->setVisible(!m_panel || isObject);
    if (!m_panel)
        return;
    m_panel->setCompact(isObject);
    m_layout->setStretchFactor(m_panel, isObject ? 0 : 1);
    m_panel->show();
}

void Inspector::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void Inspector::arrange()
{
    const bool isNarrow = width() < scaled(kInspectorLayoutNarrow);
    if (!m_layout || m_isNarrow == isNarrow)
        return;
    m_isNarrow = isNarrow;
    (isNarrow ? m_buttonRow : m_tabRow)->addWidget(m_internal);
    for (int tab = 0; tab < kTabCount; ++tab)
        hideColumns(Tab(tab));
}

void Inspector::hideColumns(Tab tab)
{
    const auto hide = [&](std::initializer_list<TreeColumn> columns) {
        for (const TreeColumn column : columns)
            m_trees[tab]->setColumnHidden(m_models[tab]->columnOf(column), *m_isNarrow);
    };
    if (!m_trees[tab] || !m_isNarrow)
        return;
    if (tab == Fields)
        hide({TreeColumn::Shallow});
    else if (tab == Referrers)
        hide({TreeColumn::ReferenceType, TreeColumn::Retained});
    else if (tab == Dominated)
        hide({TreeColumn::Shallow, TreeColumn::Objects});
}

QWidget* Inspector::createTabRow(QWidget* parent)
{
    auto* const row = new QWidget(parent);
    row->setFixedHeight(scaled(32));
    m_tabs = new SectionTabs(row);
    m_tabs->setObjectName(QStringLiteral("inspectorTabs"));
    m_tabs->setAccessibleName(tr("Parts of the object"));
    for (const QString& name :
         {tr("Text"), tr("Fields"), tr("Referrers"), tr("Dominated"), tr("Raw node"), tr("Largest")})
        m_tabs->addTab(name);
    m_internal = new QCheckBox(tr("Internal"), row);
    m_internal->setObjectName(QStringLiteral("showInternal"));
    m_internal->setChecked(true);
    m_internal->setToolTip(tr("Also show references of the engine: internal, hidden and weak ones"));
    auto* const layout = m_tabRow = new QHBoxLayout(row);
    layout->setContentsMargins(scaled(6), 0, scaled(kInspectorLayoutMargin), 0);
    layout->addWidget(m_tabs);
    layout->addStretch(1);
    layout->addWidget(m_internal);
    return row;
}

QWidget* Inspector::createRawText(QWidget* parent)
{
    m_raw = new QLabel(parent);
    m_raw->setObjectName(QStringLiteral("rawNode"));
    m_raw->setTextFormat(Qt::PlainText);
    m_raw->setWordWrap(true);
    m_raw->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_raw->setContentsMargins(scaled(kInspectorLayoutMargin), scaled(4), scaled(kInspectorLayoutMargin), scaled(6));
    m_raw->setFont(ui::font(TextStyle::Mono));
    return m_raw;
}

// --- trees: made when their tab is first shown ------------------------------------------------------------

namespace {

struct TreeKind {
    QString name;
    std::span<const TreeColumn> columns;
    QList<int> widths;
};

TreeKind kindOfTree(Inspector::Tab tab, Inspector::Place place)
{
    const int field = place == Inspector::Place::Tab ? 300 : 110;
    switch (tab) {
    case Inspector::Fields:
        return {Inspector::tr("Fields"), FieldChildren::columns(), {field, 0, 70, 84}};
    case Inspector::Referrers:
        return {Inspector::tr("Referrers"), RetainerChildren::columns(), {0, 100, 70, 66, 84}};
    case Inspector::Dominated:
        return {Inspector::tr("Dominated"), DominatorChildren::columns(), {0, 84, 90, 70, 66}};
    case Inspector::RawNode:
        return {Inspector::tr("References as stored"), FieldChildren::storedColumns(), {field, 70, 0}};
    default:
        return {Inspector::tr("Largest instances"), MemberChildren::columns(), {0, 84, 90}};
    }
}

} // namespace

DataTree* Inspector::tree(Tab tab)
{
    ensurePage();
    if (!m_trees[tab] && tab != Text)
        makeTree(tab);
    return m_trees[tab];
}

GraphTreeModel* Inspector::model(Tab tab)
{
    tree(tab);
    return m_models[tab];
}

// Rows of these trees are part of the object shown: only a double click or Enter goes to one.
void Inspector::makeTree(Tab tab)
{
    const TreeKind kind = kindOfTree(tab, m_place);
    auto* const tree = m_trees[tab] = new DataTree(this);
    auto* const model = m_models[tab] = new GraphTreeModel(kind.columns, this);
    const bool isSortable = tab == Dominated || tab == Instances;
    tree->setObjectName(QStringLiteral("inspectorTree%1").arg(int(tab)));
    tree->setAccessibleName(kind.name);
    tree->setModel(model);
    tree->setColumnWidths(kind.widths);
    tree->header()->setSectionsClickable(isSortable);
    tree->header()->setSortIndicatorShown(isSortable);
    if (isSortable)
        tree->setDefaultSort(model->columnOf(TreeColumn::Retained), Qt::DescendingOrder);
    if (tab == Dominated)
        tree->setHiddenByDefault({model->columnOf(TreeColumn::Share)});
    if (tab == Instances)
        model->setFirstPage(kLargestInstances);
    tree->setViewName(
        (m_place == Place::Tab ? QStringLiteral("objectTab%1") : QStringLiteral("inspector%1")).arg(int(tab)));
    m_notes[tab] = new TreeNote(tree);
    m_actions->attach(tree, model);
    connect(tree, &QAbstractItemView::activated, this, [this, model](const QModelIndex& index) {
        const Subject subject = ObjectActions::subjectAt(*model, index);
        if (subject.kind != Subject::Kind::None)
            m_trail->goTo(subject, this);
    });
    static_cast<QBoxLayout*>(m_pages->widget(tab)->layout())->addWidget(tree, 1);
    hideColumns(tab);
}

} // namespace heapwise::ui
