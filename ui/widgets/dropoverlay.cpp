#include "ui/widgets/dropoverlay.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace heapwise::ui {

DropOverlay::DropOverlay(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("dropOverlay"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropOverlay::showText(const QString& text, bool accepted)
{
    m_text = text;
    m_accepted = accepted;
    setAccessibleName(text);
    setGeometry(parentWidget()->rect());
    show();
    raise();
    update();
}

void DropOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QColor veil = color(Token::Window);
    veil.setAlphaF(0.82f);
    painter.fillRect(rect(), veil);
    const Token ink = m_accepted ? Token::Accent : Token::Warning;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(ink), 2, Qt::DashLine));
    painter.drawRoundedRect(rect().adjusted(12, 12, -12, -12), scaledF(6), scaledF(6));
    const int px = scaled(32);
    painter.drawPixmap(
        (width() - px) / 2, height() / 2 - scaled(44),
        iconPixmap(m_accepted ? QStringLiteral("snap") : QStringLiteral("warn"), color(ink), px, devicePixelRatioF()));
    painter.setFont(ui::font(TextStyle::Title));
    painter.setPen(color(Token::Text));
    painter.drawText(rect().adjusted(scaled(40), scaled(10), -scaled(40), scaled(10)),
                     Qt::AlignCenter | Qt::TextWordWrap, m_text);
}

} // namespace heapwise::ui
