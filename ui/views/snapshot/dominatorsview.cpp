#include "ui/views/snapshot/dominatorsview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

#include "core/analysis/regroup.h"
#include "core/heap/scripts.h"
#include "ui/format.h"
#include "ui/models/graphtreemodel.h"
#include "ui/models/objecttext.h"
#include "ui/objectfilter.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/views/snapshot/dominatorchartpane.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/subjectsync.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/subbar.h"
#include "ui/widgets/treenote.h"

namespace heapwise::ui {
namespace {

constexpr int kTreeShare = 650, kChartShare = 350;
constexpr int kDominatorsViewMostSteps = 200; ///< of following the largest child
constexpr double kMostOfParent = 0.5;         ///< below it the memory is spread: the accumulation point

} // namespace

DominatorsView::DominatorsView(Selection* selection, ObjectActions* actions, QWidget* parent)
    : SnapshotPage(parent)
    , m_model(new GraphTreeModel(DominatorChildren::columns(), this))
    , m_tree(new DataTree(this))
    , m_fold(new QCheckBox(tr("Group siblings by class"), this))
    , m_top(new QComboBox(this))
    , m_hide(new QComboBox(this))
    , m_chart(new DominatorChartPane(selection, DominatorChartPane::Place::Dominators, this))
    , m_rootBar(new MessageBar(this))
    , m_objects(new ObjectFilter(this))
    , m_problem(new FieldProblem(this))
    , m_noMatch(new EmptyState(QStringLiteral("search"), this))
    , m_rows(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("dominatorsView"));
    setUpTree(actions);
    m_note = new TreeNote(m_tree);
    m_sync = new SubjectSync(m_tree, m_model, selection, this);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_problem); // right below the filter in the view bar
    layout->addWidget(createSubBar());
    layout->addWidget(m_rootBar);
    auto* const halves = new QSplitter(this);
    halves->setObjectName(QStringLiteral("dominatorsHalves"));
    halves->setHandleWidth(1);
    halves->setChildrenCollapsible(false);
    m_rows->addWidget(m_tree);
    m_rows->addWidget(m_noMatch);
    halves->addWidget(m_rows);
    halves->addWidget(m_chart);
    halves->setStretchFactor(0, 2);
    halves->setStretchFactor(1, 1);
    halves->setSizes({scaled(kTreeShare), scaled(kChartShare)});
    layout->addWidget(halves, 1);
    m_problem->setObjectName(QStringLiteral("dominatorsProblem"));
    m_noMatch->setObjectName(QStringLiteral("dominatorsNoMatch"));
    m_noMatch->setBackgroundRole(QPalette::Base);
    m_noMatch->setAutoFillBackground(true);

    connect(m_objects, &ObjectFilter::changed, this, &DominatorsView::showFiltered);
    connect(m_noMatch, &EmptyState::actionTriggered, this, &SnapshotPage::filterCleared);
    connect(m_problem, &FieldProblem::corrected, this,
            [this](const QString& text) { emit filterRequested(kId, text); });
    connect(m_fold, &QCheckBox::toggled, this, &DominatorsView::updateSource);
    connect(m_top, &QComboBox::currentIndexChanged, this, &DominatorsView::groupTop);
    m_groupJob.announce({this, tr("Grouping"), [this] {
                             m_groupJob.drop();
                             m_top->setCurrentIndex(0);
                         }});
    connect(m_hide, &QComboBox::currentIndexChanged, this, &DominatorsView::updateSource);
    connect(m_rootBar, &MessageBar::actionTriggered, this, [this] { setRoot({}); });
    connect(m_chart, &DominatorChartPane::zoomChanged, this, &DominatorsView::updateTree);
    connect(m_tree, &DataTree::zoomOutRequested, m_chart, &DominatorChartPane::zoomOut);
    connect(m_model, &GraphTreeModel::revealed, this, &DominatorsView::revealed);
    connect(m_model, &GraphTreeModel::contentChanged, this, &DominatorsView::updateTotals);
    connect(m_model, &GraphTreeModel::workingChanged, this, [this](bool works) {
        if (!works && m_following.isValid())
            keepFollowing();
    });
    setAwaited({});
    updateState();
}

void DominatorsView::setUpTree(ObjectActions* actions)
{
    m_tree->setObjectName(QStringLiteral("dominatorsTree"));
    m_tree->setAccessibleName(tr("Dominators"));
    m_tree->setModel(m_model);
    m_tree->setColumnWidths({0, 84, 96, 76, 76});
    m_tree->header()->setSortIndicatorShown(true);
    m_tree->setDefaultSort(m_model->columnOf(TreeColumn::Retained), Qt::DescendingOrder);
    m_tree->setViewName(QStringLiteral("dominators"));
    m_tree->installEventFilter(this);
    actions->attach(m_tree, m_model);
}

QWidget* DominatorsView::createSubBar()
{
    auto* const bar = new SubBar(this);
    auto* const layout = bar->row();
    layout->setSpacing(scaled(12));
    m_fold->setObjectName(QStringLiteral("groupSiblings"));
    m_fold->setChecked(true);
    m_fold->setToolTip(tr("More than 50 children: those of one class stand in one row"));
    m_top->setObjectName(QStringLiteral("groupTop"));
    m_top->setAccessibleName(tr("Top level"));
    m_top->setToolTip(
        tr("What stands at the top of the tree: the objects that nothing but the roots holds, or groups of them"));
    m_top->addItem(tr("Single objects"));
    m_top->addItem(tr("By class"), int(Grouping::Class));
    m_top->addItem(tr("By file"), int(Grouping::File));
    m_top->addItem(tr("By package"), int(Grouping::Package));
    auto* const topLabel = new QLabel(tr("Top level"), bar);
    topLabel->setBuddy(m_top);
    m_hide->setObjectName(QStringLiteral("hideBelow"));
    m_hide->setAccessibleName(tr("Hide objects below"));
    m_hide->addItem(tr("Nothing"), 0.0);
    m_hide->addItem(tr("0.1 %"), 0.001);
    m_hide->addItem(tr("1 %"), 0.01);
    auto* const label = new QLabel(tr("Hide below"), bar);
    label->setBuddy(m_hide);
    layout->addWidget(m_fold);
    layout->addWidget(topLabel);
    layout->addWidget(m_top);
    layout->addWidget(label);
    layout->addWidget(m_hide);
    layout->addStretch(1);
    return bar;
}

// --- content --------------------------------------------------------------------------------------------

void DominatorsView::setHeap(HeapPtr heap)
{
    const bool isOther = m_heap && heap && m_heap->snapshot != heap->snapshot;
    m_heap = std::move(heap);
    if (isOther)
        m_root = {};
    m_objects->setHeap(m_heap);
    groupTop();
    if (m_heap && m_heap->dominators && m_toReveal.isValid())
        revealNode(m_toReveal);
}

QVariantMap DominatorsView::state() const
{
    return {{QStringLiteral("fold"), m_fold->isChecked()},
            {QStringLiteral("top"), m_top->currentIndex()},
            {QStringLiteral("hide"), m_hide->currentIndex()}};
}

void DominatorsView::restoreState(const QVariantMap& state)
{
    if (state.isEmpty())
        return;
    m_fold->setChecked(state.value(QStringLiteral("fold")).toBool());
    m_top->setCurrentIndex(std::clamp(state.value(QStringLiteral("top")).toInt(), 0, m_top->count() - 1));
    m_hide->setCurrentIndex(state.value(QStringLiteral("hide")).toInt());
}

void DominatorsView::updateSource()
{
    m_chart->show(m_heap, options());
    updateTree();
}

/// Files and packages are found out on a worker; until then the tree stays as it is.
void DominatorsView::groupTop()
{
    const QVariant chosen = m_top->currentData();
    m_groupJob.drop();
    m_topGroups.reset();
    if (!chosen.isValid() || chosen.toInt() == int(Grouping::Class) || !m_heap || !m_heap->has(Stage::Retained))
        return updateSource();
    auto work = [heap = m_heap, by = Grouping(chosen.toInt())](const Progress& progress) {
        GroupOptions options;
        options.by = by;
        return regroup(heap, scriptNames(*heap->snapshot, progress), options, progress);
    };
    m_groupJob.start(std::move(work), [this](const HeapPtr& grouped) {
        m_topGroups = grouped ? grouped->classes : nullptr;
        updateSource();
    });
}

DominatorOptions DominatorsView::options() const
{
    const bool foldsTop = m_top->currentIndex() > 0;
    return {m_fold->isChecked(), foldsTop, m_hide->currentData().toDouble(), m_root, foldsTop ? m_topGroups : nullptr};
}

/// What is zoomed to in the chart is the root of the tree as well.
NodeId DominatorsView::treeRoot() const
{
    return m_chart->zoom().empty() ? m_root : m_chart->zoom().back();
}

void DominatorsView::updateTree()
{
    DominatorOptions shown = options();
    shown.root = treeRoot();
    shown.only = m_only;
    if (m_heap && m_heap->dominators)
        m_model->updateSource(std::make_shared<DominatorChildren>(m_heap, shown));
    else
        m_model->resetSource(nullptr);
    updateState();
}

void DominatorsView::updateState()
{
    const bool isReady = m_heap && m_heap->dominators;
    m_fold->setEnabled(isReady);
    m_top->setEnabled(isReady);
    m_hide->setEnabled(isReady);
    updateNote();
    m_chart->setVisible(m_heap && m_heap->classes);
    m_rootBar->setVisible(isReady && m_root.isValid());
    updateNoMatch();
    updateTotals();
}

void DominatorsView::setAwaited(const QString& text)
{
    m_awaited = text;
    updateNote();
}

/// Which of these is so may turn out after the page is told what it waits for.
void DominatorsView::updateNote()
{
    const bool never = m_heap && m_heap->countsOnly;
    m_note->setNote(m_heap && m_heap->dominators ? tr("The roots keep nothing alive.")
                    : never                      ? tr("Dominators are not known: the file has no references.")
                    : m_awaited.isEmpty()        ? tr("Dominators are computed after the references are read.")
                                                 : m_awaited);
}

void DominatorsView::updateTotals()
{
    if (!m_heap || !m_heap->dominators) {
        m_tree->setTotals({});
        return;
    }
    if (const FilteredObjectsPtr& found = m_objects->found(); m_only && found) {
        TotalCell count;
        count.text = found->count == 1 ? tr("1 object matches") : tr("%1 objects match").arg(formatCount(found->count));
        m_tree->setTotals({count, TotalCell(), TotalCell(), TotalCell(), TotalCell()});
        return;
    }
    const bool isWhole = !treeRoot().isValid();
    const NodeId root = isWhole ? m_heap->dominators->root() : treeRoot();
    TotalCell name, retained, share, shallow, objects;
    name.text = isWhole ? tr("(GC roots)") : nameWithId(describeObject(*m_heap, root));
    const Size all = m_heap->totalSize();
    retained.bytes = isWhole ? all : m_heap->dominators->retainedSize(root);
    share.text = formatPercent(all > 0 ? double(*retained.bytes) / double(all) : 0);
    shallow.text = noValue();
    objects.count = m_heap->dominators->objectCount(root);
    m_tree->setTotals({name, retained, share, shallow, objects});
}

void DominatorsView::setRoot(NodeId root)
{
    if (root == m_root)
        return;
    m_root = root;
    updateSource();
}

// --- selection ------------------------------------------------------------------------------------------

void DominatorsView::reveal(const Subject& subject, bool)
{
    m_isFound = false;
    const bool isObject = subject.kind == Subject::Kind::Object;
    const bool hides = isObject && m_only && !m_only->rows.test(subject.node.value);
    if (std::exchange(m_isSelectionHidden, hides) != hides)
        emit noteChanged();
    if (isObject && !hides)
        revealNode(subject.node);
}

void DominatorsView::revealNode(NodeId node)
{
    m_toReveal = node;
    if (!m_heap || !m_heap->dominators || !node.isValid())
        return;
    m_toReveal = {};
    const DominatorTree& tree = *m_heap->dominators;
    const auto isBelow = [&](NodeId root) { return !root.isValid() || (node != root && tree.dominates(root, node)); };
    if (!isBelow(treeRoot()))
        m_chart->resetZoom();
    if (node == m_root)
        setRoot({});
    std::vector<NodeId> up; // the object first
    for (NodeId n = node; n != tree.root() && n != treeRoot(); n = tree.immediateDominator(n))
        up.push_back(n);
    const bool isOutside = m_root.isValid() && !tree.dominates(m_root, node);
    if (up.size() > std::size_t(kDeepest)) {
        setRoot(up[kDeepest / 2]);
        up.resize(kDeepest / 2);
        const QString name = nameWithId(describeObject(*m_heap, m_root));
        m_rootBar->showMessage(MessageBar::Tone::Info, {},
                               tr("The object lies very deep. The tree starts at %1.").arg(name),
                               tr("Show from the roots"));
    } else if (isOutside) {
        setRoot({});
    }
    std::vector<TreeItem> path(up.size());
    for (std::size_t i = 0; i < up.size(); ++i)
        path[i].node = up[up.size() - 1 - i];
    m_model->reveal(std::move(path));
}

void DominatorsView::revealed(const QModelIndex& index)
{
    if (std::exchange(m_isFound, false)) {
        m_tree->scrollTo(index);
        m_tree->flash(index);
        return;
    }
    m_sync->show(index);
}

void DominatorsView::followLargest()
{
    m_following = m_tree->currentIndex().siblingAtColumn(0);
    if (!m_following.isValid())
        m_following = m_model->index(0, 0);
    m_stepsLeft = kDominatorsViewMostSteps;
    keepFollowing();
}

/// The child that holds most of `parent`, through a fold if it stands in one. Invalid at the accumulation
/// point, and while the children are not there yet (`waits`).
QModelIndex DominatorsView::mainChild(const QModelIndex& parent, bool* waits)
{
    const Size most = Size(kMostOfParent * double(m_model->item(parent)->retained));
    for (QModelIndex at = parent;;) {
        if (!m_model->hasChildren(at))
            return {};
        if (m_model->canFetchMore(at))
            m_model->fetchMore(at); // a tree that has yet to lay itself out does not
        m_tree->expand(at);
        at = m_model->index(0, 0, at);
        const TreeItem* const largest = m_model->item(at);
        *waits = !largest && m_model->isWorking();
        if (!largest || largest->retained < most)
            return {};
        if (largest->isObject())
            return at;
    }
}

void DominatorsView::keepFollowing()
{
    while (m_following.isValid() && m_model->item(m_following) && m_stepsLeft-- > 0) {
        bool waits = false;
        const QModelIndex next = mainChild(m_following, &waits);
        if (waits)
            return; // goes on when they are there
        if (!next.isValid())
            break;
        m_following = next;
    }
    const QModelIndex last = std::exchange(m_following, QPersistentModelIndex());
    if (!last.isValid())
        return;
    // Not setCurrentIndex(): with Ctrl held down that would take the selection away from a selected row.
    const auto command = QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;
    m_tree->selectionModel()->setCurrentIndex(last, command);
    m_tree->scrollTo(last);
    m_tree->flash(last);
}

bool DominatorsView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_tree && event->type() == QEvent::KeyPress) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Right && key->modifiers().testFlag(Qt::ControlModifier)) {
            followLargest();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace heapwise::ui
