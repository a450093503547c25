#include "ui/widgets/card.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>

namespace heapwise::ui {

Card::Card(Token fill, QWidget* parent)
    : QFrame(parent)
    , m_fill(fill)
    , m_body(new QVBoxLayout(this))
{
    m_body->setContentsMargins(1, 1, 1, 1);
    m_body->setSpacing(0);
    connect(&Theme::instance(), &Theme::themeChanged, this, [this] { update(); });
}

QHBoxLayout* Card::addHead(const QString& title)
{
    m_head = new QWidget(this);
    auto* layout = new QHBoxLayout(m_head);
    layout->setContentsMargins(scaled(14), scaled(8), scaled(14), scaled(8));
    auto* label = new TextLabel(TextStyle::Subtitle, Token::Text, m_head);
    label->setText(title);
    layout->addWidget(label);
    layout->addStretch(1);
    m_body->addWidget(m_head);
    return layout;
}

QPushButton* Card::addChoice(const QString& iconName, const QString& title, const QString& text, const QString& button)
{
    auto* choice = new QWidget(this);
    auto* layout = new QHBoxLayout(choice);
    layout->setContentsMargins(scaled(14), scaled(10), scaled(14), scaled(10));
    layout->setSpacing(scaled(12));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    auto* titleLabel = new TextLabel(TextStyle::Subtitle, Token::Text, choice);
    titleLabel->setText(title);
    words->addWidget(titleLabel);
    if (!text.isEmpty()) {
        auto* textLabel = new TextLabel(TextStyle::Body, Token::TextSecondary, choice);
        textLabel->setText(text);
        textLabel->setWordWrap(true);
        words->addWidget(textLabel);
    }
    auto* action = new QPushButton(button, choice);
    action->setMinimumWidth(scaled(170));
    layout->addWidget(new IconLabel(iconName, Token::Accent, 18, choice));
    layout->addLayout(words, 1);
    layout->addWidget(action);
    m_body->addWidget(choice);
    m_choices.append(choice);
    return action;
}

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), scaledF(6), scaledF(6));
    painter.fillPath(shape, color(m_fill));
    painter.save();
    painter.setClipPath(shape);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (m_head)
        painter.fillRect(m_head->geometry(), color(Token::Header));
    for (const auto* choice : m_choices)
        painter.fillRect(QRect(0, choice->y(), width(), 1), color(Token::LineSoft));
    painter.restore();
    painter.setPen(color(Token::Line));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
}

} // namespace heapwise::ui
