#include "ui/views/snapshot/query/querypage.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>

#include "ui/format.h"
#include "ui/models/opencomparisons.h"
#include "ui/models/querymodel.h"
#include "ui/querytext.h"
#include "ui/savedqueries.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/dominatorsview.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/query/queryeditor.h"
#include "ui/views/snapshot/query/savedlist.h"
#include "ui/views/snapshot/subjectsync.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/subbar.h"

namespace heapwise::ui {
namespace {

constexpr int kValueColumn = 180;
constexpr int kSavedWidth = 210;

/// Worth asking of any heap of Node.js.
const QStringList kExamples{QStringLiteral("class:Socket .kHandle=null"), QStringLiteral("kind:closure retained>1%"),
                            QStringLiteral("text:\"Bearer \""), QStringLiteral("class:Map refs>1000")};

QToolButton* barButton(const QString& name, const QString& text, const QString& iconName, QWidget* parent)
{
    auto* const button = new QToolButton(parent);
    button->setObjectName(name);
    button->setText(text);
    button->setIcon(icon(iconName));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setEnabled(false);
    return button;
}

} // namespace

QueryPage::QueryPage(Selection* selection, ObjectActions* actions, QWidget* parent)
    : SnapshotPage(parent)
    , m_selection(selection)
    , m_actions(actions)
    , m_editor(new QueryEditor(this))
    , m_model(new QueryModel(this))
    , m_tree(new DataTree(this))
    , m_saved(new SavedList(this))
    , m_problem(new FieldProblem(this))
    , m_status(new QLabel(this))
    , m_save(barButton(QStringLiteral("saveQuery"), tr("Save query"), QStringLiteral("star"), this))
    , m_subject(barButton(QStringLiteral("useAsSubject"), tr("Use as subject"), QStringLiteral("graph"), this))
    , m_stack(new QStackedLayout)
    , m_empty(new EmptyState(QStringLiteral("query"), this))
    , m_search(this)
{
    setObjectName(QStringLiteral("queryPage"));
    setUpTree(actions);
    m_sync = new SubjectSync(m_tree, m_model, selection, this);
    m_empty->setObjectName(QStringLiteral("queryEmpty"));
    m_empty->setBackgroundRole(QPalette::Base);
    m_empty->setAutoFillBackground(true);

    auto* const results = new QWidget(this);
    results->setLayout(m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_tree);
    auto* const splitter = new QSplitter(this);
    splitter->addWidget(results);
    splitter->addWidget(m_saved);
    splitter->setStretchFactor(0, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({4 * scaled(kSavedWidth), scaled(kSavedWidth)});
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createBars());
    layout->addWidget(splitter, 1);

    connect(m_editor, &QueryEditor::asked, this, &QueryPage::askTyped);
    connect(m_editor, &QueryEditor::stopRequested, this, [this] {
        if (m_search.isRunning())
            m_search.stop();
        else if (!m_editor->text().isEmpty())
            m_editor->clear();
        else
            m_tree->setFocus(Qt::OtherFocusReason);
    });
    connect(m_editor, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_error.reset();
        m_problem->clearError();
        m_save->setEnabled(!text.trimmed().isEmpty());
    });
    connect(m_save, &QToolButton::clicked, this, [this] { m_saved->save(m_editor->text().trimmed()); });
    connect(m_saved, &SavedList::chosen, this, &QueryPage::ask);
    connect(m_empty, &EmptyState::linkActivated, this, &QueryPage::linkClicked);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        m_editor->clear();
        m_editor->setFocus();
    });
    connect(m_problem, &FieldProblem::corrected, this, [this](const QString& text) {
        ask(text);
        m_editor->setFocus();
    });
    connect(&m_search, &QuerySearch::began, this, &QueryPage::began);
    connect(&m_search, &QuerySearch::changed, this, &QueryPage::showFound);
    connect(&m_search, &QuerySearch::finished, this, &QueryPage::finished);
    connect(&m_search, &QuerySearch::summedUp, this, &QueryPage::showTotals);
    connect(&m_search, &QuerySearch::failed, this, &QueryPage::showError);
    setTabOrder(m_editor, m_save);
    showNothing();
}

void QueryPage::setUpTree(ObjectActions* actions)
{
    m_tree->setObjectName(QStringLiteral("queryResults"));
    m_tree->setAccessibleName(tr("Objects found"));
    m_tree->setModel(m_model);
    m_tree->setRootIsDecorated(false);
    m_tree->setColumnWidths({0, kValueColumn, kValueColumn, kValueColumn, 70, 84, 110});
    m_tree->setDefaultSort(m_model->columnOf(TreeColumn::Retained), Qt::DescendingOrder);
    m_tree->setViewName(QStringLiteral("query"));
    m_model->sort(m_model->columnOf(TreeColumn::Retained), Qt::DescendingOrder);
    for (int column = 0; column < m_model->columnCount(); ++column)
        if (QueryModel::isValueColumn(column))
            m_tree->setColumnHidden(column, true);
    actions->attach(m_tree, m_model);
    connect(m_tree, &DataTree::filterRequested, this, &QueryPage::focusFilter);
}

QWidget* QueryPage::createBars()
{
    auto* const bars = new QWidget(this);
    bars->setBackgroundRole(QPalette::Base);
    bars->setAutoFillBackground(true);
    auto* const layout = new QVBoxLayout(bars);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* const line = new SubBar(bars);
    line->row()->addWidget(m_editor, 1);
    line->row()->addWidget(m_save);
    m_problem->setObjectName(QStringLiteral("queryProblem"));
    m_problem->setField(m_editor);
    auto* const below = new SubBar(bars);
    m_status->setObjectName(QStringLiteral("queryStatus"));
    below->row()->addWidget(m_status);
    below->row()->addStretch(1);
    below->row()->addWidget(m_subject);
    m_subject->setPopupMode(QToolButton::InstantPopup);
    m_subject->setMenu(createUses());
    layout->addWidget(line);
    layout->addWidget(m_problem);
    layout->addWidget(below);
    return bars;
}

void QueryPage::setHeap(HeapPtr heap)
{
    const bool isSame = m_heap && heap && m_heap->snapshot == heap->snapshot;
    m_heap = std::move(heap);
    m_editor->setHeap(m_heap);
    m_saved->setHeap(m_heap);
    if (!m_heap || !m_heap->classes)
        return;
    const bool waited = m_error && m_error->code == query::QueryError::Code::NotReady;
    if (!m_editor->text().isEmpty() && (waited || !isSame || m_search.text().isEmpty()))
        askTyped();
    else if (isSame && !m_search.isRunning() && !m_search.text().isEmpty() && m_stack->currentWidget() == m_tree) {
        m_model->update(m_heap, m_search.nodes());
        m_search.sumUp(m_heap);
    } else if (m_search.text().isEmpty())
        showNothing();
}

void QueryPage::setAwaited(const QString& text)
{
    m_awaited = text;
    if (!m_heap || !m_heap->classes)
        showNothing();
}

QWidget* QueryPage::focusTarget()
{
    return m_editor;
}

bool QueryPage::focusFilter()
{
    m_editor->setFocus(Qt::ShortcutFocusReason);
    m_editor->selectAll();
    return true;
}

QVariantMap QueryPage::state() const
{
    const QString text = m_editor->text().trimmed();
    return text.isEmpty() ? QVariantMap() : QVariantMap{{QStringLiteral("query"), text}};
}

void QueryPage::restoreState(const QVariantMap& state)
{
    if (const QString text = state.value(QStringLiteral("query")).toString(); !text.isEmpty())
        ask(text);
}

void QueryPage::ask(const QString& text)
{
    m_editor->setText(text);
    askTyped();
}

void QueryPage::askTyped()
{
    const QString text = m_editor->text().trimmed();
    if (text.isEmpty()) {
        showNothing();
        return;
    }
    if (!m_heap || !m_heap->classes)
        return; // asked when the objects are there
    m_error.reset();
    m_problem->clearError();
    m_search.start(m_heap, m_editor->text());
    m_subject->setEnabled(false);
    m_status->setText(tr("Searching"));
}

/// The query is understood: the results of another one go.
void QueryPage::began()
{
    savedqueries::remember(m_search.text().trimmed());
    m_model->reset(m_heap, m_search.nodes(), m_search.paths());
    for (int column = 0; column < m_model->columnCount(); ++column)
        if (QueryModel::isValueColumn(column))
            m_tree->setColumnHidden(column, column > m_model->valueCount());
    m_tree->setTotals({});
    m_stack->setCurrentWidget(m_tree);
}

void QueryPage::showFound()
{
    m_model->update(m_heap, m_search.nodes());
    m_status->setText(statusText());
}

QString QueryPage::statusText() const
{
    const QString found = formatCount(m_search.nodes()->size());
    if (m_search.isRunning() || m_search.isStopped()) {
        const QString scanned =
            tr("%1 found, %2 scanned").arg(found, formatCountOf(m_search.scanned(), m_search.scanCount()));
        return m_search.isStopped() ? tr("Stopped: %1").arg(scanned) : scanned;
    }
    return m_search.nodes()->size() == 1 ? tr("1 object, %1").arg(formatDuration(m_search.seconds()))
                                         : tr("%1 objects, %2").arg(found, formatDuration(m_search.seconds()));
}

void QueryPage::finished()
{
    showFound();
    const bool isEmpty = m_search.nodes()->empty();
    m_subject->setEnabled(!isEmpty);
    if (!isEmpty)
        return;
    QString text = tr("No object matches.");
    QStringList suggestions;
    for (const query::QueryNote& note : m_search.notes()) {
        text += QLatin1Char(' ') + queryNoteText(note);
        if (!note.suggestion.empty())
            suggestions << QString::fromStdString(note.suggestion);
    }
    m_empty->setText(text);
    m_empty->setLinks(tr("Did you mean"), suggestions);
    m_empty->setAction(tr("Clear query"));
    m_stack->setCurrentWidget(m_empty);
}

/// The set retains what its members retain together: a sum would count what they share more than once.
void QueryPage::showTotals()
{
    const auto& totals = m_search.totals();
    if (!totals)
        return;
    QList<TotalCell> cells(m_model->columnCount());
    cells[0].text = totals->count == 1 ? tr("1 object") : tr("%1 objects together").arg(formatCount(totals->count));
    cells[m_model->columnOf(TreeColumn::Shallow)].bytes = totals->shallow;
    TotalCell& retained = cells[m_model->columnOf(TreeColumn::Retained)];
    retained.pending = !m_heap->dominators;
    if (m_heap->dominators)
        retained.bytes = totals->retained;
    retained.toolTip = tr("What would be freed if all of them were gone; what several of them retain is counted once.");
    m_tree->setTotals(cells);
}

void QueryPage::showError(const query::QueryError& error)
{
    m_error = error;
    m_status->clear();
    m_editor->select(error.at.begin, error.at.end);
    m_problem->showError(error);
}

QString QueryPage::problemText() const
{
    return m_problem->problemText();
}

/// A suggestion takes the place of what was not found; an example that of everything.
void QueryPage::linkClicked(const QString& text)
{
    const query::Span at = m_search.notes().empty() ? query::Span() : m_search.notes().front().at;
    ask(kExamples.contains(text) ? text : withReplaced(m_editor->text(), at, text));
    m_editor->setFocus();
}

/// Before a query is asked.
void QueryPage::showNothing()
{
    const bool isReady = m_heap && m_heap->classes;
    m_empty->setText(isReady ? tr("A query finds the objects that meet a condition.") : m_awaited);
    m_empty->setLinks(tr("Try"), isReady ? kExamples : QStringList());
    m_empty->setAction({});
    m_status->clear();
    m_stack->setCurrentWidget(m_empty);
}

Subject QueryPage::foundSet() const
{
    const QString text = m_search.text().trimmed();
    return Subject::objects(std::make_shared<const ObjectSet>(ObjectSet{text, text, *m_search.nodes()}));
}

/// What was found is the subject of the pages that take sets, and the filter of those that list everything.
QMenu* QueryPage::createUses()
{
    auto* const uses = new QMenu(m_subject);
    uses->addAction(tr("Show retainers of all"), this, [this] { emit m_actions->retainersRequested(foundSet()); });
    uses->addAction(tr("Show in dominators"), this,
                    [this] { emit filterRequested(DominatorsView::kId, m_search.text().trimmed()); });
    uses->addAction(tr("Show by class"), this,
                    [this] { emit filterRequested(ClassesView::kId, m_search.text().trimmed()); });
    uses->addAction(tr("Select all in this document"), this, [this] { m_selection->set(foundSet(), this); });
    connect(uses, &QMenu::aboutToShow, this, &QueryPage::offerComparisons);
    return uses;
}

/// Those that this snapshot is part of by now, at the end of the menu.
void QueryPage::offerComparisons()
{
    qDeleteAll(m_comparisonUses);
    m_comparisonUses.clear();
    for (const OpenComparison& open : openComparisonsOf(*m_heap)) {
        auto* const use = m_subject->menu()->addAction(tr("Filter the comparison %1").arg(open.name));
        connect(use, &QAction::triggered, open.document.data(),
                [this, open] { open.filterBy(m_search.text().trimmed()); });
        m_comparisonUses.append(use);
    }
}

void QueryPage::reveal(const Subject& subject, bool)
{
    if (subject.kind != Subject::Kind::Object || m_stack->currentWidget() != m_tree)
        return;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->node(m_model->index(row, 0)) == subject.node) {
            m_sync->show(m_model->index(row, 0));
            return;
        }
}

} // namespace heapwise::ui
