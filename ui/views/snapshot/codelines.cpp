#include "ui/views/snapshot/codelines.h"

#include <QPainter>

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

namespace heapwise::ui {
namespace {

constexpr int kLineHeight = 18;
constexpr int kCodeLinesMargin = 6;
constexpr qsizetype kTabWidth = 2;

} // namespace

CodeLines::CodeLines(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::themeChanged, this, qOverload<>(&QWidget::update));
}

void CodeLines::setLines(int firstLine, const QStringList& lines, int markedLine)
{
    m_first = firstLine;
    m_marked = markedLine;
    m_lines = lines;
    for (QString& line : m_lines)
        line.replace(QLatin1Char('\t'), QString(kTabWidth, QLatin1Char(' ')));
    setAccessibleName(m_lines.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

QSize CodeLines::sizeHint() const
{
    return {scaled(280), int(m_lines.size()) * scaled(kLineHeight) + 2 * scaled(kCodeLinesMargin)};
}

QSize CodeLines::minimumSizeHint() const
{
    return {scaled(120), sizeHint().height()};
}

void CodeLines::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Field));
    painter.setFont(ui::font(TextStyle::Mono));
    const int height = scaled(kLineHeight);
    const int numbers =
        painter.fontMetrics().horizontalAdvance(QString::number(m_first + int(m_lines.size()))) + scaled(20);
    for (int i = 0; i < m_lines.size(); ++i) {
        const QRect line(0, scaled(kCodeLinesMargin) + i * height, width(), height);
        const bool isMarked = m_first + i == m_marked;
        if (isMarked)
            painter.fillRect(line, mixed(color(Token::KindClosure), color(Token::Field), 0.25));
        painter.setPen(color(isMarked ? Token::Text : Token::TextTertiary));
        painter.drawText(line.adjusted(0, 0, numbers - scaled(10) - width(), 0), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(m_first + i));
        painter.setPen(color(Token::Text));
        const QRect code = line.adjusted(numbers, 0, -scaled(kCodeLinesMargin), 0);
        painter.drawText(code, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_lines[i], Qt::ElideRight, code.width()));
    }
}

} // namespace heapwise::ui
