#include "ui/widgets/wrappingrow.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace heapwise::ui {

bool WrappingRow::grows(int index) const
{
    return stretch(index) > 0 || (itemAt(index)->expandingDirections() & Qt::Horizontal);
}

int WrappingRow::widthOf(int index) const
{
    const QLayoutItem* const item = itemAt(index);
    const int wanted = grows(index) ? item->minimumSize().width() : item->sizeHint().width();
    return std::clamp(wanted, item->minimumSize().width(), item->maximumSize().width());
}

int WrappingRow::lineHeight() const
{
    int height = 0;
    for (int i = 0; i < count(); ++i)
        if (!itemAt(i)->isEmpty())
            height = std::max(height, itemAt(i)->sizeHint().height());
    return height;
}

int WrappingRow::between() const
{
    return std::max(2, spacing() / 2);
}

std::vector<WrappingRow::Line> WrappingRow::linesFor(int width) const
{
    std::vector<Line> lines(1);
    for (int i = 0; i < count(); ++i) {
        if (itemAt(i)->isEmpty() && !itemAt(i)->spacerItem())
            continue;
        const bool isSpace = itemAt(i)->spacerItem() != nullptr;
        const int item = widthOf(i), before = lines.back().items.empty() || isSpace ? 0 : spacing();
        if (!isSpace && !lines.back().items.empty() && lines.back().width + before + item > width)
            lines.emplace_back();
        Line& line = lines.back();
        line.width += item + (line.items.empty() || isSpace ? 0 : spacing());
        line.items.push_back(i);
        line.growing += grows(i);
    }
    return lines;
}

int WrappingRow::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    const int lines = int(linesFor(width - margins.left() - margins.right()).size());
    const int gaps = lines > 1 ? (lines + 1) * between() : 0;
    return margins.top() + margins.bottom() + lines * lineHeight() + gaps;
}

QSize WrappingRow::minimumSize() const
{
    int width = 0;
    for (int i = 0; i < count(); ++i)
        if (!itemAt(i)->isEmpty())
            width = std::max(width, itemAt(i)->minimumSize().width());
    const QMargins margins = contentsMargins();
    return {width + margins.left() + margins.right(), lineHeight() + margins.top() + margins.bottom()};
}

void WrappingRow::setGeometry(const QRect& rect)
{
    const QRect inner = rect.marginsRemoved(contentsMargins());
    const std::vector<Line> lines = linesFor(inner.width());
    if (lines.size() <= 1) {
        QHBoxLayout::setGeometry(rect);
        return;
    }
    QLayout::setGeometry(rect);
    QRect at(inner.left(), inner.top() + between(), inner.width(), lineHeight());
    for (const Line& line : lines) {
        place(line, at);
        at.translate(0, lineHeight() + between());
    }
}

/// Growing items share what is left of the line.
void WrappingRow::place(const Line& line, const QRect& rect) const
{
    int left = std::max(0, rect.width() - line.width), growing = line.growing, x = rect.left();
    for (const int i : line.items) {
        QLayoutItem* const item = itemAt(i);
        int width = std::min(widthOf(i), rect.width());
        if (growing > 0 && grows(i)) {
            const int more = std::min(left / growing--, item->maximumSize().width() - width);
            width += more;
            left -= more;
        }
        const int height = std::min(rect.height(), std::max(item->sizeHint().height(), item->minimumSize().height()));
        const bool isSpace = item->spacerItem() != nullptr;
        item->setGeometry(
            QStyle::visualRect(parentWidget()->layoutDirection(), rect,
                               QRect(x, rect.top() + (rect.height() - height) / 2, width, isSpace ? 0 : height)));
        x += width + (isSpace ? 0 : spacing());
    }
}

} // namespace heapwise::ui
