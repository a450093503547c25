#include "ui/views/snapshot/retainersdock.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QStackedLayout>

#include "ui/format.h"
#include "ui/models/graphtreemodel.h"
#include "ui/models/mergedpathstree.h"
#include "ui/models/objecttext.h"
#include "ui/models/retainerchildren.h"
#include "ui/views/snapshot/docktitle.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/widgets/datatree.h"

namespace heapwise::ui {
namespace {

constexpr int kRetainersDockSoonMs = 15;
constexpr int kRetainersDockLateMs = 200;
constexpr qsizetype kTitleCharacters = 40;
constexpr std::size_t kOpenedLevels = 20; ///< as Chrome DevTools opens

bool isSeveral(const Subject& subject)
{
    return subject.kind == Subject::Kind::Class || subject.kind == Subject::Kind::Set;
}

} // namespace

RetainersDock::RetainersDock(Selection* selection, ObjectActions* actions, QWidget* parent)
    : QDockWidget(tr("Retainers"), parent)
    , m_selection(selection)
    , m_model(new GraphTreeModel(RetainerChildren::columns(), this))
    , m_title(new DockTitle(QStringLiteral("graph"), tr("Retainers"), this))
    , m_merged(new MergedPathsTree(this))
{
    setObjectName(QStringLiteral("retainersDock"));
    setTitleBarWidget(m_title);
    QAbstractButton* const open = m_title->addButton(QStringLiteral("fwd"), tr("Open as graph"));
    open->setObjectName(QStringLiteral("openAsGraph"));
    connect(open, &QAbstractButton::clicked, this, [this, actions] {
        if (m_asked.kind != Subject::Kind::None)
            emit actions->retainersRequested(m_asked);
    });
    auto* const content = new QWidget(this);
    m_tree = new DataTree(content);
    m_empty = new EmptyState(QStringLiteral("graph"), content);
    m_stack = new QStackedLayout(content);
    m_stack->setContentsMargins(0, 0, 0, 0);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_mergedTree = new DataTree(content));
    setWidget(content);

    m_tree->setObjectName(QStringLiteral("retainersTree"));
    m_tree->setAccessibleName(tr("Retainers of the selected object"));
    m_tree->setModel(m_model);
    m_tree->setColumnWidths({0, 180, 90, 76, 90});
    m_tree->header()->setSectionsClickable(false); // the order is what the list means: nearest to the roots first
    m_tree->setViewName(QStringLiteral("retainers"));
    actions->attach(m_tree, m_model);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RetainersDock::currentChanged);
    connect(m_tree, &QAbstractItemView::clicked, this, &RetainersDock::currentChanged);
    connect(selection, &Selection::changed, this, &RetainersDock::selectionChanged);
    connect(m_model, &GraphTreeModel::revealed, this, [this](const QModelIndex& index) {
        for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
            m_tree->expand(above);
        m_tree->scrollToTop();
    });

    m_mergedTree->setObjectName(QStringLiteral("mergedRetainers"));
    m_mergedTree->setAccessibleName(tr("Merged paths to the selected objects"));
    m_mergedTree->setModel(m_merged);
    m_mergedTree->setColumnWidths({0, 90});
    m_mergedTree->setViewName(QStringLiteral("mergedRetainers"));
    connect(m_mergedTree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        m_selection->set(Subject::object(m_merged->nodeAt(index.siblingAtColumn(0))), this);
    });

    const auto stopped = [this] {
        m_job.drop();
        m_mergeJob.drop();
        m_late.stop();
        showState(tr("Stopped. Select the object again to look for what keeps it alive."));
    };
    m_mergeJob.announce({this, tr("Merging paths"), stopped});
    m_job.announce({this, tr("Looking for retainers"), stopped});
    m_soon.setSingleShot(true);
    m_soon.setInterval(kRetainersDockSoonMs);
    m_late.setSingleShot(true);
    m_late.setInterval(kRetainersDockLateMs);
    connect(&m_soon, &QTimer::timeout, this, &RetainersDock::update);
    connect(&m_late, &QTimer::timeout, this, [this] { showState(tr("Looking through its references…")); });
    connect(this, &QDockWidget::visibilityChanged, this, &RetainersDock::scheduleUpdate);
    showState(tr("Select an object to see what keeps it alive."));
}

RetainersDock::~RetainersDock() = default;

void RetainersDock::setHeap(HeapPtr heap)
{
    const bool hadRetainers = m_heap && m_heap->retainers;
    const bool hadDominators = m_heap && m_heap->dominators;
    m_heap = std::move(heap);
    const bool hasMore =
        m_heap && (bool(m_heap->retainers) != hadRetainers || bool(m_heap->dominators) != hadDominators);
    const bool isWaiting = isSeveral(m_asked) && m_stack->currentWidget() != m_mergedTree;
    if (!m_heap || hasMore || isWaiting || m_model->source() == nullptr)
        scheduleUpdate();
    else if (m_subject.isValid())
        m_model->updateSource(std::make_shared<RetainerChildren>(m_heap, m_subject));
}

void RetainersDock::setAwaited(const QString& text)
{
    m_awaited = text;
    if (m_heap && isSeveral(m_asked) && !m_heap->has(Stage::Retained))
        showState(text);
    else if (m_heap && !m_heap->retainers && m_subject.isValid())
        showState(text);
}

// Rows of this tree are looked at, not gone to: choosing one shows it everywhere else, and the tree stays.
void RetainersDock::currentChanged(const QModelIndex& current)
{
    const NodeId node = m_model->node(current);
    if (node.isValid() && m_tree->selectionModel()->isSelected(current))
        m_selection->set(Subject::object(node), this);
}

void RetainersDock::selectionChanged(const Subject& subject, QObject* origin)
{
    if (origin == this)
        return;
    m_asked = subject;
    if (subject.kind == Subject::Kind::Set && subject.set->nodes.size() == 1)
        m_asked = Subject::object(NodeId{subject.set->nodes.front()});
    m_subject = m_asked.node;
    scheduleUpdate();
}

void RetainersDock::scheduleUpdate()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void RetainersDock::update()
{
    if (!isVisible())
        return; // when it is shown
    m_job.drop();
    m_mergeJob.drop();
    m_late.stop();
    updateTitle(nullptr);
    if (!m_heap || (!m_subject.isValid() && !isSeveral(m_asked))) {
        showState(tr("Select an object to see what keeps it alive."));
        return;
    }
    if (!m_heap->retainers) {
        const QString never = tr("What keeps it alive is not known: the file has no references.");
        showState(m_heap->countsOnly    ? never
                  : m_awaited.isEmpty() ? tr("References are still being read.")
                                        : m_awaited);
        return;
    }
    if (isSeveral(m_asked))
        return merge();
    m_late.start();
    auto work = [heap = m_heap, node = m_subject](const Progress&) {
        return Found{node, countRetainers(*heap, node), retainingPath(*heap, node)};
    };
    m_job.start(std::move(work), [this](const Found& result) { found(result); });
}

void RetainersDock::found(const Found& found)
{
    m_late.stop();
    updateTitle(&found);
    if (found.counts.strong == 0) {
        m_model->resetSource(nullptr);
        const bool isRoot = found.counts.fromRoot > 0 || found.node == m_heap->snapshot->root();
        showState(isRoot ? tr("This is a GC root.") : tr("Nothing strong holds it. It will be collected."));
        return;
    }
    m_stack->setCurrentWidget(m_tree);
    m_model->resetSource(std::make_shared<RetainerChildren>(m_heap, found.node));
    openPath(found.path);
}

// --- several objects ------------------------------------------------------------------------------------

void RetainersDock::merge()
{
    if (!m_heap->has(Stage::Retained)) {
        showState(m_awaited.isEmpty() ? tr("Paths are merged when the dominators are known.") : m_awaited);
        return;
    }
    m_late.start();
    auto work = [heap = m_heap, asked = m_asked](const Progress& progress) {
        if (asked.kind == Subject::Kind::Set)
            return mergeHolders(heap, asked.set->nodes, progress);
        const auto instances = heap->classes->instances(asked.classId);
        return mergeHolders(heap, {instances.begin(), instances.end()}, progress);
    };
    m_mergeJob.start(std::move(work), [this](const MergedHolders& holders) { merged(holders); });
}

void RetainersDock::merged(const MergedHolders& holders)
{
    m_late.stop();
    if (!holders.areHeld()) {
        showState(tr("Nothing strong holds these objects. They will be collected."));
        return;
    }
    m_merged->show(holders.heap, holders.paths);
    m_title->setDetail(mergedHoldersNote(holders, *m_merged));
    m_stack->setCurrentWidget(m_mergedTree);
    const QModelIndexList path = m_merged->mainPath();
    for (const QModelIndex& index : path)
        m_mergedTree->expand(index);
    if (!path.isEmpty())
        m_mergedTree->scrollTo(path.last()); // near to the objects is what can be changed
}

QString RetainersDock::mergedTitle() const
{
    if (m_asked.kind == Subject::Kind::Set)
        return m_asked.set->title;
    return m_heap->classes ? QString::fromStdString((*m_heap->classes)[m_asked.classId].name) : QString();
}

// --- one object -----------------------------------------------------------------------------------------

void RetainersDock::openPath(const std::vector<Retainer>& path)
{
    const std::size_t levels = std::min(path.size(), kOpenedLevels);
    std::vector<TreeItem> rows(levels);
    for (std::size_t i = 0; i < levels; ++i) {
        rows[i].node = path[i].source;
        rows[i].edge = path[i].edge;
    }
    m_model->reveal(std::move(rows));
}

void RetainersDock::showState(const QString& text)
{
    m_empty->setText(text);
    m_stack->setCurrentWidget(m_empty);
}

QString RetainersDock::stateText() const
{
    return m_stack->currentWidget() == m_empty ? m_empty->text() : QString();
}

QString RetainersDock::titleText() const
{
    return m_title->text();
}

QString RetainersDock::pathText(std::size_t references) const
{
    if (!m_heap->distances)
        return tr("paths are in order once distances are known");
    return references == 1 ? tr("shortest path is 1 reference long")
                           : tr("shortest path is %1 references long").arg(formatCount(references));
}

void RetainersDock::updateTitle(const Found* found)
{
    if (m_heap && isSeveral(m_asked)) {
        m_title->setTitle(tr("Retainers of %1").arg(escaped(mergedTitle(), kTitleCharacters)));
        m_title->setDetail({});
        return;
    }
    if (!m_heap || !m_subject.isValid()) {
        m_title->setTitle(tr("Retainers"));
        m_title->setDetail({});
        return;
    }
    ObjectLabel label = describeObject(*m_heap, m_subject);
    label.name = escaped(label.name, kTitleCharacters);
    m_title->setTitle(tr("Retainers of %1").arg(nameWithId(label)));
    QStringList parts;
    if (found && !found->path.empty())
        parts << pathText(found->path.size());
    if (found && found->counts.weak > 0)
        parts << tr("%1 weak hidden").arg(formatCount(found->counts.weak));
    m_title->setDetail(parts.join(QStringLiteral(", ")));
}

} // namespace heapwise::ui
