#include "ui/widgets/headerview.h"

#include "ui/models/cellroles.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/celldelegate.h"

#include <QPainter>

namespace heapwise::ui {

namespace {
constexpr int kHeaderViewHeight = 24;
constexpr int kHeaderViewChevron = 11;
constexpr int kHeaderViewGap = 4;
} // namespace

HeaderView::HeaderView(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsMovable(true);
    setFirstSectionMovable(false);
    setHighlightSections(false);
    setStretchLastSection(false);
    setMinimumSectionSize(leastSectionSize());
    setContextMenuPolicy(Qt::CustomContextMenu);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

int HeaderView::leastSectionSize()
{
    return scaled(36);
}

void HeaderView::setSort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    viewport()->update();
}

QSize HeaderView::sizeHint() const
{
    return QSize(QHeaderView::sizeHint().width(), scaled(kHeaderViewHeight));
}

QSize HeaderView::sectionSizeFromContents(int section) const
{
    return QSize(QHeaderView::sectionSizeFromContents(section).width(), scaled(kHeaderViewHeight));
}

void HeaderView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), color(Token::Header));
    painter.fillRect(QRect(0, viewport()->height() - 1, viewport()->width(), 1), color(Token::Line));
    painter.end();
    QHeaderView::paintEvent(event);
}

void HeaderView::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    const QVariant alignment = model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole);
    const bool right = (alignment.toInt() & Qt::AlignRight) != 0;
    const bool sorted = section == m_sortColumn;
    const bool overNumber = model()->headerData(section, Qt::Horizontal, ShareRole).toBool();

    painter->fillRect(rect, color(Token::Header));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(Token::Line));
    painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height() - 1), color(Token::LineSoft));

    QFont f = ui::font(TextStyle::Header);
    if (sorted)
        f.setWeight(QFont::DemiBold);
    QRect inner = rect.adjusted(CellDelegate::cellPadding(), 0, -CellDelegate::cellPadding(), -1);
    const QFontMetrics metrics(f);
    const int mark = sorted ? scaled(kHeaderViewChevron + kHeaderViewGap) : 0;
    const QString name = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    // Over the number and not over its bar, where there is room.
    const bool fits = metrics.horizontalAdvance(name) + mark <= inner.width() - CellDelegate::barSlotWidth();
    if (right && overNumber && fits)
        inner.setRight(inner.right() - CellDelegate::barSlotWidth());
    const QString text = metrics.elidedText(name, Qt::ElideRight, inner.width() - mark);
    const int width = metrics.horizontalAdvance(text);
    const int x = right ? inner.right() + 1 - width - mark : inner.left();
    painter->setFont(f);
    painter->setPen(color(sorted ? Token::Text : Token::TextSecondary));
    painter->drawText(QRect(x, inner.top(), width + 1, inner.height()),
                      Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text);
    if (!sorted)
        return;
    const int px = scaled(kHeaderViewChevron);
    const QString chevron = m_sortOrder == Qt::DescendingOrder ? QStringLiteral("chevd") : QStringLiteral("up");
    painter->drawPixmap(x + width + scaled(kHeaderViewGap), inner.center().y() - px / 2 + 1,
                        iconPixmap(chevron, color(Token::Text), px, painter->device()->devicePixelRatioF()));
}

} // namespace heapwise::ui
