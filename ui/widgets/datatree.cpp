#include "ui/widgets/datatree.h"

#include "ui/models/cellroles.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/headerview.h"
#include "ui/widgets/speedsearch.h"
#include "ui/widgets/totalsbar.h"
#include "ui/widgets/totalsrow.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHoverEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>

namespace heapwise::ui {

namespace {

constexpr int kIndent = 14;
constexpr int kDataTreeChevron = 12;
constexpr int kMaxExpandedAtOnce = 200;
constexpr int kFlashMs = 600;
constexpr int kSaveAfterMs = 500; ///< not with every step of dragging a border

/// Continues the header or the totals over the room of the vertical scroll bar.
class Corner : public QWidget {
public:
    Corner(Qt::Edge line, QWidget* parent)
        : QWidget(parent)
        , m_line(line)
    {}

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), color(Token::Header));
        painter.fillRect(QRect(0, m_line == Qt::TopEdge ? 0 : height() - 1, width(), 1), color(Token::Line));
    }

private:
    Qt::Edge m_line;
};

} // namespace

DataTree::DataTree(QWidget* parent)
    : QTreeView(parent)
    , m_delegate(new CellDelegate(this))
    , m_header(new HeaderView(this))
    , m_search(new SpeedSearch(this))
    , m_saving(new QTimer(this))
    , m_headerCorner(new Corner(Qt::BottomEdge, this))
    , m_totalsCorner(new Corner(Qt::TopEdge, this))
{
    setHeader(m_header);
    m_header->setSectionsClickable(true); // setHeader() turns it off: Qt's own sorting is not used
    setItemDelegate(m_delegate);
    setProperty("paintsOwnRows", true);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setIndentation(scaled(kIndent));
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setDragEnabled(true);
    viewport()->setAttribute(Qt::WA_Hover);
    connect(m_header, &QHeaderView::sectionClicked, this, &DataTree::headerClicked);
    connect(m_header, &QHeaderView::customContextMenuRequested, this, &DataTree::showHeaderMenu);
    m_saving->setSingleShot(true);
    m_saving->setInterval(kSaveAfterMs);
    connect(m_saving, &QTimer::timeout, this, &DataTree::saveColumns);
    connect(m_header, &QHeaderView::sectionResized, m_saving, qOverload<>(&QTimer::start));
    connect(m_header, &QHeaderView::sectionMoved, m_saving, qOverload<>(&QTimer::start));
    connect(&Theme::instance(), &Theme::metricsChanged, this, [this](double ratio) {
        setIndentation(scaled(kIndent));
        rescaleColumns(ratio);
        placeCorners();
        scheduleDelayedItemsLayout();
    });
}

DataTree::~DataTree()
{
    if (m_saving->isActive())
        saveColumns();
}

void DataTree::setModel(QAbstractItemModel* model)
{
    m_search->end();
    QTreeView::setModel(model);
    m_header->setSort(m_defaultSortColumn, m_defaultSortOrder);
    applyDefaultWidths();
}

// --- sorting ---------------------------------------------------------------------------------------------

bool DataTree::isNumberColumn(int column) const
{
    return (model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
}

// First click: numbers descending, text ascending. Second: the other way. Third: back to the default.
void DataTree::headerClicked(int column)
{
    const auto first = isNumberColumn(column) ? Qt::DescendingOrder : Qt::AscendingOrder;
    const auto second = first == Qt::DescendingOrder ? Qt::AscendingOrder : Qt::DescendingOrder;
    if (column != sortColumn())
        sortBy(column, first);
    else if (sortOrder() == first)
        sortBy(column, second);
    else if (m_defaultSortColumn >= 0 && !(column == m_defaultSortColumn && sortOrder() == m_defaultSortOrder))
        sortBy(m_defaultSortColumn, m_defaultSortOrder);
    else
        sortBy(column, first);
}

void DataTree::setDefaultSort(int column, Qt::SortOrder order)
{
    const bool shown = sortColumn() < 0 || (sortColumn() == m_defaultSortColumn && sortOrder() == m_defaultSortOrder);
    m_defaultSortColumn = column;
    m_defaultSortOrder = order;
    if (shown)
        m_header->setSort(column, order);
}

int DataTree::sortColumn() const
{
    return m_header->sortColumn();
}

Qt::SortOrder DataTree::sortOrder() const
{
    return m_header->sortOrder();
}

void DataTree::showSort(int column, Qt::SortOrder order)
{
    m_header->setSort(column < 0 ? m_defaultSortColumn : column, order);
}

void DataTree::sortBy(int column, Qt::SortOrder order)
{
    m_header->setSort(column, order);
    if (model())
        model()->sort(column, order);
    emit sortRequested(column, order);
}

// --- totals ----------------------------------------------------------------------------------------------

void DataTree::setTotals(const QList<TotalCell>& cells)
{
    if (!m_totals) {
        if (cells.isEmpty())
            return;
        auto* bar = new TotalsBar(m_header, this);
        setHorizontalScrollBar(bar);
        m_totals = bar->row();
    }
    m_totals->setCells(cells);
    m_totals->setVisible(!cells.isEmpty());
    setHorizontalScrollBarPolicy(cells.isEmpty() ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOn);
    placeCorners();
}

void DataTree::placeCorners()
{
    const QRect rows = viewport()->geometry();
    const int left = rows.right() + 1, below = rows.bottom() + 1;
    m_headerCorner->setGeometry(left, m_header->y(), width() - left, m_header->height());
    m_totalsCorner->setGeometry(left, below, width() - left, TotalsRow::rowHeight());
    m_totalsCorner->setVisible(m_totals && !m_totals->isHidden());
}

void DataTree::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    fitStretchColumn();
    placeCorners();
    m_search->place();
}

void DataTree::scrollContentsBy(int dx, int dy)
{
    QTreeView::scrollContentsBy(dx, dy);
    if (dx != 0 && m_totals)
        m_totals->update();
}

// --- painting --------------------------------------------------------------------------------------------

bool DataTree::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::HoverEnter:
    case QEvent::HoverMove:
        m_hovered = indexAt(static_cast<QHoverEvent*>(event)->position().toPoint());
        break;
    case QEvent::HoverLeave:
    case QEvent::Leave:
        m_hovered = QPersistentModelIndex();
        break;
    default:
        break;
    }
    return QTreeView::viewportEvent(event);
}

void DataTree::flash(const QModelIndex& index)
{
    m_flashed = index.siblingAtColumn(0);
    viewport()->update();
    QTimer::singleShot(kFlashMs, this, [this, flashed = m_flashed] {
        if (m_flashed == flashed)
            m_flashed = QPersistentModelIndex();
        viewport()->update();
    });
}

void DataTree::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool selected = selectionModel() && selectionModel()->isSelected(index);
    const bool focused = hasFocus() || viewport()->hasFocus();
    const bool hovered = m_hovered.isValid() && m_hovered.row() == index.row() && m_hovered.parent() == index.parent();
    // By position, not by row number, so that stripes alternate through open branches too.
    const bool odd = ((option.rect.top() + verticalOffset()) / std::max(1, option.rect.height())) % 2 != 0;
    const Token fill = selected  ? (focused ? Token::Selection : Token::SelectionOff)
                       : hovered ? Token::Hover
                       : odd     ? Token::AltRow
                                 : Token::Base;
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    painter->fillRect(row, color(fill));
    if (isFlashing(index.siblingAtColumn(0)))
        painter->fillRect(row, mixed(color(Token::Warning), color(fill), 0.45));
    QTreeView::drawRow(painter, option, index);
    const bool isCurrent = currentIndex().row() == index.row() && currentIndex().parent() == index.parent();
    if (isCurrent && focused && !selected) {
        painter->setPen(color(Token::Accent));
        painter->drawRect(row.adjusted(0, 0, -1, -1));
    }
}

void DataTree::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    if (!model()->hasChildren(index))
        return;
    const int px = scaled(kDataTreeChevron);
    const QString name = isExpanded(index) ? QStringLiteral("chevd") : QStringLiteral("chevr");
    const bool selected = selectionModel() && selectionModel()->isSelected(index);
    const QColor ink = color(selected ? Token::TextSecondary : Token::TextTertiary);
    const int x = rect.right() + 1 - indentation() + scaled(4);
    painter->drawPixmap(x, rect.center().y() - px / 2 + 1,
                        iconPixmap(name, ink, px, painter->device()->devicePixelRatioF()));
}

// --- keys and mouse --------------------------------------------------------------------------------------

bool DataTree::event(QEvent* event)
{
    // The window's Edit menu has Ctrl+C too; here it means the rows.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool searching = m_search->isActive() && (key->key() == Qt::Key_Escape || key->key() == Qt::Key_F3);
        if (key->matches(QKeySequence::Copy) || searching) {
            event->accept();
            return true;
        }
    }
    return QTreeView::event(event);
}

void DataTree::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection(CopyFormat::Tsv);
        return;
    }
    if (event->matches(QKeySequence::Find)) {
        const QString typed = m_search->text();
        m_search->end();
        emit filterRequested(typed);
        return;
    }
    if (m_search->handleKey(*event) || handleTreeKey(*event))
        return;
    QTreeView::keyPressEvent(event);
}

bool DataTree::handleTreeKey(const QKeyEvent& event)
{
    const QModelIndex current = currentIndex().siblingAtColumn(0);
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return activateLink(current);
    case Qt::Key_Asterisk:
        expandLevel();
        return true;
    case Qt::Key_Backspace:
        if (current.parent().isValid())
            setCurrentIndex(current.parent());
        else
            emit zoomOutRequested();
        return true;
    default:
        return false;
    }
}

void DataTree::expandLevel()
{
    const QModelIndex current = currentIndex().siblingAtColumn(0);
    if (!current.isValid())
        return;
    if (!isExpanded(current)) {
        expand(current);
        return;
    }
    const int rows = std::min(model()->rowCount(current), kMaxExpandedAtOnce);
    for (int row = 0; row < rows; ++row)
        expand(model()->index(row, 0, current));
}

bool DataTree::activateLink(const QModelIndex& index)
{
    const QModelIndex name = index.siblingAtColumn(0);
    if (!name.data(LinkRole).toBool())
        return false;
    emit linkActivated(name);
    return true;
}

void DataTree::mousePressEvent(QMouseEvent* event)
{
    m_search->end();
    const QModelIndex at = indexAt(event->pos()).siblingAtColumn(0);
    const bool link = event->button() == Qt::LeftButton && at.data(LinkRole).toBool();
    m_pressedLink = link ? at : QModelIndex();
    QTreeView::mousePressEvent(event);
}

void DataTree::mouseReleaseEvent(QMouseEvent* event)
{
    QTreeView::mouseReleaseEvent(event);
    const QModelIndex at = indexAt(event->pos()).siblingAtColumn(0);
    if (m_pressedLink.isValid() && at == m_pressedLink)
        activateLink(at);
    m_pressedLink = QPersistentModelIndex();
}

void DataTree::contextMenuEvent(QContextMenuEvent* event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint pos = viewport()->mapFromGlobal(event->globalPos());
    const QModelIndex index = byKey ? currentIndex() : indexAt(pos);
    if (!index.isValid())
        return;
    const QPoint at = byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos();
    emit rowMenuRequested(index.siblingAtColumn(0), at);
    event->accept();
}

} // namespace heapwise::ui
