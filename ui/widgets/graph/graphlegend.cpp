#include "ui/widgets/graph/graphlegend.h"

#include <QPainter>

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

namespace heapwise::ui {
namespace {

constexpr int kHead = 26, kRow = 22, kRows = 3;
constexpr int kSample = 34; ///< width of what is explained

} // namespace

GraphLegend::GraphLegend(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize GraphLegend::sizeHint() const
{
    return {scaled(300), scaled(kHead + kRows * kRow + 8)};
}

void GraphLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect head(0, 0, width(), scaled(kHead));
    painter.fillRect(head, color(Token::Header));
    painter.setFont(ui::font(TextStyle::BodyBold));
    painter.setPen(color(Token::TextSecondary));
    painter.drawText(head.adjusted(scaled(12), 0, 0, 0), Qt::AlignVCenter, tr("Legend"));
    painter.setFont(ui::font(TextStyle::Body));
    const QString texts[kRows] = {tr("Width: bytes kept alive through it"), tr("Longer path, expand to follow"),
                                  tr("Many objects of one class, merged")};
    const double left = scaled(12), right = left + scaled(kSample);
    for (int row = 0; row < kRows; ++row) {
        const double middle = scaled(kHead + 4 + row * kRow) + scaled(kRow) / 2.0;
        QColor line = color(Token::Accent);
        line.setAlphaF(0.6f);
        if (row == 0) {
            painter.setPen(QPen(line, scaledF(8), Qt::SolidLine, Qt::FlatCap));
            painter.drawLine(QPointF(left, middle), QPointF(right, middle));
        } else if (row == 1) {
            painter.setPen(QPen(color(Token::TextTertiary), 1.6, Qt::CustomDashLine, Qt::FlatCap));
            QPen pen = painter.pen();
            pen.setDashPattern({2.5, 2.5});
            painter.setPen(pen);
            painter.drawLine(QPointF(left, middle), QPointF(right, middle));
        } else {
            painter.setPen(QPen(color(Token::TextTertiary), 1));
            for (const double shift : {4.0, 0.0}) {
                painter.setBrush(color(shift > 0 ? Token::Panel : Token::Raised));
                painter.drawRoundedRect(
                    QRectF(left + scaledF(shift), middle - scaledF(8 - shift), scaledF(24), scaledF(11)), 2, 2);
            }
        }
        painter.setPen(color(Token::TextSecondary));
        painter.drawText(QRectF(right + scaled(8), middle - scaled(kRow) / 2.0, width() - right, scaled(kRow)),
                         Qt::AlignVCenter | Qt::AlignLeft, texts[row]);
    }
}

} // namespace heapwise::ui
