// The parts of AddressBar beside the crumbs: the menus of what else could stand in their place, and the star.
#include "ui/widgets/addressbar.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace heapwise::ui {

namespace {
constexpr int kPinRoom = 26, kPinIcon = 15;
} // namespace

void AddressBar::setPinned(std::optional<bool> pinned)
{
    if (pinned == m_pinned)
        return;
    const bool hadStar = m_pinned.has_value();
    m_pinned = pinned;
    if (hadStar != pinned.has_value())
        layoutSegments();
    update();
}

QRect AddressBar::pinRect() const
{
    return m_pinned ? QRect(width() - scaled(kPinRoom), 0, scaled(kPinRoom), height()) : QRect();
}

int AddressBar::crumbRoom() const
{
    return width() - pinRect().width();
}

void AddressBar::paintPin(QPainter& painter) const
{
    if (!m_pinned)
        return;
    const int px = scaled(kPinIcon);
    const QPixmap star = iconPixmap(*m_pinned ? QStringLiteral("starred") : QStringLiteral("star"),
                                    color(*m_pinned ? Token::Warning : Token::TextSecondary), px, devicePixelRatioF());
    painter.drawPixmap(pinRect().center().x() - px / 2, (height() - px) / 2, star);
}

QRect AddressBar::separatorRect(int segment) const
{
    // What stands right below the document has nothing beside it.
    if (segment < 1 || segment >= m_segments.size() || m_segments[segment].crumb < 2 ||
        m_crumbs[m_segments[segment].crumb].address.isEmpty())
        return {};
    const int left = m_segments[segment - 1].rect.right() + 1;
    return QRect(left, 4, m_segments[segment].rect.left() - left, height() - 8);
}

int AddressBar::separatorAt(const QPoint& at) const
{
    for (int segment = 1; segment < m_segments.size(); ++segment)
        if (separatorRect(segment).contains(QPoint(at.x(), height() / 2)))
            return segment;
    return -1;
}

void AddressBar::requestSiblings(int segment)
{
    if (!separatorRect(segment).isEmpty())
        emit siblingsRequested(m_crumbs[m_segments[segment].crumb]);
}

void AddressBar::showSiblings(const Crumb& of, const QList<Crumb>& siblings)
{
    const auto isOf = [&](const Segment& segment) { return segment.crumb >= 0 && m_crumbs[segment.crumb] == of; };
    const auto at = std::find_if(m_segments.begin(), m_segments.end(), isOf);
    if (at == m_segments.end() || siblings.isEmpty())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("siblingsMenu"));
    for (const auto& sibling : siblings) {
        QString text = sibling.detail.isEmpty() ? sibling.text : sibling.text + QLatin1Char(' ') + sibling.detail;
        text.replace(QLatin1Char('&'), QLatin1String("&&"));
        auto* action = menu->addAction(text + QLatin1Char('\t') + sibling.size, this,
                                       [this, sibling] { emit crumbActivated(sibling); });
        action->setCheckable(sibling.address == of.address);
        action->setChecked(sibling.address == of.address);
    }
    menu->popup(mapToGlobal(QPoint(at->rect.left(), height())));
}

} // namespace heapwise::ui
