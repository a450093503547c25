#include "ui/views/snapshot/sectiontabs.h"

#include <QPainter>

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

namespace heapwise::ui {
namespace {

constexpr int kSectionTabsPadding = 7;
constexpr int kSectionTabsHeight = 24;
constexpr int kRadius = 4;

} // namespace

SectionTabs::SectionTabs(QWidget* parent)
    : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideNone);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setMouseTracking(true);
}

void SectionTabs::setCount(int tab, const QString& name, std::optional<quint64> count)
{
    const QString text = count ? tr("%1 %2").arg(name, formatCount(*count)) : name;
    if (text != tabText(tab))
        setTabText(tab, text);
}

QSize SectionTabs::tabSizeHint(int tab) const
{
    const QFontMetrics metrics(ui::font(TextStyle::BodyBold));
    return {metrics.horizontalAdvance(tabText(tab)) + scaled(2 * kSectionTabsPadding), scaled(kSectionTabsHeight)};
}

QSize SectionTabs::minimumTabSizeHint(int tab) const
{
    return tabSizeHint(tab);
}

void SectionTabs::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int tab = 0; tab < count(); ++tab) {
        if (!isTabVisible(tab))
            continue;
        const bool isCurrent = tab == currentIndex();
        const QRectF rect = QRectF(tabRect(tab)).adjusted(0, 1, -1, -1);
        const bool isHovered = tabRect(tab).contains(mapFromGlobal(QCursor::pos())) && underMouse();
        if (isCurrent || isHovered) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(color(isCurrent ? Token::Selection : Token::Hover));
            painter.drawRoundedRect(rect, kRadius, kRadius);
        }
        painter.setFont(ui::font(isCurrent ? TextStyle::BodyBold : TextStyle::Body));
        painter.setPen(color(isCurrent ? Token::Text : Token::TextSecondary));
        painter.drawText(rect, Qt::AlignCenter, tabText(tab));
        if (isCurrent && hasFocus()) {
            painter.setPen(QPen(color(Token::Accent), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), kRadius, kRadius);
        }
    }
}

} // namespace heapwise::ui
