#include "ui/widgets/totalsbar.h"

#include "ui/widgets/totalsrow.h"

#include <QStyleOptionSlider>

namespace heapwise::ui {

TotalsBar::TotalsBar(QHeaderView* header, QWidget* parent)
    : QScrollBar(Qt::Horizontal, parent)
    , m_row(new TotalsRow(header, this))
{}

int TotalsBar::rowRoom() const
{
    return m_row->isHidden() ? 0 : TotalsRow::rowHeight();
}

QSize TotalsBar::sizeHint() const
{
    const QSize bar = QScrollBar::sizeHint();
    return QSize(bar.width(), rowRoom() + (scrolls() || rowRoom() == 0 ? bar.height() : 0));
}

void TotalsBar::initStyleOption(QStyleOptionSlider* option) const
{
    QScrollBar::initStyleOption(option);
    option->rect = rect().adjusted(0, rowRoom(), 0, 0);
}

void TotalsBar::paintEvent(QPaintEvent* event)
{
    if (scrolls())
        QScrollBar::paintEvent(event);
}

void TotalsBar::resizeEvent(QResizeEvent* event)
{
    QScrollBar::resizeEvent(event);
    m_row->setGeometry(0, 0, width(), TotalsRow::rowHeight());
}

} // namespace heapwise::ui
