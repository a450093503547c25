#pragma once

#include <QHash>
#include <QPersistentModelIndex>
#include <QTreeView>

#include "ui/export/exportable.h"
#include "ui/widgets/rowcopy.h"

#include <optional>

class QMenu;
class QTimer;

namespace heapwise::ui {

class CellDelegate;
class HeaderView;
class SpeedSearch;
class TotalsRow;

/// One cell of the row pinned at the bottom.
struct TotalCell {
    QString text; ///< painted unless bytes or count is set
    std::optional<quint64> bytes;
    std::optional<quint64> count;
    QString toolTip;
    bool pending = false;
};

/// The table and tree of every view: rows, header, keys, copying and searching alike everywhere.
///
/// The model: headerData gives DisplayRole, TextAlignmentRole (right for numbers, which sort descending first)
/// and ToolTipRole; sort(column, order) is the model's own work, on a worker where it is long. Rows with
/// LinkRole are activated by click and Enter through linkActivated(). Rows drag out as text where their flags
/// have Qt::ItemIsDragEnabled.
class DataTree : public QTreeView, public Exportable {
    Q_OBJECT
public:
    explicit DataTree(QWidget* parent = nullptr);
    ~DataTree() override;

    void setModel(QAbstractItemModel* model) override;

    /// Default widths by column at a 12 px font; 0 for the one that takes what is left (one at most).
    void setColumnWidths(const QList<int>& widths);
    void setHiddenByDefault(const QList<int>& columns);
    /// A column that has nothing to show for now is neither shown nor offered; what the user made of it is kept.
    void setColumnAvailable(int column, bool available);
    /// Under which name widths, order and hidden columns are kept, and restores them. After the model and the
    /// defaults are set.
    void setViewName(const QString& name);

    /// What a third click on a header returns to. Marks the header, unless the user has chosen another order;
    /// does not sort by itself.
    void setDefaultSort(int column, Qt::SortOrder order);
    int sortColumn() const;
    Qt::SortOrder sortOrder() const;
    /// As if the user had chosen it: header, model->sort(), sortRequested().
    /// The mark in the header alone: the model has this order already.
    void showSort(int column, Qt::SortOrder order);
    void sortBy(int column, Qt::SortOrder order);

    /// Pinned at the bottom, one cell per column of the model; an empty list removes the row.
    void setTotals(const QList<TotalCell>& cells);

    /// Selected rows with headers, exact values of CopyRole, columns as shown.
    QString selectedText(CopyFormat format) const;
    void copySelection(CopyFormat format);
    /// "Copy" with its formats, for context menus. The caller owns the menu.
    QMenu* createCopyMenu(QWidget* parent);

    QString exportName() const override { return model() && model()->rowCount() > 0 ? accessibleName() : QString(); }
    QString exportNote() const override;
    QList<ExportFormat> exportFormats() const override;
    ExportWork exportWork(const QString& suffix) override;

    CellDelegate* cellDelegate() const { return m_delegate; }
    SpeedSearch* speedSearch() const { return m_search; }
    /// Marks a row for a moment, so that the eye finds it.
    void flash(const QModelIndex& index);
    bool isFlashing(const QModelIndex& index) const { return index.isValid() && m_flashed == index; }
    /// `*`: expands the current row and the rows below it that are loaded, one level.
    void expandLevel();

signals:
    void sortRequested(int column, Qt::SortOrder order);
    /// A link row (LinkRole) was clicked or entered.
    void linkActivated(const QModelIndex& index);
    /// Ctrl+F: the letters typed for speed search so far (may be empty).
    void filterRequested(const QString& text);
    /// Backspace on a top-level row: where a view can zoom out.
    void zoomOutRequested();
    /// Right click or the menu key on a row.
    void rowMenuRequested(const QModelIndex& index, const QPoint& globalPos);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void startDrag(Qt::DropActions actions) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void headerClicked(int column);
    void showHeaderMenu(const QPoint& pos);
    void resetColumns();
    void applyDefaultWidths();
    void rescaleColumns(double ratio);
    void fitStretchColumn();
    void saveColumns() const;
    bool restoreColumns();
    void placeCorners();
    bool handleTreeKey(const QKeyEvent& event);
    bool activateLink(const QModelIndex& index);
    bool isNumberColumn(int column) const;
    QModelIndexList selectedRowsInOrder() const;
    QList<int> visibleColumns() const;
    int stretchColumn() const;

    CellDelegate* m_delegate = nullptr;
    HeaderView* m_header = nullptr;
    SpeedSearch* m_search = nullptr;
    TotalsRow* m_totals = nullptr;
    QTimer* m_saving = nullptr;
    QWidget* m_headerCorner = nullptr;
    QWidget* m_totalsCorner = nullptr;
    QString m_viewName;
    QList<int> m_widths;
    QList<int> m_hiddenByDefault;
    QHash<int, bool> m_unavailable; ///< whether the user has hidden them, too
    int m_defaultSortColumn = -1;
    Qt::SortOrder m_defaultSortOrder = Qt::DescendingOrder;
    QPersistentModelIndex m_hovered;
    QPersistentModelIndex m_flashed;
    QPersistentModelIndex m_pressedLink;
};

} // namespace heapwise::ui
