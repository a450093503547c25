#include "ui/views/snapshot/cutcard.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include "ui/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/textlabel.h"

namespace heapwise::ui {
namespace {

constexpr double kTint = 0.09;
constexpr int kCutCardBarHeight = 8;

} // namespace

CutCard::CutCard(QWidget* parent)
    : QFrame(parent)
    , m_headline(new TextLabel(TextStyle::Subtitle, Token::Text, this))
    , m_number(new TextLabel(TextStyle::Display, Token::Text, this))
    , m_after(new TextLabel(TextStyle::Body, Token::TextSecondary, this))
    , m_names(new TextLabel(TextStyle::Body, Token::TextSecondary, this))
    , m_values(new TextLabel(TextStyle::Body, Token::Text, this))
    , m_ignore(new QPushButton(icon(QStringLiteral("eyeoff")), tr("Ignore in paths"), this))
    , m_list(new QPushButton(tr("List freed objects"), this))
{
    setObjectName(QStringLiteral("cutCard"));
    m_number->setObjectName(QStringLiteral("cutNumber"));
    m_ignore->setObjectName(QStringLiteral("ignoreInPaths"));
    m_list->setObjectName(QStringLiteral("listFreed"));
    m_values->setAlignment(Qt::AlignRight);
    m_ignore->setToolTip(tr("Compute paths and distances as if this did not hold anything"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(scaled(12), scaled(10), scaled(12), scaled(12));
    layout->setSpacing(scaled(6));
    auto* const head = new QHBoxLayout;
    head->setSpacing(scaled(7));
    head->addWidget(new IconLabel(QStringLiteral("cut"), Token::Warning, 15, this));
    head->addWidget(m_headline, 1);
    auto* const number = new QHBoxLayout;
    number->setSpacing(scaled(8));
    number->addWidget(m_number, 0, Qt::AlignBaseline);
    number->addWidget(m_after, 1, Qt::AlignBaseline);
    auto* const facts = new QHBoxLayout;
    facts->addWidget(m_names);
    facts->addWidget(m_values, 1);
    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(scaled(6));
    buttons->addWidget(m_ignore);
    buttons->addWidget(m_list);
    buttons->addStretch(1);
    layout->addLayout(head);
    layout->addLayout(number);
    layout->addSpacing(scaled(kCutCardBarHeight + 4));
    layout->addLayout(facts);
    layout->addLayout(buttons);
    connect(m_ignore, &QPushButton::clicked, this, &CutCard::ignoreRequested);
    connect(m_list, &QPushButton::clicked, this, &CutCard::listRequested);
}

void CutCard::setHeadline(std::size_t cuts, bool isReference)
{
    m_headline->setText(cuts > 1      ? tr("If these %1 were cut").arg(formatCount(cuts))
                        : isReference ? tr("If this reference were cut")
                                      : tr("If nothing held it any more"));
}

void CutCard::showWorking(std::size_t cuts, bool isReference)
{
    setHeadline(cuts, isReference);
    m_number->setText(QStringLiteral("…"));
    m_after->setText(tr("computing"));
    m_names->clear();
    m_values->clear();
    m_hasBar = false;
    m_list->setEnabled(false);
    update();
}

void CutCard::showStopped()
{
    m_number->setText(noValue());
    m_after->setText(tr("stopped"));
}

void CutCard::showAnswer(const CutAnswer& answer, const QString& subjectName, bool isReference)
{
    setHeadline(answer.cuts, isReference);
    m_number->setText(formatBytes(answer.result.bytes));
    m_number->setToolTip(formatExactBytes(answer.result.bytes));
    m_after->setText(answer.result.objects > 0 ? tr("would be freed") : tr("would be freed: other references remain"));
    m_share = answer.heapBytes > 0 ? double(answer.result.bytes) / double(answer.heapBytes) : 0;
    m_hasBar = true;
    m_names->setText(QStringList{tr("Share of the heap"), tr("Objects freed"), tr("%1 freed").arg(subjectName),
                                 tr("Heap afterwards")}
                         .join(QLatin1Char('\n')));
    m_values->setText(QStringList{formatPercent(m_share), formatCount(answer.result.objects),
                                  tr("%1 of %2").arg(formatCount(answer.subjectsFreed), formatCount(answer.subjects)),
                                  formatBytes(answer.heapBytes - answer.result.bytes)}
                          .join(QLatin1Char('\n')));
    m_list->setEnabled(answer.result.objects > 0);
    setMinimumHeight(layout()->sizeHint().height()); // where room is short, it is the fields that give way
    setAccessibleName(m_headline->text());
    setAccessibleDescription(m_number->text() + QLatin1Char(' ') + factText());
    update();
}

QString CutCard::numberText() const
{
    return m_number->text();
}

QString CutCard::factText() const
{
    const QStringList names = m_names->text().split(QLatin1Char('\n'));
    const QStringList values = m_values->text().split(QLatin1Char('\n'));
    QStringList lines;
    for (qsizetype i = 0; i < std::min(names.size(), values.size()); ++i)
        lines << names[i] + QStringLiteral(": ") + values[i];
    return lines.join(QStringLiteral(", "));
}

void CutCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintRounded(painter, rect(), scaledF(6), mixed(color(Token::Grow), color(Token::Panel), kTint),
                 color(Token::Grow));
    if (!m_hasBar)
        return;
    QRectF bar(scaled(12), m_number->geometry().bottom() + scaled(6), width() - 2 * scaled(12),
               scaled(kCutCardBarHeight));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::LineSoft));
    painter.drawRoundedRect(bar, 2, 2);
    bar.setWidth(bar.width() * m_share);
    painter.setBrush(color(Token::Grow));
    painter.drawRoundedRect(bar, 2, 2);
}

} // namespace heapwise::ui
