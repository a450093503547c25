// The widgets of a ComparisonDocument, from top to bottom.
#include "ui/views/comparison/comparisondocument.h"

#include "ui/models/aligneddominatorstree.h"
#include "ui/models/comparedstrings.h"
#include "ui/models/comparisonclasses.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/comparison/changedelegate.h"
#include "ui/views/comparison/comparisonfilter.h"
#include "ui/views/comparison/growingpanel.h"
#include "ui/views/comparison/setpathspanel.h"
#include "ui/views/comparison/setswitch.h"
#include "ui/views/comparison/snapshotcard.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/viewbar.h"
#include "ui/widgets/workingbar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {

QToolButton* toolButton(const QString& iconName, const QString& text, const QString& name)
{
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(icon(iconName));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    return button;
}

/// Goes on with the bar of the views to the right edge.
class ComparisonTopBar : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), color(Token::Base));
        painter.fillRect(QRect(0, height() - 1, width(), 1), color(Token::LineSoft));
    }
};

/// With a class of about 170 px, all columns of two snapshots fit beside the panels in a window of 1440 px.
int widthOf(ComparisonClasses::What what)
{
    using What = ComparisonClasses::What;
    switch (what) {
    case What::Class:
        return 0; // what the others leave
    case What::ShallowChange:
        return 132; // with a bar on both sides of zero
    case What::SetShare:
        return 124;
    case What::Freed:
        return 60;
    case What::ShallowFirst:
    case What::ShallowLast:
    case What::SetShallow:
        return 80;
    case What::InSet:
    case What::RetainedChange:
    case What::SetRetained:
        return 88;
    default:
        return 74;
    }
}

} // namespace

void ComparisonDocument::createTop(QBoxLayout& column)
{
    auto* bar = new ComparisonTopBar(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, scaled(8), 0);
    row->setSpacing(scaled(8));
    m_views = new ViewBar(bar);
    m_views->setFilterVisible(false);
    m_views->addView(QStringLiteral("classes"), tr("Classes"));
    m_views->addView(QStringLiteral("domtree"), tr("Dominators side by side"));
    m_views->addView(QStringLiteral("strings"), tr("Strings"));
    m_views->addView(QStringLiteral("graph"), tr("Retention"));
    connect(m_views, &ViewBar::currentChanged, this, &ComparisonDocument::viewChanged);
    m_matching = new TextLabel(TextStyle::Body, Token::TextSecondary);
    m_matching->setObjectName(QStringLiteral("matching"));
    m_swap = toolButton(QStringLiteral("compare"), tr("Swap"), QStringLiteral("swapSnapshots"));
    connect(m_swap, &QToolButton::clicked, this, &ComparisonDocument::swap);
    row->addWidget(m_views, 1);
    row->addWidget(m_matching);
    row->addWidget(m_swap);
    column.addWidget(bar);
    new WorkingBar(this, bar);
    m_message = new MessageBar(this);
    m_message->setObjectName(QStringLiteral("matchingMessage"));
    column.addWidget(m_message);
}

void ComparisonDocument::createCards(QBoxLayout& column)
{
    auto* strip = new QWidget(this);
    m_cardRow = new QHBoxLayout(strip);
    m_cardRow->setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8));
    m_cardRow->setSpacing(scaled(4));
    m_add = toolButton(QStringLiteral("plus"), tr("Add"), QStringLiteral("addSnapshot"));
    connect(m_add, &QToolButton::clicked, this, &ComparisonDocument::addRequested);
    m_cardRow->addWidget(m_add);
    column.addWidget(strip);
}

void ComparisonDocument::createSwitch(QBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(scaled(8), scaled(4), scaled(8), scaled(4));
    row->setSpacing(scaled(8));
    m_sets = new SetSwitch(this);
    connect(m_sets, &SetSwitch::chosen, this, [this](ChangeSet set) {
        m_hasChosenSet = true;
        showSet(set);
    });
    m_unchanged = new QCheckBox(tr("Unchanged classes"));
    m_unchanged->setObjectName(QStringLiteral("showUnchanged"));
    connect(m_unchanged, &QCheckBox::toggled, this, [this](bool shown) { m_model->setUnchangedShown(shown); });
    m_folding = new QCheckBox(tr("Fold classes"));
    m_folding->setObjectName(QStringLiteral("foldAligned"));
    m_folding->setToolTip(tr("More than fifty objects of one class below the same one are one row"));
    m_folding->setChecked(true);
    connect(m_folding, &QCheckBox::toggled, this, [this](bool isOn) { m_aligned->setFolding(isOn); });
    m_groups = new QComboBox;
    m_groups->setObjectName(QStringLiteral("comparisonGroups"));
    m_groups->setAccessibleName(tr("Group by"));
    m_groups->addItem(tr("Class"), int(Grouping::Class));
    m_groups->addItem(tr("Package"), int(Grouping::Package));
    m_groups->addItem(tr("File"), int(Grouping::File));
    connect(m_groups, &QComboBox::activated, this, [this] {
        startComparing();
        applyFilter(); // words mean something else then
    });
    m_filter = new FilterField(QStringLiteral("filter"));
    m_filter->setObjectName(QStringLiteral("comparisonFilter"));
    m_filter->setPlaceholderText(filterHint());
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setToolTip(tr("Part of a name, Server*, /^on[A-Z]/, \"exactly this\"; among strings part of a text;\n"
                            "or a query, which chooses objects in each snapshot: kind:closure retained>1M, new:#2 "
                            "text:\"jwt\""));
    m_filter->setMinimumWidth(scaled(150));
    m_filter->setMaximumWidth(scaled(300)); // room for a query
    connect(m_filter, &QLineEdit::textChanged, this, &ComparisonDocument::applyFilter);
    connect(m_query, &ComparisonFilter::changed, this, &ComparisonDocument::showFiltered);
    m_problem = new FieldProblem(this);
    m_problem->setObjectName(QStringLiteral("comparisonProblem"));
    m_problem->setField(m_filter);
    connect(m_problem, &FieldProblem::corrected, this, [this](const QString& text) {
        m_filter->setText(text);
        m_filter->setFocus();
    });
    row->addWidget(m_sets);
    row->addStretch(1);
    row->addWidget(m_unchanged);
    row->addWidget(m_folding);
    row->addWidget(m_groups);
    row->addWidget(m_filter, 1);
    column.addLayout(row);
    column.addWidget(m_problem);
    m_note = new MessageBar(this);
    m_note->setObjectName(QStringLiteral("setNote"));
    column.addWidget(m_note);
}

void ComparisonDocument::createTable(QBoxLayout& column)
{
    auto* pages = new QWidget(this);
    m_pages = new QStackedLayout(pages);
    createDominators();
    createStrings();
    m_empty = new EmptyState(QStringLiteral("compare"));
    m_empty->setObjectName(QStringLiteral("comparisonEmpty"));
    auto* halves = new QSplitter;
    halves->setHandleWidth(1);
    halves->setChildrenCollapsible(false);
    m_model = new ComparisonClasses(this);
    m_table = new DataTree;
    m_table->setObjectName(QStringLiteral("compareView"));
    m_table->setAccessibleName(tr("Classes compared"));
    m_table->setModel(m_model);
    auto* side = new QSplitter(Qt::Vertical);
    side->setHandleWidth(1);
    side->setChildrenCollapsible(false);
    m_growing = new GrowingPanel;
    m_retention = new SetPathsPanel;
    m_setRetention = new SetPathsPanel;
    m_setRetention->setObjectName(QStringLiteral("setRetention"));
    side->addWidget(m_growing);
    side->addWidget(m_retention);
    side->setSizes({scaled(240), scaled(340)});
    halves->addWidget(m_table);
    halves->addWidget(side);
    const bool isPair = m_snapshots.size() == 2; // has more columns, and less to say of what grows
    halves->setStretchFactor(0, isPair ? 6 : 5);
    halves->setStretchFactor(1, 2);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(halves);
    m_pages->addWidget(m_dominators);
    m_pages->addWidget(m_stringTable);
    m_pages->addWidget(m_setRetention);
    column.addWidget(pages, 1);

    connect(m_table, &DataTree::linkActivated, m_model, &ComparisonClasses::showMore);
    connect(m_table, &DataTree::filterRequested, this, [this](const QString&) { focusFilter(); });
    connect(m_table, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (const auto object = m_model->objectAt(index); object.node.isValid())
            openObject(object.snapshot, object.node);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ComparisonDocument::selectionChanged);
    connect(m_model, &ComparisonClasses::contentChanged, this, &ComparisonDocument::updateTotals);
    connect(m_growing, &GrowingPanel::objectActivated, this, &ComparisonDocument::openObject);
    for (const SetPathsPanel* const panel : {m_retention, m_setRetention}) {
        connect(panel, &SetPathsPanel::objectActivated, this, &ComparisonDocument::openObject);
        connect(panel, &SetPathsPanel::graphRequested, this,
                [this](std::size_t snapshot, const QString& title, const std::vector<std::uint32_t>& nodes) {
                    if (SnapshotDocument* document = m_snapshots[qsizetype(snapshot)].document)
                        emit graphRequested(document, title, nodes);
                });
    }
}

void ComparisonDocument::createDominators()
{
    m_dominators = new DataTree;
    m_dominators->setObjectName(QStringLiteral("alignedDominators"));
    m_dominators->setAccessibleName(tr("Dominators side by side"));
    m_aligned = new AlignedDominatorsTree(this);
    m_dominators->setModel(m_aligned);
    m_dominators->setItemDelegate(new ChangeDelegate(m_dominators));
    m_dominators->setColumnWidths({0, 90, 100, 420, 90});
    m_dominators->setDefaultSort(AlignedDominatorsTree::Change, Qt::DescendingOrder);
    m_dominators->setViewName(QStringLiteral("comparisonDominators"));
    connect(m_aligned, &AlignedDominatorsTree::filled, this, &ComparisonDocument::updateState);
    connect(m_dominators, &DataTree::filterRequested, this, [this](const QString&) { focusFilter(); });
    connect(m_dominators, &DataTree::linkActivated, m_aligned, &AlignedDominatorsTree::showMore);
    connect(m_dominators, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const AlignedNode node = m_aligned->nodeAt(index);
        const bool isBefore =
            index.column() <= AlignedDominatorsTree::RetainedBefore ? node.before.isValid() : !node.after.isValid();
        openObject(isBefore ? 0 : std::size_t(m_snapshots.size() - 1), isBefore ? node.before : node.after);
    });
}

void ComparisonDocument::createStrings()
{
    m_stringTable = new DataTree;
    m_stringTable->setObjectName(QStringLiteral("comparedStrings"));
    m_stringTable->setAccessibleName(tr("Strings that grew"));
    m_stringTable->setRootIsDecorated(false);
    m_strings = new ComparedStrings(this);
    m_stringTable->setModel(m_strings);
    auto* const delegate = new ChangeDelegate(m_stringTable);
    for (int column = ComparedStrings::CountBefore; column < ComparedStrings::ColumnCount; ++column)
        m_stringTable->setItemDelegateForColumn(column, delegate);
    m_stringTable->setColumnWidths({0, 84, 84, 84, 90, 100, 90});
    m_stringTable->setDefaultSort(ComparedStrings::SizeChange, Qt::DescendingOrder);
    m_stringTable->setViewName(QStringLiteral("comparisonStrings"));
    connect(m_strings, &ComparedStrings::filled, this, &ComparisonDocument::updateState);
    connect(m_stringTable, &DataTree::filterRequested, this, [this](const QString&) { focusFilter(); });
    connect(m_stringTable, &QTreeView::activated, this, [this](const QModelIndex& index) {
        openObject(std::size_t(m_snapshots.size() - 1), m_strings->nodeAt(index));
    });
}

/// Columns differ with the set and the number of snapshots; each arrangement keeps widths of its own.
void ComparisonDocument::arrangeTable()
{
    QList<int> widths;
    for (const ComparisonClasses::Column& column : m_model->columns())
        widths.append(widthOf(column.what));
    m_table->setColumnWidths(widths);
    auto* delegate = m_table->findChild<ChangeDelegate*>();
    if (!delegate) {
        delegate = new ChangeDelegate(m_table);
        delegate->setBarColor(Token::Grow);
    }
    for (int column = 1; column < int(widths.size()); ++column)
        m_table->setItemDelegateForColumn(column, delegate);
    m_table->setDefaultSort(m_model->defaultColumn(), Qt::DescendingOrder);
    m_table->setViewName(QStringLiteral("comparison%1-%2")
                             .arg(m_snapshots.size())
                             .arg(m_set == ChangeSet::All           ? 0
                                  : m_set == ChangeSet::NewAndAlive ? 2
                                                                    : 1));
}

} // namespace heapwise::ui
