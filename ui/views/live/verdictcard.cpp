#include "ui/views/live/verdictcard.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/live/leaktext.h"
#include "ui/views/live/timelineplot.h"
#include "ui/widgets/textlabel.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

#include <cmath>

namespace heapwise::ui {

namespace {
constexpr std::size_t kMaxBars = 5;
constexpr int kBarRow = 22;
} // namespace

VerdictCard::VerdictCard(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_verdict(new TextLabel(TextStyle::Title, Token::Text))
    , m_confidence(new TextLabel(TextStyle::Small, Token::Text))
    , m_slope(new TextLabel(TextStyle::Display, Token::Text))
    , m_unit(new TextLabel(TextStyle::Body, Token::TextSecondary))
{
    m_verdict->setObjectName(QStringLiteral("leakVerdict"));
    m_slope->setObjectName(QStringLiteral("leakSlope"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(scaled(12), scaled(10), scaled(12), scaled(10));
    grid->setVerticalSpacing(scaled(3));
    auto* head = new QHBoxLayout;
    head->setSpacing(scaled(8));
    head->addWidget(m_icon);
    head->addWidget(m_verdict, 1);
    head->addWidget(m_confidence);
    grid->addLayout(head, 0, 0, 1, 2);
    auto* slope = new QHBoxLayout;
    slope->setSpacing(scaled(6));
    slope->addWidget(m_slope);
    slope->addWidget(m_unit, 1, Qt::AlignBottom);
    grid->addLayout(slope, 1, 0, 1, 2);
    for (int row = 0; row < kRows; ++row) {
        m_names[row] = new TextLabel(TextStyle::Body, Token::TextSecondary);
        m_values[row] = new TextLabel(TextStyle::Body, Token::Text);
        m_values[row]->setAlignment(Qt::AlignRight);
        grid->addWidget(m_names[row], 2 + row, 0);
        grid->addWidget(m_values[row], 2 + row, 1);
    }
    grid->setColumnStretch(0, 1);
}

void VerdictCard::setRow(int row, const QString& name, const QString& value)
{
    m_names[row]->setText(name);
    m_values[row]->setText(value);
    m_names[row]->setVisible(!value.isEmpty());
    m_values[row]->setVisible(!value.isEmpty());
}

void VerdictCard::setReport(const LeakReport& report)
{
    const bool outside = report.verdict == Verdict::OutsideHeap;
    const bool enough = report.verdict != Verdict::NotEnoughData && report.rule == LeakRule::Floor;
    const Trend& trend = !outside                                      ? report.floor
                         : report.external.slope > report.native.slope ? report.external
                                                                       : report.native;
    m_tint = LeakText::token(report.verdict);
    const int px = scaled(16);
    m_icon->setPixmap(iconPixmap(LeakText::iconName(report.verdict), color(m_tint), px, devicePixelRatioF()));
    m_verdict->setText(LeakText::verdict(report.verdict));
    m_confidence->setVisible(enough && report.isAlarm());
    // Rounded down: nothing is certain to 100 %.
    m_confidence->setText(tr("%1 % confidence").arg(std::min(int(report.confidence() * 100), 99)));
    m_slope->setVisible(enough);
    m_unit->setVisible(enough);
    m_slope->setText(LeakText::perMinute(trend.slope));
    m_unit->setText(outside ? tr("per minute") : tr("per minute after GC"));
    const QLocale locale;
    setRow(0, tr("Fit of the growth line (R²)"), enough ? locale.toString(trend.rSquared, 'f', 3) : QString());
    setRow(1, tr("Major collections used"),
           enough ? tr("%1 in %2").arg(report.collections).arg(formatDuration(report.observed)) : QString());
    const auto inMiB = [&](double perSecond) { return locale.toString(perSecond * 60 / (1 << 20), 'f', 1); };
    setRow(2, tr("95 % interval, MiB/min"),
           enough ? tr("%1 to %2").arg(inMiB(trend.low), inMiB(trend.high)) : QString());
    setRow(3,
           std::isnan(report.limit) ? QString() : tr("Reaches the %1 limit in").arg(formatBytes(quint64(report.limit))),
           enough && !std::isnan(report.secondsToLimit) ? formatDuration(report.secondsToLimit) : QString());
    update();
}

void VerdictCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = color(m_tint);
    fill.setAlphaF(0.10f);
    painter.setPen(QPen(color(m_tint), 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), scaledF(4), scaledF(4));
}

GrowthBars::GrowthBars(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("growthBars"));
}

void GrowthBars::setGrowth(const std::vector<Growth>& growth)
{
    const auto before = m_growth.size();
    m_growth.assign(growth.begin(), growth.begin() + std::ptrdiff_t(std::min(growth.size(), kMaxBars)));
    QStringList lines;
    for (const auto& part : m_growth)
        lines.append(
            QStringLiteral("%1 %2").arg(QString::fromStdString(part.name), LeakText::perMinute(part.perSecond)));
    setAccessibleName(lines.join(QStringLiteral(", ")));
    if (m_growth.size() != before)
        updateGeometry();
    update();
}

QSize GrowthBars::sizeHint() const
{
    return {scaled(240), scaled(kBarRow) * int(m_growth.size())};
}

void GrowthBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(ui::font(TextStyle::Body));
    const int row = scaled(kBarRow), bar = scaled(60), number = scaled(96), square = scaled(9);
    for (std::size_t i = 0; i < m_growth.size(); ++i) {
        const int y = int(i) * row, middle = y + row / 2;
        const QRect track(width() - number - bar - scaled(6), middle - scaled(3), bar, scaled(6));
        painter.fillRect(scaled(2), middle - square / 2, square, square, color(spaceToken(m_growth[i].name, int(i))));
        painter.setPen(color(Token::Text));
        const QRect name(scaled(18), y, track.left() - scaled(24), row);
        painter.drawText(
            name, Qt::AlignVCenter,
            painter.fontMetrics().elidedText(QString::fromStdString(m_growth[i].name), Qt::ElideRight, name.width()));
        painter.fillRect(track, color(Token::LineSoft));
        const double share = m_growth[i].perSecond / m_growth.front().perSecond;
        painter.fillRect(QRect(track.topLeft(), QSize(std::max(1, int(bar * share)), track.height())),
                         color(Token::Grow));
        painter.drawText(QRect(width() - number, y, number, row), Qt::AlignVCenter | Qt::AlignRight,
                         tr("%1/min").arg(LeakText::perMinute(m_growth[i].perSecond)));
    }
}

} // namespace heapwise::ui
