#include "ui/views/snapshot/stagerow.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace heapwise::ui {

namespace {
constexpr int kStageRowHeight = 26;
constexpr int kMark = 15;
constexpr int kNameAt = 25;
constexpr int kDetailAt = 230;
constexpr int kBarWidth = 150;
constexpr int kTimeWidth = 66;
} // namespace

StageRow::StageRow(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
{
    setFixedHeight(scaled(kStageRowHeight));
    setWaiting();
}

QSize StageRow::sizeHint() const
{
    return QSize(scaled(600), scaled(kStageRowHeight));
}

void StageRow::setWaiting()
{
    set(State::Waiting, {}, -1, noValue());
}

void StageRow::setRunning(const QString& detail, double fraction, double seconds)
{
    set(State::Running, detail, fraction, formatDuration(seconds));
}

void StageRow::setDone(const QString& detail, double seconds)
{
    set(State::Done, detail, -1, formatDuration(seconds));
}

void StageRow::set(State state, const QString& detail, double fraction, const QString& time)
{
    if (state == m_state && detail == m_detail && time == m_time && std::abs(fraction - m_fraction) < 0.002)
        return;
    m_state = state;
    m_detail = detail;
    m_fraction = fraction;
    m_time = time;
    setAccessibleName(m_name);
    setAccessibleDescription(QStringList{m_detail, m_time}.join(QStringLiteral(", ")));
    update();
}

void StageRow::paintMark(QPainter& painter) const
{
    const int px = scaled(kMark);
    const QRectF area(0.5, (height() - px) / 2 + 0.5, px - 1, px - 1);
    if (m_state == State::Done) {
        painter.drawPixmap(0, (height() - px) / 2,
                           iconPixmap(QStringLiteral("check"), color(Token::Success), px, devicePixelRatioF()));
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const bool running = m_state == State::Running;
    const qreal inset = running ? 1.5 : 2.5;
    const QRectF circle = area.adjusted(inset, inset, -inset, -inset);
    painter.setPen(QPen(color(running ? Token::Line : Token::TextTertiary), running ? 2 : 1.3));
    painter.drawEllipse(circle);
    if (!running)
        return;
    // The arc is the fraction itself, from the top, clockwise; three quarters where it is not measured.
    painter.setPen(QPen(color(Token::Accent), 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(circle, 90 * 16, -int((m_fraction < 0 ? 0.75 : std::max(0.03, m_fraction)) * 360 * 16));
}

void StageRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintMark(painter);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const auto line = [&](int left, int right, int flags, const QString& text) {
        painter.drawText(QRect(left, 0, right - left, height()), flags | Qt::AlignVCenter | Qt::TextSingleLine, text);
    };
    painter.setFont(ui::font(m_state == State::Running ? TextStyle::BodyBold : TextStyle::Body));
    painter.setPen(color(m_state == State::Waiting ? Token::TextSecondary : Token::Text));
    line(scaled(kNameAt), scaled(kDetailAt), Qt::AlignLeft, m_name);
    painter.setFont(ui::font(TextStyle::Body));
    painter.setPen(color(Token::TextSecondary));
    const int barLeft = width() - scaled(kTimeWidth + kBarWidth);
    line(scaled(kDetailAt), barLeft - scaled(8), Qt::AlignLeft, m_detail);
    line(width() - scaled(kTimeWidth), width(), Qt::AlignRight, m_time);
    if (m_state != State::Running || m_fraction < 0)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF track(barLeft, (height() - scaled(8)) / 2.0, scaled(kBarWidth), scaled(8));
    painter.setBrush(color(Token::LineSoft));
    painter.drawRoundedRect(track, scaledF(2), scaledF(2));
    painter.setBrush(color(Token::Accent));
    painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * m_fraction, track.height())), scaledF(2),
                            scaledF(2));
}

} // namespace heapwise::ui
