#include "ui/widgets/charts/kindlegend.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace heapwise::ui {

namespace {
constexpr int kKinds = 8;
constexpr int kKindLegendRow = 18;
constexpr int kKindLegendMargin = 12;
constexpr int kSquare = 9;
constexpr int kKindLegendGap = 6;
} // namespace

KindLegend::KindLegend(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("kindLegend"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::themeChanged, this, qOverload<>(&QWidget::update));
}

int KindLegend::columnWidth() const
{
    // Measured once: every paint event asks for each of the kinds.
    static const int kWidest = [] {
        const QFontMetrics metrics(ui::font(TextStyle::Small));
        int widest = 0;
        for (int kind = 0; kind < kKinds; ++kind)
            widest = std::max(widest, metrics.horizontalAdvance(kindName(ObjectKind(kind))));
        return widest;
    }();
    return kWidest + scaled(kSquare + kKindLegendGap + 14);
}

int KindLegend::columns(int width) const
{
    return std::clamp((width - scaled(2 * kKindLegendMargin)) / std::max(1, columnWidth()), 1, kKinds);
}

int KindLegend::heightForWidth(int width) const
{
    return (kKinds + columns(width) - 1) / columns(width) * scaled(kKindLegendRow) + scaled(kKindLegendMargin);
}

QSize KindLegend::sizeHint() const
{
    return {scaled(300), heightForWidth(scaled(300))};
}

void KindLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(ui::font(TextStyle::Small));
    painter.setRenderHint(QPainter::Antialiasing);
    const int across = columns(width());
    for (int kind = 0; kind < kKinds; ++kind) {
        const int x = scaled(kKindLegendMargin) + kind % across * columnWidth(),
                  y = kind / across * scaled(kKindLegendRow);
        painter.setPen(Qt::NoPen);
        painter.setBrush(kindColor(ObjectKind(kind)));
        painter.drawRoundedRect(
            QRectF(x, y + (scaled(kKindLegendRow) - scaled(kSquare)) / 2.0, scaled(kSquare), scaled(kSquare)), 2, 2);
        painter.setPen(color(Token::TextSecondary));
        painter.drawText(QRect(x + scaled(kSquare + kKindLegendGap), y, columnWidth(), scaled(kKindLegendRow)),
                         Qt::AlignVCenter, kindName(ObjectKind(kind)));
    }
}

} // namespace heapwise::ui
