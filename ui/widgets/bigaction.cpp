#include "ui/widgets/bigaction.h"

#include "ui/settings/commands.h"
#include "ui/settings/setting.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace heapwise::ui {

BigAction::BigAction(const QString& iconName, const QString& name, const QString& line, QLatin1String command,
                     bool first, QWidget* parent)
    : QAbstractButton(parent)
    , m_iconName(iconName)
    , m_line(line)
    , m_command(command)
    , m_first(first)
{
    setText(name);
    setAccessibleName(name);
    setAccessibleDescription(line);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    if (!m_command.isEmpty())
        connect(&SettingChanges::instance(), &SettingChanges::changed, this, qOverload<>(&QWidget::update));
}

QSize BigAction::sizeHint() const
{
    return QSize(scaled(320), scaled(58));
}

int paintKey(QPainter& painter, const QString& keys, int right, int middle)
{
    if (keys.isEmpty())
        return right;
    painter.setFont(font(TextStyle::Small));
    const int width = QFontMetrics(painter.font()).horizontalAdvance(keys) + scaled(10);
    const QRect box(right - width, middle - scaled(9), width, scaled(18));
    paintRounded(painter, box, scaledF(3), color(Token::Chrome), color(Token::Line));
    painter.setPen(color(Token::TextTertiary));
    painter.drawText(box, Qt::AlignCenter, keys);
    return box.left();
}

void BigAction::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor fill = color(isDown() ? Token::SelectionOff : underMouse() ? Token::Hover : Token::Raised);
    paintRounded(painter, rect(), scaledF(6), fill, color(m_first ? Token::Accent : Token::Line));
    const int px = scaled(20);
    int x = scaled(14);
    painter.drawPixmap(x, (height() - px) / 2, iconPixmap(m_iconName, color(Token::Accent), px, devicePixelRatioF()));
    x += px + scaled(12);
    const int right =
        paintKey(painter, m_command.isEmpty() ? QString() : keyText(m_command), width() - scaled(14), height() / 2);
    const int room = right - x - scaled(8);
    const int middle = height() / 2;
    painter.setFont(ui::font(TextStyle::Subtitle));
    painter.setPen(color(Token::Text));
    painter.drawText(QRect(x, middle - scaled(18), room, scaled(18)), Qt::AlignVCenter, text());
    painter.setFont(ui::font(TextStyle::Header));
    painter.setPen(color(Token::TextSecondary));
    painter.drawText(QRect(x, middle, room, scaled(17)), Qt::AlignVCenter,
                     QFontMetrics(painter.font()).elidedText(m_line, Qt::ElideRight, room));
    if (hasFocus())
        paintFocusRing(painter, rect(), scaledF(6));
}

} // namespace heapwise::ui
