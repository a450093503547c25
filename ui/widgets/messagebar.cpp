#include "ui/widgets/messagebar.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace heapwise::ui {

namespace {

constexpr double kMessageBarTint = 0.10;

Token tokenOf(MessageBar::Tone tone)
{
    switch (tone) {
    case MessageBar::Tone::Info:
        return Token::Accent;
    case MessageBar::Tone::Warning:
        return Token::Warning;
    case MessageBar::Tone::Error:
        return Token::Error;
    }
    return Token::Accent;
}

QString iconOf(MessageBar::Tone tone)
{
    switch (tone) {
    case MessageBar::Tone::Info:
        return QStringLiteral("info");
    case MessageBar::Tone::Warning:
        return QStringLiteral("warn");
    case MessageBar::Tone::Error:
        return QStringLiteral("error");
    }
    return {};
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_label(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    m_label->setObjectName(QStringLiteral("messageText"));
    m_label->setTextFormat(Qt::RichText);
    m_label->setWordWrap(true);
    m_action->setObjectName(QStringLiteral("messageAction"));
    m_close->setAutoRaise(true);
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setIconSize(QSize(scaled(12), scaled(12)));
    m_close->setAccessibleName(tr("Close this message"));
    m_layout = new QHBoxLayout(this);
    m_layout->setContentsMargins(scaled(14), scaled(4), scaled(8), scaled(5));
    m_layout->setSpacing(scaled(8));
    m_layout->addWidget(m_icon);
    m_layout->addWidget(m_label, 1);
    m_layout->addWidget(m_action);
    m_layout->addWidget(m_close);
    connect(m_action, &QPushButton::clicked, this, &MessageBar::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        emit closed();
    });
    connect(&Theme::instance(), &Theme::themeChanged, this, &MessageBar::updateLook);
    hide();
}

void MessageBar::showMessage(Tone tone, const QString& headline, const QString& text, const QString& action)
{
    m_tone = tone;
    m_headline = headline;
    m_text = text;
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setChoices({});
    if (m_option)
        std::exchange(m_option, nullptr)->deleteLater();
    updateLook();
    show();
}

void MessageBar::setChoices(const QStringList& choices)
{
    for (auto* button : std::exchange(m_choices, {})) {
        button->hide();
        button->deleteLater(); // it may be the one that was clicked
    }
    for (const QString& text : choices) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(QStringLiteral("messageChoice"));
        const int choice = int(m_choices.size());
        connect(button, &QPushButton::clicked, this, [this, choice] { emit choiceTriggered(choice); });
        m_layout->insertWidget(m_layout->indexOf(m_action), button);
        button->show(); // the bar may be visible already
        m_choices.append(button);
    }
}

QCheckBox* MessageBar::setOption(const QString& text, bool isOn)
{
    m_option = new QCheckBox(text, this);
    m_option->setObjectName(QStringLiteral("messageOption"));
    m_option->setChecked(isOn);
    m_layout->insertWidget(m_layout->indexOf(m_action), m_option);
    m_option->show(); // the bar may be visible already
    return m_option;
}

void MessageBar::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

QString MessageBar::text() const
{
    return QStringList{m_headline, m_text}.join(QLatin1Char(' ')).trimmed();
}

void MessageBar::updateLook()
{
    const QString bold =
        m_headline.isEmpty() ? QString() : QStringLiteral("<b>%1</b> ").arg(m_headline.toHtmlEscaped());
    m_label->setText(bold + QStringLiteral("<span style='color:%1'>%2</span>")
                                .arg(color(Token::TextSecondary).name(), m_text.toHtmlEscaped()));
    m_icon->setPixmap(iconPixmap(iconOf(m_tone), color(tokenOf(m_tone)), scaled(15), devicePixelRatioF()));
    setAccessibleName(text());
    update();
}

void MessageBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), mixed(color(tokenOf(m_tone)), color(Token::Base), kMessageBarTint));
    painter.fillRect(QRect(0, height() - 1, width(), 1),
                     color(m_tone == Tone::Info ? Token::LineSoft : tokenOf(m_tone)));
}

void MessageBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange)
        updateLook();
    QWidget::changeEvent(event);
}

} // namespace heapwise::ui
