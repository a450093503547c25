#include "ui/views/snapshot/sizehistogram.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <bit>

namespace heapwise::ui {
namespace {

constexpr int kBarsHeight = 56;
constexpr int kLabelHeight = 16;
constexpr int kSizeHistogramMargin = 12;
constexpr int kWidestBar = 48;

} // namespace

SizeHistogram::SizeHistogram(QWidget* parent)
    : QWidget(parent)
{
    PaintedAccessible::install();
    setObjectName(QStringLiteral("sizeHistogram"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::themeChanged, this, qOverload<>(&QWidget::update));
}

void SizeHistogram::setDistribution(const SizeDistribution& distribution)
{
    m_distribution = distribution;
    m_version = std::make_shared<const int>(0);
    QStringList spoken;
    for (int bar = 0; bar < barCount(); ++bar)
        spoken << barText(bar);
    setAccessibleName(tr("Sizes of the objects: %1").arg(spoken.join(QStringLiteral(", "))));
    update();
}

void SizeHistogram::clear()
{
    m_distribution = {};
    m_version.reset();
    update();
}

int SizeHistogram::firstBar() const
{
    return m_distribution.smallest == 0 ? 0 : int(std::bit_width(m_distribution.smallest)) - 1;
}

int SizeHistogram::barCount() const
{
    if (m_distribution.largest == 0)
        return 0;
    return std::min(int(m_distribution.bars.size()), int(std::bit_width(m_distribution.largest))) - firstBar();
}

QRect SizeHistogram::barRect(int bar) const
{
    const int room = width() - 2 * scaled(kSizeHistogramMargin);
    const int step = std::min(room / std::max(1, barCount()), scaled(kWidestBar));
    return {scaled(kSizeHistogramMargin) + bar * step, scaled(kLabelHeight), std::max(2, step - scaled(3)),
            scaled(kBarsHeight)};
}

QString SizeHistogram::barText(int bar) const
{
    const int power = firstBar() + bar;
    const quint64 count = m_distribution.bars[std::size_t(power)];
    return tr("%1 of %2 to %3")
        .arg(formatCount(count), formatBytes(quint64(1) << power), formatBytes((quint64(2) << power) - 1));
}

std::vector<int> SizeHistogram::visibleItems() const
{
    std::vector<int> bars;
    for (int bar = 0; bar < barCount(); ++bar)
        bars.push_back(bar);
    return bars;
}

int SizeHistogram::itemNear(QPoint at) const
{
    for (int bar = 0; bar < barCount(); ++bar)
        if (barRect(bar).contains(at))
            return bar;
    return -1;
}

void SizeHistogram::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(ui::font(TextStyle::Small));
    painter.setPen(color(Token::TextSecondary));
    painter.drawText(
        QRect(scaled(kSizeHistogramMargin), 0, width() - 2 * scaled(kSizeHistogramMargin), scaled(kLabelHeight)),
        Qt::AlignLeft | Qt::AlignVCenter, tr("Objects by shallow size"));
    const auto most = *std::max_element(m_distribution.bars.begin(), m_distribution.bars.end());
    for (int bar = 0; bar < barCount(); ++bar) {
        const QRect slot = barRect(bar);
        const auto count = m_distribution.bars[std::size_t(firstBar() + bar)];
        painter.fillRect(QRect(slot.left(), slot.bottom(), slot.width(), 1), color(Token::Line));
        if (count > 0) {
            const int height = std::max(2, int(double(slot.height() - 4) * double(count) / double(most)));
            painter.fillRect(QRect(slot.left(), slot.bottom() - height, slot.width(), height),
                             color(Token::AccentFill));
        }
    }
    painter.setPen(color(Token::TextTertiary));
    for (const bool last : {false, true})
        if (const QRect place = labelRect(last); !place.isEmpty())
            painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, labelText(last));
}

QString SizeHistogram::labelText(bool last) const
{
    return formatBytes(last ? m_distribution.largest : m_distribution.smallest);
}

/// Below its bar, as far as it fits; the last one is left out where it would touch the first.
QRect SizeHistogram::labelRect(bool last) const
{
    if (barCount() == 0 || (last && barCount() == 1))
        return {};
    const QRect slot = barRect(last ? barCount() - 1 : 0);
    const int wide = QFontMetrics(ui::font(TextStyle::Small)).horizontalAdvance(labelText(last)) + 1;
    const QRect place(std::min(slot.left(), width() - scaled(kSizeHistogramMargin) - wide), slot.bottom() + 2, wide,
                      scaled(kLabelHeight));
    return last && place.left() < labelRect(false).right() + scaled(8) ? QRect() : place;
}

bool SizeHistogram::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* const help = static_cast<QHelpEvent*>(event);
        if (const int bar = itemNear(help->pos()); bar >= 0) {
            QToolTip::showText(help->globalPos(), barText(bar), this);
            return true;
        }
    }
    return QWidget::event(event);
}

QSize SizeHistogram::sizeHint() const
{
    return {scaled(280), scaled(kBarsHeight + 2 * kLabelHeight + 6)};
}

QSize SizeHistogram::minimumSizeHint() const
{
    return {scaled(120), sizeHint().height()};
}

} // namespace heapwise::ui
