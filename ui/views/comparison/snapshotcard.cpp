#include "ui/views/comparison/snapshotcard.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace heapwise::ui {

namespace {

constexpr int kCardHeight = 54;
constexpr int kSnapshotCardPadding = 12;
constexpr int kSnapshotCardGap = 8;

void draw(QPainter& painter, const QRect& rect, Qt::Alignment alignment, TextStyle style, Token ink,
          const QString& text)
{
    painter.setFont(font(style));
    painter.setPen(color(ink));
    painter.drawText(rect, int(alignment | Qt::AlignVCenter),
                     QFontMetrics(font(style)).elidedText(text, Qt::ElideRight, rect.width()));
}

int widthOf(TextStyle style, const QString& text)
{
    return QFontMetrics(font(style)).horizontalAdvance(text);
}

} // namespace

SnapshotCard::SnapshotCard(QWidget* parent)
    : QAbstractButton(parent)
{
    setMinimumWidth(scaled(150));
    setFixedHeight(scaled(kCardHeight));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    connect(&Theme::instance(), &Theme::themeChanged, this, [this] { update(); });
}

QSize SnapshotCard::sizeHint() const
{
    return QSize(scaled(300), scaled(kCardHeight));
}

void SnapshotCard::setContent(const Content& content)
{
    m_content = content;
    setAccessibleName(
        QStringList{content.name, content.role, content.size, content.when, content.objects}.join(QLatin1Char(' ')));
    update();
}

void SnapshotCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Token edge = m_content.hasFailed ? Token::Error : m_content.edge;
    paintRounded(painter, rect(), scaledF(6), color(underMouse() ? Token::Hover : Token::Raised),
                 color(m_content.hasFailed ? Token::Error : Token::Line));
    QPainterPath corners;
    corners.addRoundedRect(QRectF(rect()), scaledF(6), scaledF(6));
    painter.setClipPath(corners);
    painter.fillRect(QRect(0, 0, width(), scaled(2)), color(edge));
    painter.setClipping(false);

    const QRect area =
        rect().adjusted(scaled(kSnapshotCardPadding), scaled(7), -scaled(kSnapshotCardPadding), -scaled(6));
    const QRect upper(area.left(), area.top(), area.width(), area.height() / 2);
    const QRect lower(area.left(), upper.bottom() + 1, area.width(), area.height() - upper.height());
    const int nameWidth = widthOf(TextStyle::Title, m_content.name),
              sizeWidth = widthOf(TextStyle::Title, m_content.size);
    draw(painter, upper, Qt::AlignLeft, TextStyle::Title, Token::Text, m_content.name);
    draw(painter, upper.adjusted(nameWidth + scaled(kSnapshotCardGap), 0, -sizeWidth - scaled(kSnapshotCardGap), 0),
         Qt::AlignLeft, TextStyle::Body, Token::TextSecondary, m_content.role);
    draw(painter, upper, Qt::AlignRight, TextStyle::Title, Token::Text, m_content.size);
    const int objectsWidth = widthOf(TextStyle::Small, m_content.objects);
    draw(painter, lower.adjusted(0, 0, -objectsWidth - scaled(kSnapshotCardGap), 0), Qt::AlignLeft, TextStyle::Small,
         m_content.hasFailed ? Token::Error : Token::TextSecondary, m_content.when);
    draw(painter, lower, Qt::AlignRight, TextStyle::Small, Token::TextSecondary, m_content.objects);
    if (hasFocus())
        paintFocusRing(painter, rect(), scaledF(6));
}

GrowthLabel::GrowthLabel(QWidget* parent)
    : QWidget(parent)
{
    setFixedSize(scaled(96), scaled(kCardHeight));
    connect(&Theme::instance(), &Theme::themeChanged, this, [this] { update(); });
}

void GrowthLabel::setChange(qint64 bytes, qint64 objects)
{
    m_isKnown = true;
    m_bytes = bytes;
    m_objects = objects;
    setAccessibleName(formatBytesDelta(bytes) + QStringLiteral(", ") + formatCountDelta(objects));
    update();
}

void GrowthLabel::clear()
{
    m_isKnown = false;
    update();
}

void GrowthLabel::paintEvent(QPaintEvent*)
{
    if (!m_isKnown)
        return;
    QPainter painter(this);
    const QString arrow = m_bytes > 0 ? QStringLiteral("▲ ") : m_bytes < 0 ? QStringLiteral("▼ ") : QString();
    const Token ink = m_bytes > 0 ? Token::Grow : m_bytes < 0 ? Token::Shrink : Token::TextSecondary;
    draw(painter, QRect(0, scaled(9), width(), scaled(20)), Qt::AlignHCenter, TextStyle::BodyBold, ink,
         arrow + formatBytesDelta(m_bytes));
    draw(painter, QRect(0, scaled(27), width(), scaled(18)), Qt::AlignHCenter, TextStyle::Small, Token::TextSecondary,
         formatCountDelta(m_objects));
}

} // namespace heapwise::ui
