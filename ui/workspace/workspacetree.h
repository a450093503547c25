#pragma once

#include <QTreeView>

namespace heapwise::ui {

class WorkspaceModel;

/// The rows of the Workspace. Double click and Enter open, F2 renames, Delete removes, snapshots are dragged
/// onto each other.
class WorkspaceTree : public QTreeView {
    Q_OBJECT
public:
    explicit WorkspaceTree(WorkspaceModel* model, QWidget* parent = nullptr);

    /// Selected rows that can be compared, as they stand.
    QModelIndexList selectedSnapshots() const;

signals:
    void openRequested(const QModelIndex& index);
    void compareRequested(const QModelIndexList& snapshots);
    void folderRequested(const QModelIndex& index);
    void removeRequested(const QModelIndexList& rows);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;

private:
    void hideEmptySections();

    WorkspaceModel* m_model;
};

} // namespace heapwise::ui
