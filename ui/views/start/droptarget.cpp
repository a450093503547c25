#include "ui/views/start/droptarget.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace heapwise::ui {

DropTarget::DropTarget(QWidget* parent)
    : QWidget(parent)
{
    setMinimumHeight(scaled(86));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Drop files anywhere in this window"));
}

void DropTarget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Token::Line), 1.5, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), scaledF(6), scaledF(6));
    const int px = scaled(20);
    const int top = height() / 2 - scaled(30);
    painter.drawPixmap((width() - px) / 2, top,
                       iconPixmap(QStringLiteral("snap"), color(Token::TextSecondary), px, devicePixelRatioF()));
    painter.setFont(ui::font(TextStyle::Body));
    painter.setPen(color(Token::TextSecondary));
    painter.drawText(QRect(0, top + px + scaled(4), width(), scaled(18)), Qt::AlignCenter,
                     tr("Drop files anywhere in this window"));
    painter.setFont(ui::font(TextStyle::Small));
    painter.setPen(color(Token::TextTertiary));
    painter.drawText(QRect(0, top + px + scaled(23), width(), scaled(16)), Qt::AlignCenter,
                     tr(".heapsnapshot and .heaptimeline, also compressed with gzip or zstd"));
}

} // namespace heapwise::ui
