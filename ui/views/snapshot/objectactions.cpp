#include "ui/views/snapshot/objectactions.h"

#include <QAction>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>

#include "ui/livesnapshots.h"
#include "ui/models/classesmodel.h"
#include "ui/models/graphtreemodel.h"
#include "ui/models/objectpath.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/widgets/datatree.h"

#include <memory>

namespace heapwise::ui {
namespace {

constexpr std::size_t kManyRows = 1000;

} // namespace

Subject ObjectActions::subjectAt(const GraphTreeModel& model, const QModelIndex& index)
{
    const TreeItem* const row = model.item(index);
    if (!row)
        return {};
    if (const ObjectSetPtr set = model.source() ? model.source()->objectsOf(*row) : nullptr)
        return Subject::objects(set);
    switch (row->kind) {
    case TreeItem::Kind::Fold:
        if (const auto* const classes = qobject_cast<const ClassesModel*>(&model))
            if (const auto* const cluster = classes->clusterAt(index))
                return Subject::objects(
                    std::make_shared<const ObjectSet>(ObjectSet{cluster->name, {}, cluster->members}));
        return Subject::object(row->node); // its largest member
    case TreeItem::Kind::Object:
        return Subject::object(row->node);
    case TreeItem::Kind::Class: {
        const auto* const classes = qobject_cast<const ClassesModel*>(&model);
        return classes && classes->isGrouped() ? Subject() : Subject::heapClass(row->classId);
    }
    default:
        return {};
    }
}

void ObjectActions::attach(DataTree* tree, GraphTreeModel* model)
{
    connect(tree, &DataTree::rowMenuRequested, this,
            [this, tree, model](const QModelIndex& index, const QPoint& at) { showMenu(tree, model, index, at); });
    connect(tree, &DataTree::linkActivated, this,
            [tree, model](const QModelIndex& link) { showMore(tree, model, link, GraphTreeModel::kPageSize); });
    connect(model, &GraphTreeModel::loadingStopped, tree, &QTreeView::collapse);
    connect(model, &GraphTreeModel::orderRestored, tree, &DataTree::showSort);
}

/// The first of the new rows becomes the current one, so that one can read on from there.
void ObjectActions::showMore(DataTree* tree, GraphTreeModel* model, const QModelIndex& link, std::size_t count)
{
    const int row = link.row();
    const QPersistentModelIndex parent = link.parent();
    const auto once = std::make_shared<QMetaObject::Connection>();
    *once = connect(model, &QAbstractItemModel::rowsInserted, tree, [=](const QModelIndex& where, int first) {
        if (where != parent || first != row)
            return;
        disconnect(*once);
        tree->setCurrentIndex(model->index(row, 0, parent));
    });
    model->showMore(link, count);
}

void ObjectActions::fillLinkMenu(QMenu& menu, GraphTreeModel* model, const QModelIndex& link)
{
    auto* const tree = qobject_cast<DataTree*>(menu.parentWidget());
    const QPersistentModelIndex at = link;
    menu.addAction(tr("Show 100 more"), this, [=] { showMore(tree, model, at, GraphTreeModel::kPageSize); });
    menu.addAction(tr("Show 1,000 more"), this, [=] { showMore(tree, model, at, kManyRows); });
}

namespace {

QMenu* newMenu(QWidget* parent)
{
    auto* const menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("objectMenu"));
    return menu;
}

void popUp(QMenu* menu, const QPoint& at)
{
    if (menu->isEmpty())
        delete menu;
    else
        menu->popup(at);
}

} // namespace

void ObjectActions::showMenu(DataTree* tree, GraphTreeModel* model, const QModelIndex& index, const QPoint& at)
{
    auto* const menu = newMenu(tree);
    if (model->isLink(index))
        fillLinkMenu(*menu, model, index);
    else
        fillMenu(*menu, tree->createCopyMenu(menu), subjectAt(*model, index), model->edge(index));
    popUp(menu, at);
}

void ObjectActions::popUpMenu(QWidget* parent, const Subject& subject, const QPoint& at)
{
    auto* const menu = newMenu(parent);
    const bool isObject = subject.kind == Subject::Kind::Object;
    fillMenu(*menu, isObject ? new QMenu(tr("Copy"), menu) : nullptr, subject, TreeItem::kNoEdge);
    popUp(menu, at);
}

ClassId ObjectActions::classOf(const Subject& subject) const
{
    if (subject.kind == Subject::Kind::Class)
        return subject.classId;
    const bool isKnown = subject.kind == Subject::Kind::Object && m_heap && m_heap->classes;
    return isKnown ? m_heap->classes->classOf(subject.node) : ClassId{};
}

/// The order is the same everywhere; what means nothing for a row is left out. `copy` is what can be copied otherwise.
void ObjectActions::fillMenu(QMenu& menu, QMenu* copy, const Subject& subject, EdgeIndex edge)
{
    if (subject.kind == Subject::Kind::None)
        return;
    const ClassId classId = classOf(subject);
    menu.addAction(tr("Inspect"), this, [this, subject] { emit inspectRequested(subject); });
    addWays(menu, subject, edge);
    menu.addSeparator();
    if (copy) {
        addCopying(*copy, subject);
        menu.addMenu(copy);
    }
    if (const NodeId node = sourceNode(subject); node.isValid())
        menu.addAction(tr("Open source"), this, [this, node] { emit sourceRequested(node); });
    if (!classId.isValid())
        return;
    menu.addSeparator();
    menu.addAction(tr("Filter: only this class"), this, [this, classId] { emit onlyClassRequested(classId); });
    menu.addAction(tr("Filter: hide this class"), this, [this, classId] { emit hideClassRequested(classId); });
}

/// Where one can go from an object, and what can be thought away.
void ObjectActions::addWays(QMenu& menu, const Subject& subject, EdgeIndex edge)
{
    const bool isObject = subject.kind == Subject::Kind::Object;
    const bool hasPaths = m_heap && m_heap->has(Stage::Retained);
    const NodeId node = subject.node;
    if (m_heap && m_heap->retainers)
        menu.addAction(isObject ? tr("Show retainers") : tr("Merge paths to the roots"), this,
                       [this, subject] { emit retainersRequested(subject); });
    if (subject.kind == Subject::Kind::Class && hasPaths)
        menu.addAction(tr("Group instances by retention"), this,
                       [this, subject] { emit retentionGroupsRequested(subject.classId); });
    if (subject.kind == Subject::Kind::Class)
        menu.addAction(tr("Export instances…"), this,
                       [this, subject] { emit instancesExportRequested(subject.classId); });
    if (isObject && m_heap && m_heap->dominators)
        menu.addAction(tr("Reveal in dominators"), this, [this, node] { emit dominatorsRequested(node); });
    if (const ClassId classId = classOf(subject); classId.isValid())
        menu.addAction(tr("Instances of this class"), this, [this, classId] { emit instancesRequested(classId); });
    if (QMenu* const others = othersMenu(menu, subject))
        menu.addMenu(others);
    addLook(menu, subject);
    if (hasPaths && edge != TreeItem::kNoEdge)
        menu.addAction(tr("Simulate cut"), this, [this, edge] { emit cutRequested(edge); });
    if (hasPaths && isObject && node != m_heap->snapshot->root())
        menu.addAction(tr("Ignore in paths"), this, [this, node, edge] { emit ignoreRequested(node, edge); });
}

/// While the process of the snapshot is watched.
void ObjectActions::addLook(QMenu& menu, const Subject& subject)
{
    if (subject.kind != Subject::Kind::Object || !m_heap)
        return;
    const auto look = LiveSnapshots::instance().lookFor(QString::fromStdString(m_heap->snapshot->info().path));
    if (!look)
        return;
    const quint64 id = m_heap->snapshot->objectId(subject.node).value;
    menu.addAction(tr("Look at it in the process"), this,
                   [look, id, window = menu.parentWidget()->window()] { look(id, window); });
}

/// Null when no other snapshot is open. Objects are looked for by their id; of another process a class is all there can
/// be.
QMenu* ObjectActions::othersMenu(QMenu& menu, const Subject& subject)
{
    const ClassId classId = classOf(subject);
    if (m_others.isEmpty() || !classId.isValid())
        return nullptr;
    const QString className =
        QLatin1Char('"') + QString::fromStdString((*m_heap->classes)[classId].name) + QLatin1Char('"');
    auto* const others = new QMenu(tr("Find in other open snapshots"), &menu);
    for (const OtherSnapshot& other : m_others) {
        const bool byId = subject.kind == Subject::Kind::Object && other.snapshot.sameIds.value_or(true);
        const QString address =
            byId ? QLatin1Char('@') + QString::number(m_heap->snapshot->objectId(subject.node).value) : className;
        others->addAction(other.snapshot.name, this, [this, document = other.document, address] {
            if (document)
                emit otherRequested(document, address);
        });
    }
    return others;
}

/// What says where the source stands: the object itself, or of a class its first instance; invalid where none does.
NodeId ObjectActions::sourceNode(const Subject& subject) const
{
    NodeId node = subject.kind == Subject::Kind::Object ? subject.node : NodeId{};
    if (subject.kind == Subject::Kind::Class && m_heap && m_heap->classes)
        if (const auto instances = m_heap->classes->instances(subject.classId); !instances.empty())
            node = NodeId{instances.front()};
    return node.isValid() && m_heap && m_heap->snapshot->location(node) ? node : NodeId{};
}

/// Before what stands there.
void ObjectActions::addCopying(QMenu& copy, const Subject& subject)
{
    if (subject.kind != Subject::Kind::Object || !m_heap)
        return;
    const auto& snapshot = *m_heap->snapshot;
    const QString id = QLatin1Char('@') + QString::number(snapshot.objectId(subject.node).value);
    const QString file = QFileInfo(QString::fromStdString(snapshot.info().path)).fileName();
    const auto put = [](const QString& text) { QGuiApplication::clipboard()->setText(text); };
    QAction* const first = copy.actions().value(0);
    auto* const copyId = new QAction(tr("Copy %1").arg(id), &copy);
    auto* const copyLink = new QAction(tr("Copy link"), &copy);
    connect(copyId, &QAction::triggered, this, [=] { put(id); });
    connect(copyLink, &QAction::triggered, this, [=] { put(file + QLatin1Char('#') + id); });
    copy.insertAction(first, copyId);
    copy.insertAction(first, copyLink);
    if (!m_heap->has(Stage::Retained))
        return;
    auto* const copyPath = new QAction(tr("Copy path"), &copy);
    connect(copyPath, &QAction::triggered, this, [this, put, node = subject.node] {
        m_path.start([heap = m_heap, node](const Progress& progress) { return objectPath(*heap, node, progress); },
                     put);
    });
    copy.insertAction(first, copyPath);
}

} // namespace heapwise::ui
