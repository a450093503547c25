#include "ui/views/snapshot/factsgrid.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr int kCellHeight = 54;
constexpr int kNarrowestCell = 96;
constexpr int kFactsGridGap = 12;

} // namespace

FactsGrid::FactsGrid(QWidget* parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::themeChanged, this, qOverload<>(&QWidget::update));
}

void FactsGrid::setFacts(const QList<Fact>& facts)
{
    const bool isOtherCount = facts.size() != m_facts.size();
    m_facts = facts;
    QStringList spoken;
    for (const Fact& fact : facts)
        spoken << fact.name + QLatin1Char(' ') + fact.value + QLatin1Char(' ') + fact.detail;
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    if (isOtherCount)
        updateGeometry();
    update();
}

int FactsGrid::columns(int width) const
{
    const int count = std::max(1, int(m_facts.size()));
    const int most = std::clamp(width / scaled(kNarrowestCell), std::min(2, count), count);
    const int rows = (count + most - 1) / most;
    return (count + rows - 1) / rows; // evenly, so that no fact stands alone
}

int FactsGrid::heightForWidth(int width) const
{
    const int perRow = columns(width);
    const int rows = (int(m_facts.size()) + perRow - 1) / perRow;
    return rows * scaled(kCellHeight);
}

QSize FactsGrid::sizeHint() const
{
    return {scaled(280), heightForWidth(scaled(280))};
}

QSize FactsGrid::minimumSizeHint() const
{
    return {scaled(2 * kNarrowestCell), scaled(kCellHeight)};
}

QRect FactsGrid::cell(int fact) const
{
    const int perRow = columns(width());
    const int column = fact % perRow;
    const int left = width() * column / perRow;
    const int right = width() * (column + 1) / perRow;
    return {left, fact / perRow * scaled(kCellHeight), right - left, scaled(kCellHeight)};
}

void FactsGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto write = [&](const QRect& rect, const QString& text, TextStyle style, Token token) {
        painter.setFont(ui::font(style));
        painter.setPen(color(token));
        const QString shown = QFontMetrics(ui::font(style)).elidedText(text, Qt::ElideRight, rect.width());
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, shown);
    };
    for (int i = 0; i < m_facts.size(); ++i) {
        const Fact& fact = m_facts[i];
        const QRect at = cell(i);
        const int inset = at.left() == 0 ? 0 : scaled(kFactsGridGap);
        if (inset > 0) {
            painter.setPen(color(Token::LineSoft));
            painter.drawLine(at.left(), at.top() + scaled(2), at.left(), at.bottom() - scaled(6));
        }
        const QRect line(at.left() + inset, at.top(), at.width() - inset - scaled(4), scaled(16));
        write(line, fact.name, TextStyle::Small, Token::TextSecondary);
        const QRect value = line.translated(0, scaled(15)).adjusted(0, 0, 0, scaled(4));
        if (fact.isPending)
            painter.fillRect(QRect(value.left(), value.center().y() - scaled(4), scaled(58), scaled(8)),
                             color(Token::LineSoft));
        else
            write(value, fact.value, TextStyle::Title, Token::Text);
        write(line.translated(0, scaled(34)), fact.detail, TextStyle::Small, Token::TextTertiary);
    }
}

bool FactsGrid::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* const help = static_cast<QHelpEvent*>(event);
        for (int i = 0; i < m_facts.size(); ++i)
            if (cell(i).contains(help->pos()) && !m_facts[i].toolTip.isEmpty()) {
                QToolTip::showText(help->globalPos(), m_facts[i].toolTip, this);
                return true;
            }
    }
    return QWidget::event(event);
}

} // namespace heapwise::ui
