#include "ui/goto/gotofield.h"

#include <QPainter>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"

namespace heapwise::ui {
namespace {

constexpr int kGoToFieldWidth = 190, kGoToFieldHeight = 26, kGoToFieldLeast = 90;
constexpr int kGoToFieldPadding = 8, kGoToFieldIcon = 14, kKeyPadding = 5, kKeyHeight = 16;

} // namespace

GoToField::GoToField(QWidget* parent)
    : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("goToButton"));
    setText(tr("Go to anything"));
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMaximumWidth(scaled(kGoToFieldWidth));
    connect(&Theme::instance(), &Theme::themeChanged, this, [this] { update(); });
}

void GoToField::setKeys(const QString& keys)
{
    m_keys = keys;
    setToolTip(tr("Find a command, document, class, function, object, text or file (%1)").arg(keys));
    update();
}

QSize GoToField::sizeHint() const
{
    return {scaled(kGoToFieldWidth), scaled(kGoToFieldHeight)};
}

/// Where the text is large it goes without its keys, which the tooltip has, and leaves the room to the address.
QSize GoToField::minimumSizeHint() const
{
    return {scaled(kGoToFieldLeast), scaled(kGoToFieldHeight)};
}

void GoToField::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintRounded(painter, rect(), scaledF(4), color(underMouse() ? Token::Hover : Token::Field), color(Token::Line));
    const int px = scaled(kGoToFieldIcon);
    painter.drawPixmap(scaled(kGoToFieldPadding), (height() - px) / 2,
                       iconPixmap(QStringLiteral("search"), color(Token::TextSecondary), px, devicePixelRatioF()));
    QRect room = rect().adjusted(scaled(2 * kGoToFieldPadding) + px, 0, -scaled(kGoToFieldPadding), 0);
    painter.setFont(ui::font(TextStyle::MonoSmall));
    const int keys = painter.fontMetrics().horizontalAdvance(m_keys) + 2 * scaled(kKeyPadding);
    const QRect cap(room.right() - keys, (height() - scaled(kKeyHeight)) / 2, keys, scaled(kKeyHeight));
    const QFontMetrics words(ui::font(TextStyle::Body));
    if (cap.left() - scaled(kGoToFieldPadding) - room.left() >= words.horizontalAdvance(text())) {
        paintRounded(painter, cap, scaledF(3), color(Token::Chrome), color(Token::Line));
        painter.setPen(color(Token::TextTertiary));
        painter.drawText(cap, Qt::AlignCenter, m_keys);
        room.setRight(cap.left() - scaled(kGoToFieldPadding));
    }
    painter.setPen(color(Token::TextTertiary));
    painter.setFont(ui::font(TextStyle::Body));
    painter.drawText(room, Qt::AlignVCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
    if (hasFocus())
        paintFocusRing(painter, rect(), scaledF(4));
}

} // namespace heapwise::ui
