#include "ui/views/snapshot/objectactions.h"

#include <QAction>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>

#include "ui/models/classesmodel.h"
#include "ui/models/graphtreemodel.h"
#include "ui/models/objectpath.h"
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
    case TreeItem::Kind::Object:
    case TreeItem::Kind::Fold: // its largest member
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
            [this, tree, model](const QModelIndex& index, const QPoint& at) {
                showMenu(tree, model, index, at);
            });
    connect(tree, &DataTree::linkActivated, this, [tree, model](const QModelIndex& link) {
        showMore(tree, model, link, GraphTreeModel::kPageSize);
    });
    connect(model, &GraphTreeModel::loadingStopped, tree, &QTreeView::collapse);
    connect(model, &GraphTreeModel::orderRestored, tree, &DataTree::showSort);
}

/// The first of the new rows becomes the current one, so that one can read on from there.
void ObjectActions::showMore(DataTree* tree, GraphTreeModel* model, const QModelIndex& link,
                             std::size_t count)
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

void ObjectActions::showMenu(DataTree* tree, GraphTreeModel* model, const QModelIndex& index,
                             const QPoint& at)
{
    auto* const menu = new QMenu(tree);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("objectMenu"));
    if (model->isLink(index))
        fillLinkMenu(*menu, model, index);
    else
        fillMenu(*menu, tree, subjectAt(*model, index));
    if (menu->isEmpty())
        delete menu;
    else
        menu->popup(at);
}

ClassId ObjectActions::classOf(const Subject& subject) const
{
    if (subject.kind == Subject::Kind::Class)
        return subject.classId;
    const bool isKnown = subject.kind == Subject::Kind::Object && m_heap && m_heap->classes;
    return isKnown ? m_heap->classes->classOf(subject.node) : ClassId{};
}

void ObjectActions::fillMenu(QMenu& menu, DataTree* tree, const Subject& subject)
{
    if (subject.kind == Subject::Kind::None)
        return;
    const NodeId node = subject.node;
    const ClassId classId = classOf(subject);
    menu.addAction(tr("Inspect"), this, [this, subject] { emit inspectRequested(subject); });
    if (subject.kind == Subject::Kind::Object) {
        if (m_heap && m_heap->retainers)
            menu.addAction(tr("Show retainers"), this, [this, subject] { emit retainersRequested(subject); });
        if (m_heap && m_heap->dominators)
            menu.addAction(tr("Reveal in dominators"), this,
                           [this, node] { emit dominatorsRequested(node); });
    }
    if (classId.isValid())
        menu.addAction(tr("Instances of this class"), this,
                       [this, classId] { emit instancesRequested(classId); });
    menu.addSeparator();
    menu.addMenu(copyMenu(menu, tree, subject));
    if (!classId.isValid())
        return;
    menu.addSeparator();
    menu.addAction(tr("Filter: only this class"), this,
                   [this, classId] { emit onlyClassRequested(classId); });
    menu.addAction(tr("Filter: hide this class"), this,
                   [this, classId] { emit hideClassRequested(classId); });
}

QMenu* ObjectActions::copyMenu(QMenu& menu, DataTree* tree, const Subject& subject)
{
    QMenu* const copy = tree->createCopyMenu(&menu);
    if (subject.kind != Subject::Kind::Object || !m_heap)
        return copy;
    const auto& snapshot = *m_heap->snapshot;
    const QString id = QLatin1Char('@') + QString::number(snapshot.objectId(subject.node).value);
    const QString file = QFileInfo(QString::fromStdString(snapshot.info().path)).fileName();
    const auto put = [](const QString& text) { QGuiApplication::clipboard()->setText(text); };
    QAction* const first = copy->actions().value(0);
    auto* const copyId = new QAction(tr("Copy %1").arg(id), copy);
    auto* const copyLink = new QAction(tr("Copy link"), copy);
    connect(copyId, &QAction::triggered, this, [=] { put(id); });
    connect(copyLink, &QAction::triggered, this, [=] { put(file + QLatin1Char('#') + id); });
    copy->insertAction(first, copyId);
    copy->insertAction(first, copyLink);
    if (m_heap->has(Stage::Retained)) {
        auto* const copyPath = new QAction(tr("Copy path"), copy);
        connect(copyPath, &QAction::triggered, this, [this, put, node = subject.node] {
            m_path.start([heap = m_heap, node](const Progress& progress) { return objectPath(*heap, node, progress); }, put);
        });
        copy->insertAction(first, copyPath);
    }
    return copy;
}

} // namespace heapwise::ui
