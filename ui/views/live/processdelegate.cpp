#include "ui/views/live/processdelegate.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/live/processmodel.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace heapwise::ui {

namespace {
constexpr int kProcessDelegateHeight = 38;
constexpr int kPadding = 8;
} // namespace

QSize ProcessDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return QSize(scaled(60), scaled(kProcessDelegateHeight));
}

void ProcessDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool focused = option.state.testFlag(QStyle::State_Active);
    if (selected || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect,
                          color(selected ? focused ? Token::Selection : Token::SelectionOff : Token::Hover));
    const QRect cell = option.rect.adjusted(scaled(kPadding), 0, -scaled(kPadding), 0);
    if (index.column() == ProcessModel::Process)
        return paintProcess(*painter, option, index);
    if (index.column() == ProcessModel::Memory)
        return paintHistory(*painter, cell, index);
    if (index.column() == ProcessModel::Inspector)
        return paintInspector(*painter, cell, index);
    painter->setFont(font(TextStyle::Body));
    painter->setPen(color(index.data(ProcessModel::CanAttachRole).toBool() ? Token::Text : Token::TextSecondary));
    painter->drawText(cell, index.data(Qt::TextAlignmentRole).toInt(), index.data().toString());
}

void ProcessDelegate::paintProcess(QPainter& painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const
{
    const bool can = index.data(ProcessModel::CanAttachRole).toBool();
    const int px = scaled(16);
    const QRect row = option.rect;
    painter.drawPixmap(row.left() + scaled(10), row.center().y() - px / 2,
                       iconPixmap(can ? QStringLiteral("process") : QStringLiteral("lock"),
                                  color(can ? Token::Success : Token::TextTertiary), px,
                                  painter.device()->devicePixelRatioF()));
    const QRect text = row.adjusted(scaled(36), 0, -scaled(4), 0);
    const QRect first(text.left(), row.top() + scaled(3), text.width(), scaled(16));
    const QRect second(text.left(), first.bottom() + 1, text.width(), scaled(15));
    painter.setFont(font(TextStyle::BodyBold));
    painter.setPen(color(can ? Token::Text : Token::TextSecondary));
    const QString name =
        QFontMetrics(painter.font()).elidedText(index.data().toString(), Qt::ElideRight, first.width());
    painter.drawText(first, Qt::AlignVCenter, name);
    const int used = QFontMetrics(painter.font()).horizontalAdvance(name) + scaled(6);
    painter.setFont(font(TextStyle::Mono));
    painter.setPen(color(Token::TextSecondary));
    const QFontMetrics mono(painter.font());
    painter.drawText(
        first.adjusted(used, 0, 0, 0), Qt::AlignVCenter,
        mono.elidedText(index.data(ProcessModel::CommandRole).toString(), Qt::ElideRight, first.width() - used));
    painter.setFont(font(TextStyle::Small));
    painter.setPen(color(option.state.testFlag(QStyle::State_Selected) ? Token::TextSecondary : Token::TextTertiary));
    painter.drawText(second, Qt::AlignVCenter,
                     QFontMetrics(painter.font())
                         .elidedText(index.data(ProcessModel::FolderRole).toString(), Qt::ElideMiddle, second.width()));
}

// Between half and once of the largest value, so that growth is seen and noise is not.
void ProcessDelegate::paintHistory(QPainter& painter, const QRect& cell, const QModelIndex& index) const
{
    const auto points = index.data(ProcessModel::HistoryRole).value<QList<quint64>>();
    if (points.size() < 2)
        return;
    const QRectF area = QRectF(cell).adjusted(0, scaledF(12), 0, -scaledF(12));
    const double top = double(*std::max_element(points.begin(), points.end())) * 1.05 + 1;
    QPolygonF line;
    for (qsizetype i = 0; i < points.size(); ++i)
        line.append({area.left() + area.width() * double(i) / double(points.size() - 1),
                     area.bottom() - area.height() * std::max(0.0, double(points[i]) / top * 2 - 1)});
    const QColor stroke = color(index.data(ProcessModel::GrowsRole).toBool() ? Token::Grow : Token::SeriesHeapUsed);
    QPainterPath fill;
    fill.addPolygon(line);
    fill.lineTo(area.bottomRight());
    fill.lineTo(area.bottomLeft());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(fill, mixed(stroke, color(Token::Base), 0.22));
    painter.setPen(QPen(stroke, scaledF(1.2)));
    painter.drawPolyline(line);
    painter.restore();
}

void ProcessDelegate::paintInspector(QPainter& painter, const QRect& cell, const QModelIndex& index) const
{
    const auto& process = static_cast<const ProcessModel*>(index.model())->at(index.row());
    const bool isOpen = process.access == inspector::Access::Open;
    const bool reachable = isOpen && process.inspector.isWildcard();
    QRect text = cell;
    if (process.canAttach()) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(reachable ? Token::Error : isOpen ? Token::Success : Token::TextTertiary));
        painter.drawEllipse(QPointF(cell.left() + scaledF(3), cell.center().y() + 0.5), scaledF(3), scaledF(3));
        painter.restore();
        text.setLeft(cell.left() + scaled(12));
    }
    painter.setFont(font(TextStyle::Body));
    painter.setPen(color(isOpen ? Token::Text : Token::TextSecondary));
    painter.drawText(text, Qt::AlignVCenter,
                     QFontMetrics(painter.font()).elidedText(index.data().toString(), Qt::ElideRight, text.width()));
}

} // namespace heapwise::ui
