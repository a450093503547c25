#include "ui/widgets/totalsrow.h"

#include "ui/format.h"
#include "ui/models/cellroles.h"
#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/celldelegate.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace heapwise::ui {

namespace {

QString plainText(const TotalCell& cell)
{
    if (cell.bytes)
        return formatBytes(*cell.bytes);
    return cell.count ? formatCount(*cell.count) : cell.text;
}

} // namespace

TotalsRow::TotalsRow(QHeaderView* header, QWidget* parent)
    : QWidget(parent)
    , m_header(header)
    , m_numbers(TextStyle::BodyBold)
{
    setObjectName(QStringLiteral("totalsRow"));
    setAccessibleName(tr("Totals"));
    const auto repaint = [this] { update(); };
    connect(header, &QHeaderView::sectionResized, this, repaint);
    connect(header, &QHeaderView::sectionMoved, this, repaint);
    connect(header, &QHeaderView::geometriesChanged, this, repaint);
}

int TotalsRow::rowHeight()
{
    return ui::rowHeight() + scaled(2);
}

void TotalsRow::setCells(const QList<TotalCell>& cells)
{
    m_cells = cells;
    QStringList texts;
    for (const auto& cell : cells)
        texts.append(plainText(cell));
    setAccessibleDescription(texts.join(QStringLiteral(", ")));
    update();
}

QRect TotalsRow::cellRect(int column) const
{
    if (m_header->isSectionHidden(column))
        return {};
    return QRect(m_header->sectionViewportPosition(column), 0, m_header->sectionSize(column), height());
}

void TotalsRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Header));
    painter.fillRect(QRect(0, 0, width(), 1), color(Token::Line));
    for (int column = 0; column < std::min(int(m_cells.size()), m_header->count()); ++column) {
        const QRect area = cellRect(column);
        if (!area.isEmpty())
            paintCell(painter, area.adjusted(CellDelegate::cellPadding(), 1, -CellDelegate::cellPadding(), 0), column);
    }
}

void TotalsRow::paintCell(QPainter& painter, const QRect& rect, int column) const
{
    const TotalCell& cell = m_cells[column];
    const auto* model = m_header->model();
    const bool right = (model->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
    qreal edge = rect.right() + 1;
    if (right && model->headerData(column, Qt::Horizontal, ShareRole).toBool())
        edge -= CellDelegate::barSlotWidth();
    const QFontMetricsF metrics(ui::font(TextStyle::BodyBold));
    const qreal baseline = std::round(rect.center().y() + 1 - metrics.height() / 2) + metrics.ascent();
    painter.setFont(ui::font(TextStyle::BodyBold));
    painter.setPen(color(Token::Text));
    if (cell.pending) {
        const QColor fill = mixed(color(Token::Line), color(Token::Header), 0.8);
        paintRounded(painter, QRect(int(edge) - scaled(58), rect.center().y() - scaled(4), scaled(58), scaled(8)),
                     scaledF(4), fill, fill);
    } else if (cell.bytes) {
        const auto parts = splitBytes(*cell.bytes);
        m_numbers.paintRight(painter, parts.value, edge - CellDelegate::unitSlotWidth(), baseline);
        painter.setFont(ui::font(TextStyle::Body));
        painter.setPen(color(Token::TextTertiary));
        painter.drawText(QPointF(edge - scaled(22), baseline), parts.unit);
    } else if (cell.count) {
        m_numbers.paintRight(painter, formatCount(*cell.count), edge, baseline);
    } else {
        const QString shown = metrics.elidedText(cell.text, Qt::ElideRight, rect.width());
        painter.drawText(QPointF(right ? edge - metrics.horizontalAdvance(shown) : rect.left(), baseline), shown);
    }
}

bool TotalsRow::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int column = m_header->logicalIndexAt(help->pos().x());
    if (column >= 0 && column < m_cells.size() && !m_cells[column].toolTip.isEmpty())
        QToolTip::showText(help->globalPos(), m_cells[column].toolTip, this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace heapwise::ui
