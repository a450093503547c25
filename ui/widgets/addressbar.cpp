#include "ui/widgets/addressbar.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <numeric>

namespace heapwise::ui {

namespace {

constexpr int kAddressBarHeight = 26;
constexpr int kAddressBarPadding = 8;
constexpr int kCrumbPadding = 5;
constexpr int kSeparator = 14;
constexpr int kAddressBarIcon = 14;
constexpr int kAddressBarGap = 5;
constexpr int kMaxCrumb = 280;

TextStyle styleOf(const Crumb& crumb, bool last)
{
    return crumb.mono ? TextStyle::MonoSmall : last ? TextStyle::BodyBold : TextStyle::Body;
}

} // namespace

AddressBar::AddressBar(QWidget* parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
{
    setObjectName(QStringLiteral("addressBar"));
    setAccessibleName(tr("Address"));
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setFixedHeight(scaled(kAddressBarHeight));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_edit->setObjectName(QStringLiteral("addressField"));
    m_edit->setAccessibleName(tr("Address"));
    m_edit->setPlaceholderText(tr("@id or class name"));
    m_edit->hide();
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        const QString text = m_edit->text().trimmed();
        stopEditing();
        if (!text.isEmpty())
            emit entered(text);
    });
    connect(&Theme::instance(), &Theme::themeChanged, this, [this] { update(); });
}

QSize AddressBar::sizeHint() const
{
    return QSize(scaled(500), scaled(kAddressBarHeight));
}

QSize AddressBar::minimumSizeHint() const
{
    return QSize(scaled(220), scaled(kAddressBarHeight));
}

void AddressBar::setCrumbs(const QList<Crumb>& crumbs)
{
    if (crumbs == m_crumbs)
        return;
    m_crumbs = crumbs;
    m_hovered = m_hoveredSeparator = m_focused = -1;
    layoutSegments();
    updateAccessibleText();
    update();
}

void AddressBar::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    update();
}

void AddressBar::setEditable(bool editable)
{
    m_editable = editable;
    if (!editable && isEditing())
        stopEditing();
}

bool AddressBar::isEditing() const
{
    return m_edit->isVisibleTo(this);
}

void AddressBar::startEditing(const QString& text)
{
    if (!m_editable)
        return;
    if (!isEditing())
        m_returnTo = QApplication::focusWidget();
    m_edit->setGeometry(rect());
    m_edit->setText(!text.isEmpty() ? text : m_crumbs.isEmpty() ? QString() : m_crumbs.last().address);
    m_edit->show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void AddressBar::stopEditing()
{
    const bool hadFocus = m_edit->hasFocus();
    m_edit->hide();
    if (hadFocus && m_returnTo)
        m_returnTo->setFocus(Qt::OtherFocusReason);
    update();
}

void AddressBar::showProblem(const QString& why)
{
    const QString typed = m_edit->text();
    startEditing();
    m_edit->setText(typed);
    QToolTip::showText(mapToGlobal(QPoint(scaled(8), height())), why, this);
}

void AddressBar::updateAccessibleText()
{
    QStringList names;
    for (const auto& crumb : m_crumbs)
        names.append(crumb.text);
    setAccessibleDescription(names.join(QStringLiteral(" > ")));
}

// --- layout ----------------------------------------------------------------------------------------------

int AddressBar::crumbWidth(int index) const
{
    const Crumb& crumb = m_crumbs[index];
    const auto style = styleOf(crumb, index == m_crumbs.size() - 1);
    int width = 2 * scaled(kCrumbPadding) + QFontMetrics(ui::font(style)).horizontalAdvance(crumb.text);
    if (crumb.kind)
        width += chipWidth();
    else if (!crumb.icon.isEmpty())
        width += scaled(kAddressBarIcon + kAddressBarGap);
    if (!crumb.detail.isEmpty())
        width += scaled(kAddressBarGap) + QFontMetrics(ui::font(TextStyle::MonoSmall)).horizontalAdvance(crumb.detail);
    return std::min(width, scaled(kMaxCrumb));
}

// Both ends stay; crumbs are left out from the middle until the rest fits.
void AddressBar::layoutSegments()
{
    m_segments.clear();
    QList<int> shown(m_crumbs.size());
    std::iota(shown.begin(), shown.end(), 0);
    QList<int> widths;
    for (const int crumb : shown)
        widths.append(crumbWidth(crumb));
    const int ellipsis = scaled(kSeparator + 22);
    const auto total = [&] {
        int sum = 2 * scaled(kAddressBarPadding) + scaled(kSeparator) * std::max<int>(0, int(shown.size()) - 1);
        for (const int crumb : shown)
            sum += widths[crumb];
        return sum + (shown.size() < m_crumbs.size() ? ellipsis : 0);
    };
    while (shown.size() > 2 && total() > crumbRoom())
        shown.removeAt((shown.size() - 1) / 2);

    int x = scaled(kAddressBarPadding) - scaled(kCrumbPadding) + 1;
    int previous = -1;
    for (const int crumb : shown) {
        if (crumb != previous + 1) {
            m_segments.append({QRect(x, 0, scaled(22), height()), -1});
            x += ellipsis;
        }
        const int room = std::min(widths[crumb], std::max(scaled(30), crumbRoom() - x - scaled(kAddressBarPadding)));
        m_segments.append({QRect(x, 0, room, height()), crumb});
        x += room + scaled(kSeparator);
        previous = crumb;
    }
}

void AddressBar::resizeEvent(QResizeEvent*)
{
    m_edit->setGeometry(rect());
    layoutSegments();
}

int AddressBar::segmentAt(const QPoint& at) const
{
    for (int i = 0; i < m_segments.size(); ++i)
        if (m_segments[i].rect.contains(at))
            return i;
    return -1;
}

// --- painting --------------------------------------------------------------------------------------------

void AddressBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintRounded(painter, rect(), scaledF(4), color(Token::Field), color(Token::Line));
    if (m_crumbs.isEmpty()) {
        painter.setFont(ui::font(TextStyle::Body));
        painter.setPen(color(Token::TextTertiary));
        painter.drawText(rect().adjusted(scaled(kAddressBarPadding), 0, -scaled(kAddressBarPadding), 0),
                         Qt::AlignVCenter, m_placeholder);
    }
    for (int i = 0; i < m_segments.size(); ++i) {
        if (i == m_hovered && m_segments[i].crumb >= 0) {
            const QRect box = m_segments[i].rect.adjusted(0, 4, 0, -4);
            paintRounded(painter, box, scaledF(3), color(Token::Hover), color(Token::Hover));
        }
        paintSegment(painter, m_segments[i]);
        if (i + 1 < m_segments.size()) {
            const int px = scaled(12);
            if (i + 1 == m_hoveredSeparator)
                paintRounded(painter, separatorRect(i + 1), scaledF(3), color(Token::Hover), color(Token::Hover));
            painter.drawPixmap(
                m_segments[i].rect.right() + 1 + (scaled(kSeparator) - px) / 2, (height() - px) / 2,
                iconPixmap(QStringLiteral("chevr"), color(Token::TextTertiary), px, devicePixelRatioF()));
        }
        if (i == m_focused && hasFocus())
            paintFocusRing(painter, m_segments[i].rect.adjusted(0, 3, 0, -3), scaledF(3));
    }
    paintPin(painter);
    if (hasFocus() && m_focused < 0)
        paintFocusRing(painter, rect(), scaledF(4));
}

void AddressBar::paintSegment(QPainter& painter, const Segment& segment) const
{
    QRect area = segment.rect.adjusted(scaled(kCrumbPadding), 0, -scaled(kCrumbPadding), 0);
    if (segment.crumb < 0) {
        painter.setPen(color(Token::TextTertiary));
        painter.drawText(segment.rect, Qt::AlignCenter, QStringLiteral("…"));
        return;
    }
    const Crumb& crumb = m_crumbs[segment.crumb];
    const bool last = segment.crumb == m_crumbs.size() - 1;
    const int middle = height() / 2;
    if (crumb.kind) {
        area.setLeft(paintChip(painter, *crumb.kind, area.left(), middle));
    } else if (!crumb.icon.isEmpty()) {
        const int px = scaled(kAddressBarIcon);
        const Token ink = crumb.icon == QLatin1String("error") ? Token::Error : Token::TextSecondary;
        painter.drawPixmap(area.left(), middle - px / 2, iconPixmap(crumb.icon, color(ink), px, devicePixelRatioF()));
        area.setLeft(area.left() + px + scaled(kAddressBarGap));
    }
    const QFont detailFont = ui::font(TextStyle::MonoSmall);
    const int detail =
        crumb.detail.isEmpty() ? 0 : scaled(kAddressBarGap) + QFontMetrics(detailFont).horizontalAdvance(crumb.detail);
    const QFont f = ui::font(styleOf(crumb, last));
    const QString text = QFontMetrics(f).elidedText(crumb.text, crumb.mono ? Qt::ElideMiddle : Qt::ElideRight,
                                                    area.width() - detail + 1);
    painter.setFont(f);
    painter.setPen(color(last ? Token::Text : crumb.mono ? Token::TextTertiary : Token::TextSecondary));
    painter.drawText(area, Qt::AlignVCenter | Qt::TextDontClip, text);
    if (detail == 0)
        return;
    area.setLeft(area.left() + QFontMetrics(f).horizontalAdvance(text) + scaled(kAddressBarGap));
    painter.setFont(detailFont);
    painter.setPen(color(Token::TextTertiary));
    painter.drawText(area, Qt::AlignVCenter | Qt::TextDontClip, crumb.detail);
}

// --- mouse and keys --------------------------------------------------------------------------------------

void AddressBar::mouseMoveEvent(QMouseEvent* event)
{
    const int at = segmentAt(event->pos());
    const int separator = separatorAt(event->pos());
    const bool isLink = pinRect().contains(event->pos()) || separator >= 0 || (at >= 0 && m_segments[at].crumb >= 0);
    setCursor(isLink ? Qt::PointingHandCursor : m_editable ? Qt::IBeamCursor : Qt::ArrowCursor);
    if (at == m_hovered && separator == m_hoveredSeparator)
        return;
    m_hovered = at;
    m_hoveredSeparator = separator;
    update();
}

void AddressBar::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !rect().contains(event->pos()))
        return;
    const int at = segmentAt(event->pos());
    if (pinRect().contains(event->pos()))
        emit pinToggled();
    else if (at >= 0 && m_segments[at].crumb >= 0)
        emit crumbActivated(m_crumbs[m_segments[at].crumb]);
    else if (const int separator = separatorAt(event->pos()); separator >= 0)
        requestSiblings(separator);
    else
        startEditing();
}

void AddressBar::leaveEvent(QEvent*)
{
    m_hovered = m_hoveredSeparator = -1;
    update();
}

void AddressBar::keyPressEvent(QKeyEvent* event)
{
    const int count = int(m_segments.size());
    if (!hasFocus()) { // what the text field has no use for comes here as well
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        m_focused = std::max(0, (m_focused < 0 ? count : m_focused) - 1);
        break;
    case Qt::Key_Right:
        m_focused = std::min(count - 1, m_focused + 1);
        break;
    case Qt::Key_Down:
        requestSiblings(m_focused);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_focused >= 0 && m_focused < count && m_segments[m_focused].crumb >= 0)
            emit crumbActivated(m_crumbs[m_segments[m_focused].crumb]);
        else
            startEditing();
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    update();
}

void AddressBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange)
        layoutSegments();
    QWidget::changeEvent(event);
}

bool AddressBar::event(QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        m_focused = -1;
        update();
    }
    return QWidget::event(event);
}

bool AddressBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit) {
        const bool escape = (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) &&
                            static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
        if (escape) {
            event->accept();
            if (event->type() == QEvent::KeyPress)
                stopEditing();
            return true;
        }
        if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
            stopEditing();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace heapwise::ui
