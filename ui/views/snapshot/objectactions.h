#pragma once

#include <QObject>
#include <QPoint>

#include "core/analysis/heap.h"
#include "ui/jobs/latestjob.h"
#include "ui/models/cellroles.h"
#include "ui/selection.h"
#include "ui/views/snapshot/othersnapshots.h"

class QMenu;
class QModelIndex;

namespace heapwise::ui {

class DataTree;
class GraphTreeModel;

/// What can be done with an object or a class, the same in every tree: the context menu, and the requests it
/// (and keys and buttons) make of the document.
class ObjectActions : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void setHeap(HeapPtr heap) { m_heap = std::move(heap); }
    void setOthers(const OtherSnapshots& others) { m_others = others; }

    /// Wires a tree: its context menu, its link rows, double click and Enter.
    void attach(DataTree* tree, GraphTreeModel* model);

    /// The menu for what no row of a tree stands for.
    void popUpMenu(QWidget* parent, const Subject& subject, const QPoint& at);

    /// The subject that a row stands for.
    static Subject subjectAt(const GraphTreeModel& model, const QModelIndex& index);

signals:
    void inspectRequested(const heapwise::ui::Subject& subject);
    void retainersRequested(const heapwise::ui::Subject& subject);
    void dominatorsRequested(heapwise::NodeId node);
    void instancesRequested(heapwise::ClassId classId);
    void onlyClassRequested(heapwise::ClassId classId);
    void hideClassRequested(heapwise::ClassId classId);
    /// To the object or class in another snapshot.
    void otherRequested(heapwise::ui::SnapshotDocument* other, const QString& address);
    /// What would be freed without the reference.
    void cutRequested(heapwise::EdgeIndex edge);
    /// Paths are to go another way: not along the reference where there is one, else not through the object.
    void ignoreRequested(heapwise::NodeId node, heapwise::EdgeIndex edge);
    /// The instances of the class, put together by what keeps them alive.
    void retentionGroupsRequested(heapwise::ClassId classId);
    /// All instances of the class, into a file.
    void instancesExportRequested(heapwise::ClassId classId);
    /// The function, or the constructor of the object, in the editor.
    void sourceRequested(heapwise::NodeId node);
    /// The classes of this kind alone.
    void kindRequested(heapwise::ObjectKind kind);
    /// The texts of the program that are kept more than once.
    void duplicatesRequested();

private:
    void showMenu(DataTree* tree, GraphTreeModel* model, const QModelIndex& index, const QPoint& at);
    void fillLinkMenu(QMenu& menu, GraphTreeModel* model, const QModelIndex& link);
    void fillMenu(QMenu& menu, QMenu* copy, const Subject& subject, EdgeIndex edge);
    void addWays(QMenu& menu, const Subject& subject, EdgeIndex edge);
    void addLook(QMenu& menu, const Subject& subject);
    QMenu* othersMenu(QMenu& menu, const Subject& subject);
    NodeId sourceNode(const Subject& subject) const;
    void addCopying(QMenu& copy, const Subject& subject);
    ClassId classOf(const Subject& subject) const;
    static void showMore(DataTree* tree, GraphTreeModel* model, const QModelIndex& link, std::size_t count);

    HeapPtr m_heap;
    LatestJob<QString> m_path; ///< being copied
    OtherSnapshots m_others;
};

} // namespace heapwise::ui
