#include "ui/views/snapshot/classesview.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QTimer>
#include <QToolTip>

#include "ui/format.h"
#include "ui/objectfilter.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/views/comparison/changedelegate.h"
#include "ui/views/snapshot/classgrouping.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/subjectsync.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/treenote.h"

namespace heapwise::ui {
namespace {

constexpr int kBarColumn = 150;
constexpr int kWaitingColumn = 120;

QString countText(std::uint64_t lines, Grouping by)
{
    const bool isOne = lines == 1;
    const QString count = formatCount(lines);
    switch (by) {
    case Grouping::Package:
        return isOne ? ClassesView::tr("1 package") : ClassesView::tr("%1 packages").arg(count);
    case Grouping::File:
        return isOne ? ClassesView::tr("1 file") : ClassesView::tr("%1 files").arg(count);
    case Grouping::Location:
        return isOne ? ClassesView::tr("1 place") : ClassesView::tr("%1 places").arg(count);
    case Grouping::Shape:
        return isOne ? ClassesView::tr("1 shape") : ClassesView::tr("%1 shapes").arg(count);
    default:
        return isOne ? ClassesView::tr("1 class") : ClassesView::tr("%1 classes").arg(count);
    }
}

} // namespace

ClassesView::ClassesView(Selection* selection, ObjectActions* actions, QWidget* parent)
    : SnapshotPage(parent)
    , m_selection(selection)
    , m_model(new ClassesModel(this))
    , m_tree(new DataTree(this))
    , m_filter(new FilterField(QStringLiteral("filter"), this))
    , m_objects(new ObjectFilter(this))
    , m_problem(new FieldProblem(this))
    , m_kinds(new QComboBox(this))
    , m_grouping(new ClassGrouping(this))
    , m_count(new QLabel(this))
    , m_hidden(new QLabel(this))
    , m_stack(new QStackedLayout)
    , m_noMatch(new EmptyState(QStringLiteral("search"), this))
    , m_typing(new QTimer(this))
{
    setObjectName(QStringLiteral("classesView"));
    m_noMatch->setObjectName(QStringLiteral("noMatch"));
    m_noMatch->setBackgroundRole(QPalette::Base);
    m_noMatch->setAutoFillBackground(true);
    m_hidden->setObjectName(QStringLiteral("hiddenClasses"));
    followTheme(m_hidden);
    setUpTree(actions);
    m_sync = new SubjectSync(m_tree, m_model, selection, this);
    m_awaited = new TreeNote(m_tree);

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createSubBar());
    layout->addWidget(m_problem);
    layout->addLayout(m_stack, 1);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_noMatch);

    m_clusterJob.announce({this, tr("Looking for what keeps the instances alive"), [this] { m_clusterJob.drop(); }});
    connectFilter();
    connect(m_model, &GraphTreeModel::contentChanged, this, &ClassesView::updateTotals);
    connect(m_model, &GraphTreeModel::contentChanged, this, &ClassesView::updateSelectionHidden);
    connect(selection, &Selection::changed, this, &ClassesView::updateSelectionHidden);
    connect(m_model, &GraphTreeModel::revealed, this, &ClassesView::revealed);
    updateTotals();
}

void ClassesView::setUpTree(ObjectActions* actions)
{
    m_tree->setObjectName(QStringLiteral("classesTree"));
    m_tree->setAccessibleName(tr("Classes"));
    m_tree->setModel(m_model);
    m_tree->setColumnWidths({0, 84, 84, 76, 150, 70, 92});
    m_tree->setHiddenByDefault({m_model->columnOf(TreeColumn::ShallowShare), m_model->columnOf(TreeColumn::Distance)});
    m_tree->setItemDelegateForColumn(m_model->columnOf(TreeColumn::Since), new ChangeDelegate(m_tree));
    m_defaultColumn = m_model->columnOf(TreeColumn::Retained);
    m_tree->header()->setSortIndicatorShown(true);
    m_tree->setDefaultSort(m_defaultColumn, Qt::DescendingOrder);
    m_tree->setViewName(QStringLiteral("classes"));
    m_tree->setColumnAvailable(m_model->columnOf(TreeColumn::Since), false);
    m_model->sort(m_defaultColumn, Qt::DescendingOrder);
    actions->attach(m_tree, m_model);
    connect(m_tree, &DataTree::filterRequested, this, [this](const QString& typed) {
        if (!typed.isEmpty())
            setFilterText(typed);
        focusFilter();
    });
}

void ClassesView::setHeap(HeapPtr heap)
{
    const bool isOther = !heap || !m_plain || m_plain->classes != heap->classes;
    m_plain = heap;
    m_objects->setHeap(heap);
    m_grouping->setHeap(std::move(heap)); // leads to showGroups()
    if (isOther)
        findBaseline();
}

void ClassesView::setAwaited(const QString& text)
{
    if (!m_heap || !m_heap->classes)
        m_awaited->setNote(text);
}

// --- since an earlier snapshot --------------------------------------------------------------------------

void ClassesView::setOthers(const OtherSnapshots& others)
{
    m_others.clear();
    for (const OtherSnapshot& other : others)
        m_others.push_back(other.snapshot);
    findBaseline();
}

void ClassesView::findBaseline()
{
    m_baselineJob.drop();
    m_baseline.reset();
    if (!m_plain || !m_plain->classes || m_others.empty())
        return showBaseline();
    auto work = [heap = m_plain, others = m_others](const Progress& progress) {
        return ui::findBaseline(heap, others, progress);
    };
    m_baselineJob.start(std::move(work), [this](const ClassBaselinePtr& baseline) {
        m_baseline = baseline;
        showBaseline();
    });
}

/// Lines that are other things than whole classes have nothing to be compared with.
void ClassesView::showBaseline()
{
    const bool areClasses = m_grouping->options() == GroupOptions();
    const ClassBaselinePtr shown = areClasses ? m_baseline : nullptr;
    if (shown == m_model->baseline())
        return;
    m_model->setBaseline(shown);
    m_tree->setColumnAvailable(m_model->columnOf(TreeColumn::Since), shown != nullptr);
    updateTotals();
}

void ClassesView::showGroups(bool otherLines)
{
    m_heap = m_grouping->heap();
    if (m_grouping->options() != GroupOptions() && m_model->baseline())
        m_model->setBaseline(nullptr);
    if (otherLines) {
        m_classFilter.hidden.clear(); // ids of other lines
        m_model->setGroups(m_heap, m_grouping->isGrouped());
        applyFilter();
    } else {
        m_model->setHeap(m_heap);
    }
    updateSort();
    showBaseline();
    updateTotals();
    updateSelectionHidden();
}

/// While retained sizes are awaited the table is sorted by shallow size, unless the user has chosen
/// otherwise.
void ClassesView::updateSort()
{
    const bool isDefault = m_tree->sortColumn() == m_defaultColumn && m_tree->sortOrder() == Qt::DescendingOrder;
    const bool hasRetained = m_heap && m_heap->dominators;
    const int column = m_model->columnOf(hasRetained ? TreeColumn::Retained : TreeColumn::Shallow);
    if (column == std::exchange(m_defaultColumn, column))
        return;
    fitBarColumn(hasRetained);
    const int current = m_tree->sortColumn();
    const Qt::SortOrder order = m_tree->sortOrder();
    m_tree->setDefaultSort(column, Qt::DescendingOrder);
    if (isDefault)
        m_tree->sortBy(column, Qt::DescendingOrder);
    else
        m_tree->header()->setSortIndicator(current, order);
}

/// The column with the bar needs more room; what it gets comes from the other and from the names. Not
/// remembered.
void ClassesView::fitBarColumn(bool hasRetained)
{
    const QSignalBlocker blocker(m_tree->header());
    const int shallow = m_model->columnOf(TreeColumn::Shallow), retained = m_model->columnOf(TreeColumn::Retained);
    const int all = m_tree->columnWidth(0) + m_tree->columnWidth(shallow) + m_tree->columnWidth(retained);
    if (!hasRetained)
        m_savedWidths = {m_tree->columnWidth(shallow), m_tree->columnWidth(retained)};
    const auto [saved, savedRetained] = m_savedWidths;
    m_tree->setColumnWidth(shallow, hasRetained ? saved : std::max(saved, scaled(kBarColumn)));
    m_tree->setColumnWidth(retained, hasRetained ? savedRetained : scaled(kWaitingColumn));
    m_tree->setColumnWidth(0, all - m_tree->columnWidth(shallow) - m_tree->columnWidth(retained));
    m_tree->viewport()->update();
}

// --- state ----------------------------------------------------------------------------------------------

void ClassesView::updateCount()
{
    m_count->setText(m_heap && m_heap->classes ? countText(m_model->classCount(), m_grouping->options().by)
                                               : QString());
    const auto hidden = m_classFilter.hidden.size();
    m_hidden->setVisible(hidden > 0);
    m_hidden->setText(tr("%1 hidden, <a href=\"#\">show</a>").arg(formatCount(hidden)));
}

void ClassesView::updateTotals()
{
    updateCount();
    updateNoMatch();
    if (!m_heap || !m_heap->classes) {
        m_tree->setTotals({});
        return;
    }
    m_awaited->setNote(tr("There are no objects in this heap."));
    const bool isAll = showsAll();
    TotalCell name, objects, shallow, shallowShare, retained, since;
    const QString count = countText(m_model->classCount(), m_grouping->options().by);
    name.text = isAll ? tr("All %1").arg(count) : tr("%1, filtered").arg(count);
    objects.count = m_model->objectCount();
    shallow.bytes = m_model->shallowSum();
    retained.pending = !m_heap->dominators;
    retained.toolTip = tr("Retained sizes of classes overlap and cannot be added up; this is the size of the heap.");
    if (isAll)
        retained.bytes = m_model->heapTotal();
    else
        retained.text = noValue();
    const Size heap = m_model->heapTotal();
    shallowShare.text = formatPercent(heap > 0 ? double(*shallow.bytes) / double(heap) : 0);
    if (const ClassBaselinePtr& baseline = m_model->baseline()) {
        since.text = isAll ? formatBytesDelta(baseline->heapBytes) : noValue();
        since.toolTip = tr("What the size of the whole heap changed by since %1.").arg(baseline->name);
    }
    m_tree->setTotals({name, objects, shallow, shallowShare, retained, TotalCell(), since});
}

/// Looks whether the class of the selection is in the table; when it has come back, its row is made current
/// again.
void ClassesView::updateSelectionHidden()
{
    const Subject& subject = m_selection->subject();
    ClassId classId = m_grouping->isGrouped() ? ClassId{} : subject.classId;
    if (subject.kind == Subject::Kind::Object && m_heap && m_heap->classes)
        classId = m_heap->classes->classOf(subject.node);
    const bool hides = classId.isValid() && !showsAll() && !m_model->shows(classId);
    if (std::exchange(m_isSelectionHidden, hides) == hides)
        return;
    if (!hides)
        reveal(subject, false);
    emit noteChanged();
}

QString ClassesView::note() const
{
    return m_isSelectionHidden ? tr("Selection hidden by the filter") : QString();
}

// --- selection ------------------------------------------------------------------------------------------

void ClassesView::reveal(const Subject& subject, bool open)
{
    if (!m_heap || !m_heap->classes)
        return;
    if (subject.kind == Subject::Kind::Class && !m_grouping->isGrouped()) {
        m_model->revealClass(subject.classId);
        return;
    }
    if (subject.kind != Subject::Kind::Object)
        return;
    m_toReveal = open ? NodeId{} : subject.node;
    if (open)
        m_model->revealObject(subject.node);
    else
        m_model->revealClass(m_heap->classes->classOf(subject.node));
}

void ClassesView::openClass(ClassId classId)
{
    if (m_objects->isQuery())
        setFilterText({});
    if (!showsAll() || m_grouping->isGrouped())
        m_grouping->reset();
    m_toOpen = classId;
    m_model->revealClass(classId);
}

void ClassesView::groupByRetention(ClassId classId)
{
    m_clusterJob.drop();
    if (const ClassClustersPtr& shown = m_model->clusters(); shown && shown->classId == classId)
        return m_model->setClusters(nullptr);
    if (m_grouping->isGrouped() || !m_heap || !m_heap->has(Stage::Retained))
        return;
    auto work = [heap = m_heap, classId](Progress& progress) { return clustersOf(heap, classId, progress); };
    m_clusterJob.start(std::move(work), [this, classId](const ClassClustersPtr& clusters) {
        m_model->setClusters(clusters);
        openClass(classId);
    });
}

void ClassesView::showProblem(const QString& text)
{
    QToolTip::showText(m_filter->mapToGlobal(QPoint(0, m_filter->height())), text, m_filter);
}

void ClassesView::revealed(const QModelIndex& index, bool complete)
{
    const NodeId further = std::exchange(m_toReveal, NodeId{});
    if (complete && further.isValid() && m_tree->isExpanded(index)) {
        m_model->revealObject(further);
        return;
    }
    m_sync->show(index);
    if (complete && m_model->classAt(index) == std::exchange(m_toOpen, ClassId{}))
        m_tree->expand(index);
}

} // namespace heapwise::ui
