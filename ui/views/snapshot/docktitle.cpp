#include "ui/views/snapshot/docktitle.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace heapwise::ui {
namespace {

constexpr int kDockTitleHeight = 26;
constexpr int kDockTitlePadding = 10;
constexpr int kIcon = 14;
constexpr int kDockTitleButton = 22;

} // namespace

DockTitle::DockTitle(const QString& iconName, const QString& title, QDockWidget* dock)
    : QWidget(dock)
    , m_iconName(iconName)
    , m_title(title)
{
    m_buttons = new QHBoxLayout(this);
    m_buttons->setContentsMargins(0, 0, scaled(4), 0);
    m_buttons->addStretch(1);
    QAbstractButton* const close = addButton(QStringLiteral("close"), tr("Close"));
    close->setAccessibleName(tr("Close %1").arg(title));
    connect(close, &QAbstractButton::clicked, dock, &QDockWidget::close);
    connect(&Theme::instance(), &Theme::themeChanged, this, qOverload<>(&QWidget::update));
}

QAbstractButton* DockTitle::addButton(const QString& iconName, const QString& name)
{
    auto* const button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setAutoRaise(true);
    button->setFixedSize(scaled(kDockTitleButton), scaled(kDockTitleButton));
    button->setIconSize(QSize(scaled(kIcon - 2), scaled(kIcon - 2)));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::TabFocus);
    m_buttons->insertWidget(1, button);
    return button;
}

void DockTitle::setTitle(const QString& title)
{
    m_title = title;
    update();
}

void DockTitle::setDetail(const QString& detail)
{
    m_detail = detail;
    update();
}

QString DockTitle::text() const
{
    return m_detail.isEmpty() ? m_title : m_title + QStringLiteral("  ") + m_detail;
}

QSize DockTitle::sizeHint() const
{
    return {scaled(200), scaled(kDockTitleHeight)};
}

QSize DockTitle::minimumSizeHint() const
{
    return {scaled(60), scaled(kDockTitleHeight)};
}

void DockTitle::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Header));
    painter.setPen(color(Token::Line));
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
    int x = scaled(kDockTitlePadding);
    painter.drawPixmap(x, (height() - scaled(kIcon)) / 2,
                       iconPixmap(m_iconName, color(Token::TextSecondary), scaled(kIcon), devicePixelRatioF()));
    x += scaled(kIcon + 6);
    const int firstButton = m_buttons->itemAt(1)->geometry().left();
    const auto write = [&](const QString& text, TextStyle style, Token token) {
        const QFontMetrics metrics(ui::font(style));
        const int room = firstButton - scaled(4) - x;
        painter.setFont(ui::font(style));
        painter.setPen(color(token));
        painter.drawText(QRect(x, 0, room, height()), Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, room));
        x += metrics.horizontalAdvance(text) + scaled(8);
    };
    write(m_title, TextStyle::BodyBold, Token::Text);
    write(m_detail, TextStyle::Body, Token::TextSecondary);
}

} // namespace heapwise::ui
