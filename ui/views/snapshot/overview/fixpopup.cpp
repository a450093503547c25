#include "ui/views/snapshot/overview/fixpopup.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/views/snapshot/overview/patternhelp.h"
#include "ui/views/snapshot/overview/suspecttext.h"
#include "ui/widgets/card.h"
#include "ui/widgets/textlabel.h"

namespace heapwise::ui {
namespace {

constexpr int kPopupWidth = 620;
constexpr int kPopupPadding = 16;

TextLabel* words(TextStyle style, Token token, const QString& text, QWidget* parent)
{
    auto* const made = new TextLabel(style, token, parent);
    made->setText(text);
    made->setWordWrap(style != TextStyle::Mono);
    return made;
}

} // namespace

FixPopup::FixPopup(LeakPattern pattern, QWidget* parent)
    : QDialog(parent, Qt::Popup)
{
    setObjectName(QStringLiteral("fixPopup"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("How to fix: %1").arg(patternName(pattern)));
    const PatternHelp help = helpFor(pattern);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(scaled(kPopupPadding), scaled(kPopupPadding), scaled(kPopupPadding),
                               scaled(kPopupPadding));
    layout->setSpacing(scaled(6));
    layout->addWidget(words(TextStyle::Title, Token::Text, patternName(pattern), this));
    for (const QString& line : help.lines)
        layout->addWidget(words(TextStyle::Body, Token::TextSecondary, line, this));
    layout->addSpacing(scaled(4));
    auto* const codes = new QHBoxLayout;
    codes->setSpacing(scaled(10));
    codes->addWidget(createCode(tr("Before"), help.before), 1);
    codes->addWidget(createCode(tr("After"), help.after), 1);
    layout->addLayout(codes);
    setMinimumWidth(scaled(kPopupWidth));
}

QWidget* FixPopup::createCode(const QString& title, const QString& code)
{
    auto* const card = new Card(Token::Field, this);
    card->addHead(title);
    auto* const text = words(TextStyle::Mono, Token::Text, code, card);
    text->setMargin(scaled(10));
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    card->body()->addWidget(text, 1);
    return card;
}

void FixPopup::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Raised));
    painter.setPen(color(Token::Line));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace heapwise::ui
