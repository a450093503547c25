#include "ui/views/snapshot/emptystate.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/textlabel.h"

namespace heapwise::ui {

EmptyState::EmptyState(const QString& iconName, QWidget* parent)
    : QWidget(parent)
    , m_iconName(iconName)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_links(new QLabel(this))
    , m_action(new QPushButton(this))
{
    auto* const layout = new QVBoxLayout(this);
    layout->setSpacing(scaled(8));
    layout->addStretch(2);
    for (QLabel* const label : {m_icon, m_text, m_links}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(label != m_icon);
        layout->addWidget(label);
    }
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    m_text->setTextFormat(Qt::PlainText);
    m_links->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_links->hide();
    m_action->hide();
    followTheme(m_links);
    connect(m_links, &QLabel::linkActivated, this, &EmptyState::linkActivated);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    updateLook();
}

void EmptyState::setText(const QString& text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

QString EmptyState::text() const
{
    return m_text->text();
}

void EmptyState::setLinks(const QString& before, const QStringList& links)
{
    QStringList parts;
    for (const QString& link : links)
        parts << QStringLiteral("<a href=\"%1\" style=\"text-decoration:none\">%1</a>").arg(link.toHtmlEscaped());
    m_links->setText(before.toHtmlEscaped() + QLatin1Char(' ') + parts.join(QStringLiteral(", ")));
    m_links->setVisible(!links.isEmpty());
}

void EmptyState::setAction(const QString& text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

void EmptyState::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        updateLook();
    QWidget::changeEvent(event);
}

void EmptyState::updateLook()
{
    constexpr int kIcon = 20;
    m_icon->setPixmap(iconPixmap(m_iconName, color(Token::TextTertiary), scaled(kIcon), devicePixelRatioF()));
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, color(Token::TextSecondary));
    if (m_text->palette().color(QPalette::WindowText) == quiet.color(QPalette::WindowText))
        return;
    m_text->setPalette(quiet);
    m_links->setPalette(quiet);
}

} // namespace heapwise::ui
