#include "ui/workspace/workspacetree.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workspace/workspacedelegate.h"
#include "ui/workspace/workspacemodel.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace heapwise::ui {

namespace {
constexpr int kIndent = 16;
constexpr int kChevron = 12;
} // namespace

WorkspaceTree::WorkspaceTree(WorkspaceModel* model, QWidget* parent)
    : QTreeView(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("workspaceTree"));
    setAccessibleName(tr("Workspace"));
    setFrameShape(QFrame::NoFrame);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setItemsExpandable(true);
    setExpandsOnDoubleClick(false);
    setIndentation(scaled(kIndent));
    setSelectionMode(ExtendedSelection);
    setEditTriggers(EditKeyPressed);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragDropMode(DragDrop);
    setDefaultDropAction(Qt::CopyAction);
    setDragDropOverwriteMode(true); // onto rows, never between them
    setProperty("paintsOwnRows", true);
    viewport()->setBackgroundRole(QPalette::Window);
    viewport()->setAttribute(Qt::WA_Hover);
    setItemDelegate(new WorkspaceDelegate(this));
    setModel(model);
    header()->setStretchLastSection(true);
    expandAll();
    hideEmptySections();
    connect(model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& into) {
        expand(into);
        hideEmptySections();
    });
    connect(model, &QAbstractItemModel::rowsRemoved, this, &WorkspaceTree::hideEmptySections);
    connect(this, &QAbstractItemView::doubleClicked, this, &WorkspaceTree::openRequested);
    connect(&Theme::instance(), &Theme::themeChanged, viewport(), qOverload<>(&QWidget::update));
}

void WorkspaceTree::hideEmptySections()
{
    for (int section = 0; section < WorkspaceModel::SectionCount; ++section)
        setRowHidden(section, {}, m_model->rowCount(m_model->section(WorkspaceModel::Section(section))) == 0);
}

QModelIndexList WorkspaceTree::selectedSnapshots() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    rows.erase(std::remove_if(rows.begin(), rows.end(),
                              [](const QModelIndex& index) { return !WorkspaceModel::isSnapshot(index); }),
               rows.end());
    std::sort(rows.begin(), rows.end(),
              [this](const QModelIndex& a, const QModelIndex& b) { return visualRect(a).top() < visualRect(b).top(); });
    return rows;
}

void WorkspaceTree::keyPressEvent(QKeyEvent* event)
{
    const bool isEditing = state() == EditingState;
    if (!isEditing && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid())
        emit openRequested(currentIndex());
    else if (!isEditing && event->key() == Qt::Key_Delete && !selectionModel()->selectedRows().isEmpty())
        emit removeRequested(selectionModel()->selectedRows());
    else
        QTreeView::keyPressEvent(event);
}

void WorkspaceTree::contextMenuEvent(QContextMenuEvent* event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex at = byKey ? currentIndex() : indexAt(viewport()->mapFromGlobal(event->globalPos()));
    if (!at.isValid() || WorkspaceModel::kindOf(at) == WorkspaceModel::Kind::Section)
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("workspaceMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex row = at;
    const bool isPin = WorkspaceModel::kindOf(at) == WorkspaceModel::Kind::Pin;
    const QModelIndexList snapshots = selectedSnapshots();
    menu->addAction(tr("Open"), this, [this, row] { emit openRequested(row); });
    if (snapshots.size() > 1)
        menu->addAction(tr("Compare"), this, [this] { emit compareRequested(selectedSnapshots()); });
    if (!isPin)
        menu->addAction(tr("Rename"), this, [this, row] { edit(row); });
    if (!at.data(WorkspaceModel::PathRole).toString().isEmpty())
        menu->addAction(tr("Show the folder"), this, [this, row] { emit folderRequested(row); });
    menu->addSeparator();
    menu->addAction(isPin ? tr("Remove the pin") : tr("Remove from the list"), this,
                    [this] { emit removeRequested(selectionModel()->selectedRows()); });
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(at).bottomLeft()) : event->globalPos());
}

void WorkspaceTree::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool isSelected = selectionModel()->isSelected(index);
    const bool isActive = index.data(WorkspaceModel::ActiveRole).toBool();
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    const bool isHovered = WorkspaceModel::kindOf(index) != WorkspaceModel::Kind::Section && viewport()->underMouse() &&
                           row.contains(viewport()->mapFromGlobal(QCursor::pos()));
    if (isActive || (isSelected && hasFocus()))
        painter->fillRect(row, color(Token::Selection));
    else if (isSelected || isHovered)
        painter->fillRect(row, color(isSelected ? Token::SelectionOff : Token::Hover));
    QTreeView::drawRow(painter, option, index);
    if (hasFocus() && currentIndex() == index && (!isSelected || isActive)) {
        painter->setPen(color(Token::Accent));
        painter->drawRect(row.adjusted(0, 0, -1, -1));
    }
}

void WorkspaceTree::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    if (!index.parent().isValid() || !m_model->hasChildren(index))
        return;
    const int px = scaled(kChevron);
    const QString name = isExpanded(index) ? QStringLiteral("chevd") : QStringLiteral("chevr");
    painter->drawPixmap(rect.right() - px, rect.center().y() - px / 2 + 1,
                        iconPixmap(name, color(Token::TextSecondary), px, painter->device()->devicePixelRatioF()));
}

} // namespace heapwise::ui
