#include "ui/views/snapshot/overview/tagandbar.h"

#include <QPainter>

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"

namespace heapwise::ui {
namespace {

constexpr int kBadge = 20;
constexpr int kTagHeight = 20;
constexpr int kTagPadding = 7;
constexpr int kBarHeight = 8;
constexpr double kTint = 0.12;

QFont tagFont()
{
    QFont tag = font(TextStyle::Small);
    tag.setWeight(QFont::DemiBold);
    return tag;
}

} // namespace

RankBadge::RankBadge(int rank, QWidget* parent)
    : QWidget(parent)
    , m_rank(rank)
{
    setFixedSize(scaled(kBadge), scaled(kBadge));
}

void RankBadge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintRounded(painter, rect(), width() / 2.0, color(Token::SelectionOff), color(Token::SelectionOff));
    painter.setFont(tagFont());
    painter.setPen(color(Token::TextSecondary));
    painter.drawText(rect(), Qt::AlignCenter, QString::number(m_rank));
}

PatternTag::PatternTag(const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_text(text)
{
    setFixedSize(QFontMetrics(tagFont()).horizontalAdvance(text) + 2 * scaled(kTagPadding), scaled(kTagHeight));
    setAccessibleName(text);
}

void PatternTag::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor fill = mixed(color(Token::Grow), color(Token::Raised), kTint);
    paintRounded(painter, rect(), scaledF(3), fill, fill);
    painter.setFont(tagFont());
    painter.setPen(color(Token::Grow));
    painter.drawText(rect(), Qt::AlignCenter, m_text);
}

ShareBar::ShareBar(double share, QWidget* parent)
    : QWidget(parent)
    , m_share(share)
{
    setMinimumWidth(scaled(40));
    setFixedHeight(scaled(kBarHeight));
    setToolTip(tr("%1 of the heap; the bar is the whole heap").arg(formatPercent(share)));
}

void ShareBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintRounded(painter, rect(), scaledF(2), color(Token::LineSoft), color(Token::LineSoft));
    const int filled = std::max(2, int(m_share * width()));
    paintRounded(painter, QRect(0, 0, std::min(filled, width()), height()), scaledF(2), color(Token::Grow),
                 color(Token::Grow));
}

} // namespace heapwise::ui
