#include "ui/widgets/toolstrip.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace heapwise::ui {

namespace {

class Separator : public QWidget {
public:
    explicit Separator(QWidget* parent)
        : QWidget(parent)
    {
        setFixedSize(scaled(11), scaled(20));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter(this).fillRect(QRect(width() / 2, 0, 1, height()), color(Token::Line));
    }
};

} // namespace

ToolStrip::ToolStrip(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
{
    setFixedHeight(scaled(38));
    m_layout->setContentsMargins(scaled(8), 0, scaled(8), 1);
    m_layout->setSpacing(scaled(4));
}

void ToolStrip::addButton(QAction* action, Qt::ToolButtonStyle style)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(style);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setObjectName(QString(action->objectName()).replace(QLatin1String("action"), QLatin1String("tool")));
    m_layout->addWidget(button);
}

void ToolStrip::addSeparator()
{
    m_layout->addWidget(new Separator(this));
}

void ToolStrip::addWidget(QWidget* widget)
{
    m_layout->addWidget(widget, 1);
}

void ToolStrip::addFixed(QWidget* widget)
{
    m_layout->addWidget(widget);
}

void ToolStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Chrome));
    painter.fillRect(QRect(0, height() - 1, width(), 1), color(Token::Line));
}

} // namespace heapwise::ui
