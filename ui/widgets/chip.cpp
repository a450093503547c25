#include "ui/widgets/chip.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPixmapCache>

namespace heapwise::ui {

namespace {

constexpr int kChipWidth = 18;
constexpr int kChipHeight = 14;
constexpr int kChipGap = 5;
constexpr float kChipTint = 0.22f;
constexpr double kFontPx = 9.5;
constexpr double kBodyPx = 12;

QFont chipFont()
{
    static const QFont kFont = [] {
        QFont f = font(TextStyle::Mono);
        f.setPointSizeF(font(TextStyle::Body).pointSizeF() * kFontPx / kBodyPx);
        f.setWeight(QFont::Bold);
        f.setLetterSpacing(QFont::AbsoluteSpacing, -0.3);
        return f;
    }();
    return kFont;
}

QPixmap drawChip(ObjectKind kind, qreal ratio)
{
    const QSize size(scaled(kChipWidth), scaled(kChipHeight));
    QPixmap pixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = kindColor(kind);
    fill.setAlphaF(kChipTint);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(QPointF(), size), scaledF(3), scaledF(3));
    painter.setPen(chipTextColor(kind));
    painter.setFont(chipFont());
    painter.drawText(QRectF(QPointF(), size), Qt::AlignCenter | Qt::TextDontClip, chipText(kind));
    return pixmap;
}

} // namespace

int chipWidth()
{
    return scaled(kChipWidth + kChipGap);
}

int paintChip(QPainter& painter, ObjectKind kind, int x, int centerY)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QString key = QStringLiteral("hw/chip/%1/%2/%3").arg(int(kind)).arg(ratio).arg(Theme::instance().isDark());
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = drawChip(kind, ratio);
        QPixmapCache::insert(key, pixmap);
    }
    painter.drawPixmap(x, centerY - scaled(kChipHeight) / 2, pixmap);
    return x + chipWidth();
}

} // namespace heapwise::ui
