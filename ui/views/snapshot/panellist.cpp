#include "ui/views/snapshot/panellist.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/widgets/celldelegate.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr int kHead = 26, kRow = 22;

} // namespace

PanelList::PanelList(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
{
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void PanelList::setRows(QList<Row> rows)
{
    m_rows = std::move(rows);
    m_current = -1;
    setAccessibleDescription(texts().join(QStringLiteral(", ")));
    setVisible(!m_rows.empty());
    updateGeometry();
    update();
}

void PanelList::setCurrent(int row)
{
    m_current = row;
    update();
}

QStringList PanelList::texts() const
{
    QStringList texts;
    for (const Row& row : m_rows)
        texts << QStringList{row.name, row.detail, formatBytes(row.bytes)}.join(QLatin1Char(' '));
    return texts;
}

QSize PanelList::sizeHint() const
{
    return {scaled(300), scaled(kHead) + int(m_rows.size()) * scaled(kRow)};
}

void PanelList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect head(0, 0, width(), scaled(kHead));
    painter.fillRect(head, color(Token::Header));
    painter.setFont(ui::font(TextStyle::BodyBold));
    painter.setPen(color(Token::TextSecondary));
    painter.drawText(head.adjusted(scaled(12), 0, 0, 0), Qt::AlignVCenter, m_title);
    for (int row = 0; row < int(m_rows.size()); ++row)
        paintRow(painter, row);
    if (hasFocus())
        paintFocusRing(painter, rect(), scaledF(3));
}

void PanelList::paintRow(QPainter& painter, int row) const
{
    const Row& shown = m_rows[row];
    const QRect place(0, scaled(kHead) + row * scaled(kRow), width(), scaled(kRow));
    if (row == m_current)
        painter.fillRect(place, color(Token::Selection));
    int left = paintChip(painter, shown.kind, scaled(8), place.center().y());
    painter.setFont(ui::font(TextStyle::Body));
    const QFontMetrics metrics(painter.font());
    const FormattedNumber number = splitBytes(shown.bytes);
    const int unit = place.right() - CellDelegate::unitSlotWidth() - scaled(8);
    const int right = unit - metrics.horizontalAdvance(number.value) - scaled(8);
    const auto write = [&](const QString& text, Token token) {
        const QString fitted = metrics.elidedText(text, Qt::ElideRight, std::max(0, right - left));
        painter.setPen(color(token));
        painter.drawText(QRect(left, place.top(), right - left, place.height()), Qt::AlignVCenter, fitted);
        left += metrics.horizontalAdvance(fitted) + scaled(4);
    };
    write(shown.name, Token::Text);
    write(shown.detail, Token::TextSecondary);
    painter.setPen(color(Token::Text));
    painter.drawText(QRect(0, place.top(), unit, place.height()), Qt::AlignRight | Qt::AlignVCenter, number.value);
    painter.setPen(color(row == m_current ? Token::TextSecondary : Token::TextTertiary));
    painter.drawText(QRect(unit + scaled(3), place.top(), place.right() - unit, place.height()), Qt::AlignVCenter,
                     number.unit);
}

void PanelList::choose(int row)
{
    if (row < 0 || row >= int(m_rows.size()))
        return;
    m_current = row;
    update();
    emit chosen(row);
}

int PanelList::rowAt(QPoint at) const
{
    const int row = at.y() < scaled(kHead) ? -1 : (at.y() - scaled(kHead)) / scaled(kRow);
    return row < int(m_rows.size()) ? row : -1;
}

void PanelList::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        choose(rowAt(event->pos()));
}

bool PanelList::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    const int row = rowAt(help->pos());
    QToolTip::showText(help->globalPos(), row < 0 ? QString() : m_rows[row].tip, this);
    return true;
}

void PanelList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Up)
        choose(std::max(0, m_current - 1));
    else if (event->key() == Qt::Key_Down)
        choose(std::min(int(m_rows.size()) - 1, m_current + 1));
    else
        QWidget::keyPressEvent(event);
}

} // namespace heapwise::ui
