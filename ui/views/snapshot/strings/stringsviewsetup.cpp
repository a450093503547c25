// The part of StringsView that puts its widgets together.
#include "ui/views/snapshot/strings/stringsview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedLayout>

#include "ui/models/graphtreemodel.h"
#include "ui/objectfilter.h"
#include "ui/theme/fonts.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/views/snapshot/sectiontabs.h"
#include "ui/views/snapshot/strings/stringcopies.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/subbar.h"

namespace heapwise::ui {
namespace {

constexpr int kTableHeight = 420, kCopiesHeight = 170, kRoomForCopies = 260;
constexpr int kLongest = 1024;

} // namespace

QWidget* StringsView::createSubBar()
{
    auto* const bar = new SubBar(this);
    m_tabs->setObjectName(QStringLiteral("stringsTabs"));
    m_tabs->setAccessibleName(tr("Which strings to list"));
    for (const QString& name : {tr("Duplicates"), tr("Largest"), tr("All")})
        m_tabs->addTab(name);
    m_tabs->setTabToolTip(0, tr("Texts that several strings have"));
    m_tabs->setTabToolTip(1, tr("Texts that keep most memory alive"));
    m_tabs->setTabToolTip(2, tr("Every text of the heap"));
    m_filter->setObjectName(QStringLiteral("stringsFilter"));
    m_filter->setPlaceholderText(tr("Filter by text"));
    m_problem->setObjectName(QStringLiteral("stringsProblem"));
    m_problem->setField(m_filter);
    m_filter->setAccessibleName(tr("Filter by text"));
    m_filter->setToolTip(tr("Part of a text in any case, \"exactly this\", GET *, /^[0-9a-f]{32}$/;\n"
                            "or a query, which chooses strings: size>1K, token retained>1M, under:@48211"));
    m_filter->setMinimumWidth(scaled(120));
    m_filter->setMaximumWidth(scaled(340)); // room for a query
    m_minLength->setObjectName(QStringLiteral("stringsMinLength"));
    m_minLength->setAccessibleName(tr("Shortest text, in characters"));
    m_minLength->setToolTip(tr("Shortest text, in characters"));
    m_minLength->setRange(0, kLongest);
    m_minLength->setPrefix(tr("from "));
    m_minLength->setSuffix(tr(" characters"));
    m_minLength->setSpecialValueText(tr("Any length"));
    m_kinds->setObjectName(QStringLiteral("stringsKinds"));
    m_kinds->setAccessibleName(tr("How the text is kept"));
    m_kinds->addItem(tr("All kinds"), -1);
    for (int kind = 0; kind < kStringKinds; ++kind) {
        m_kinds->addItem(stringKindName(StringKind(kind)), kind);
        m_kinds->setItemData(kind + 1, stringKindHelp(StringKind(kind)), Qt::ToolTipRole);
    }
    m_mine->setObjectName(QStringLiteral("stringsMine"));
    m_mine->setToolTip(tr("Only strings that the program's own code made or keeps, as the Overview counts them"));
    m_count->setObjectName(QStringLiteral("stringsCount"));
    bar->row()->addWidget(m_tabs);
    bar->row()->addWidget(m_filter, 4);
    bar->row()->addWidget(m_minLength);
    bar->row()->addWidget(m_kinds);
    bar->row()->addWidget(m_mine);
    bar->row()->addStretch(1);
    bar->row()->addWidget(m_count);
    return bar;
}

QWidget* StringsView::createContent()
{
    auto* const halves = new QSplitter(Qt::Vertical, this);
    halves->setObjectName(QStringLiteral("stringsHalves"));
    halves->setHandleWidth(1);
    halves->setChildrenCollapsible(false);
    auto* const upper = new QWidget(halves);
    upper->setLayout(m_stack);
    m_state->setObjectName(QStringLiteral("stringsState"));
    m_state->setBackgroundRole(QPalette::Base);
    m_state->setAutoFillBackground(true);
    m_stack->addWidget(m_state);
    m_copies = new StringCopies(m_selection, m_actions, this);
    halves->addWidget(upper);
    halves->addWidget(m_copies);
    halves->setStretchFactor(0, 1);
    halves->setSizes({scaled(kTableHeight), scaled(kCopiesHeight)});
    return halves;
}

/// In a low window, or with large text, the room is for the texts: what they are held by opens below each of them, too.
void StringsView::resizeEvent(QResizeEvent* event)
{
    SnapshotPage::resizeEvent(event);
    m_copies->setVisible(height() >= scaled(kRoomForCopies));
}

void StringsView::connectParts()
{
    connect(&m_typing, &QTimer::timeout, this, &StringsView::applyFilter);
    connect(m_filter, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_minLength, &QSpinBox::valueChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_kinds, &QComboBox::currentIndexChanged, this, &StringsView::applyFilter);
    connect(m_mine, &QCheckBox::toggled, this, &StringsView::regroup);
    makeTable();
    connect(m_tabs, &QTabBar::currentChanged, this, &StringsView::makeTable); // before what shows it
    connect(m_tabs, &QTabBar::currentChanged, this, &StringsView::applyFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        tree()->setFocus();
        if (!tree()->selectionModel()->hasSelection()) // with the focus a row is current, but not selected
            tree()->setCurrentIndex(model()->index(0, 0));
    });
    connect(m_state, &EmptyState::actionTriggered, this, &StringsView::stateAction);
    connect(m_state, &EmptyState::linkActivated, this, [this] { setTab(StringTab::All); });
    connect(m_objects, &ObjectFilter::changed, this, &StringsView::applyFilter);
    connect(m_problem, &FieldProblem::corrected, this, [this](const QString& text) {
        setFilterText(text);
        m_filter->setFocus();
    });
    connect(m_selection, &Selection::changed, this, &StringsView::updateSelectionHidden);
    m_grouping.announce({this, tr("Grouping strings"), [this] {
                             m_grouping.drop();
                             showState(tr("Stopped before all strings were read."), tr("Read the strings"), false);
                         }});
    m_filtering.announce({this, tr("Searching strings"), [this] { m_filtering.drop(); }});
}

/// A tree costs some milliseconds to make: each tab gets its own when it is first shown.
void StringsView::makeTable()
{
    StringTable*& made = m_tables[std::size_t(tab())];
    if (made)
        return;
    made = new StringTable(tab(), m_selection, m_actions, this);
    made->setAwaited(awaitedText());
    m_stack->insertWidget(0, made);
    connect(made, &StringTable::currentGroupChanged, this, &StringsView::showCopies);
    connect(made->tree(), &DataTree::filterRequested, this, [this](const QString& letters) {
        if (!letters.isEmpty())
            setFilterText(letters);
        focusFilter();
    });
}

} // namespace heapwise::ui
