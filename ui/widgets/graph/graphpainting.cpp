// How the boxes and lines of a graph look, after tokens.md "Graph node".
#include "ui/widgets/graph/graphpicture.h"

#include "ui/theme/tokens.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr double kRadius = 5, kKindEdge = 5, kPad = 14, kPadRight = 10;
constexpr double kReadable = 0.45, kRecognizable = 0.22; ///< zoom below which small text, all text is left out
constexpr double kStrong = 1.8;                          ///< outline of what is marked
constexpr double kLineOpacity = 0.55, kFaded = 0.3;

QPen dashed(const QColor& color, double width, const QVector<double>& pattern)
{
    QPen pen(color, width);
    QVector<double> scaled = pattern; // Qt counts dashes in pen widths
    for (double& length : scaled)
        length /= width;
    pen.setDashPattern(scaled);
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

/// The left end of a rounded rectangle, `width` wide and at least as wide as its corners.
QPainterPath leftStrip(const QRectF& rect, double radius, double width)
{
    const double right = rect.left() + std::max(width, radius);
    QPainterPath strip(QPointF(right, rect.top()));
    strip.lineTo(rect.left() + radius, rect.top());
    strip.arcTo(QRectF(rect.topLeft(), QSizeF(2 * radius, 2 * radius)), 90, 90);
    strip.arcTo(QRectF(rect.left(), rect.bottom() - 2 * radius, 2 * radius, 2 * radius), 180, 90);
    strip.lineTo(right, rect.bottom());
    strip.closeSubpath();
    return strip;
}

} // namespace

// --- boxes -----------------------------------------------------------------------------------------------

void GraphPicture::paintBox(QPainter& painter, int box, const QRectF& rect, const GraphItemState& state,
                            double detail) const
{
    const GraphBox& node = m_data->boxes[std::size_t(box)];
    painter.setOpacity(state.isFaded ? kFaded : 1);
    if (node.isMore) {
        paintMore(painter, box, rect, state);
    } else if (detail < kRecognizable) {
        paintPlain(painter, box, rect, state);
    } else {
        paintFrame(painter, box, rect, state);
        paintTexts(painter, box, rect, state, detail >= kReadable);
        if (node.isAccumulation)
            paintAccumulation(painter, rect);
    }
    if (state.isFocused) {
        const double out = m_style.px(3);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_style.accent, 2));
        painter.drawRoundedRect(rect.adjusted(-out, -out, out, out), m_style.px(kRadius + 3), m_style.px(kRadius + 3));
    }
    painter.setOpacity(1);
}

void GraphPicture::paintMore(QPainter& painter, int box, const QRectF& rect, const GraphItemState& state) const
{
    painter.setPen(QPen(state.isSelected ? m_style.accent : m_style.line, state.isSelected ? kStrong : 1));
    painter.setBrush(state.isSelected ? m_style.selection : state.isHovered ? m_style.hover : m_style.raised);
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter.setFont(m_style.small);
    painter.setPen(m_style.textSecondary);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, m_texts[std::size_t(box)].name);
}

void GraphPicture::paintFrame(QPainter& painter, int box, const QRectF& rect, const GraphItemState& state) const
{
    const GraphBox& node = m_data->boxes[std::size_t(box)];
    const double radius = m_style.px(kRadius), step = m_style.px(3);
    if (node.count > 1) {
        painter.setPen(QPen(m_style.line, 1));
        painter.setBrush(m_style.panel);
        painter.drawRoundedRect(rect.translated(2 * step, 2 * step), radius, radius);
        painter.drawRoundedRect(rect.translated(step, step), radius, radius);
    }
    QPen border = node.isLonger ? dashed(m_style.line, 1, {4, 3}) : QPen(m_style.line, 1);
    if (state.isSelected || state.isFound || node.isAccumulation)
        border = QPen(state.isSelected ? m_style.accent
                      : state.isFound  ? m_style.found
                                       : m_style.grow,
                      m_style.px(kStrong));
    painter.setPen(Qt::NoPen);
    painter.setBrush(state.isSelected ? m_style.selection : state.isHovered ? m_style.hover : m_style.raised);
    painter.drawRoundedRect(rect, radius, radius);
    QColor edge = m_style.kinds[std::size_t(node.kind)];
    if (node.isLonger)
        edge = mixed(edge, m_style.raised, 0.5);
    painter.fillPath(leftStrip(rect, radius, m_style.px(kKindEdge)), edge);
    painter.setPen(border);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect, radius, radius);
}

/// From far away: hundreds of them are in view.
void GraphPicture::paintPlain(QPainter& painter, int box, const QRectF& rect, const GraphItemState& state) const
{
    const GraphBox& node = m_data->boxes[std::size_t(box)];
    const QColor kind = m_style.kinds[std::size_t(node.kind)];
    painter.fillRect(rect, state.isFound         ? m_style.found
                           : state.isSelected    ? m_style.accent
                           : node.isAccumulation ? m_style.grow
                                                 : mixed(kind, m_style.raised, 0.5));
}

void GraphPicture::paintTexts(QPainter& painter, int box, const QRectF& rect, const GraphItemState& state,
                              bool all) const
{
    const GraphBox& node = m_data->boxes[std::size_t(box)];
    const BoxText& text = m_texts[std::size_t(box)];
    const double left = rect.left() + m_style.px(kPad), right = rect.right() - m_style.px(kPadRight);
    const QRectF first(left, rect.top() + m_style.px(5), right - left, m_style.px(18));
    const QRectF second(left, rect.top() + m_style.px(22), right - left, m_style.px(16));
    constexpr int kLeft = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip;
    constexpr int kRight = Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip;
    painter.setPen(node.isLonger && !state.isSelected ? m_style.textSecondary : m_style.text);
    painter.setFont(m_style.bold);
    painter.drawText(first, kLeft, text.name);
    if (!text.count.isEmpty())
        painter.drawText(first, kRight, text.count);
    if (!all)
        return;
    painter.setPen(m_style.textSecondary);
    if (!text.detail.isEmpty()) {
        painter.setFont(m_style.body);
        painter.drawText(first.adjusted(text.detailLeft, 0, 0, 0), kLeft, text.detail);
    }
    painter.setFont(m_style.small);
    painter.drawText(second, kLeft, text.note);
    painter.drawText(second, kRight, text.retained);
}

void GraphPicture::paintAccumulation(QPainter& painter, const QRectF& box) const
{
    const QRectF rect = accumulationRect(box);
    painter.setPen(QPen(m_style.grow, 1));
    painter.setBrush(mixed(m_style.grow, m_style.base, 0.22));
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    QFont font = m_style.small;
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(m_style.text);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine,
                     QCoreApplication::translate("GraphPicture", "Accumulation point"));
}

// --- lines -----------------------------------------------------------------------------------------------

QPointF middleOf(const QPainterPath& line)
{
    const int first = (line.elementCount() - 1) / 3 / 2 * 3;
    const auto at = [&](int i) { return QPointF(line.elementAt(first + i)); };
    return (at(0) + 3 * at(1) + 3 * at(2) + at(3)) / 8;
}

QPainterPath partOf(const QPainterPath& line, int begin, int end, const QRectF& seen)
{
    QPainterPath part;
    bool isJoined = false;
    for (int i = begin; i + 3 < end; i += 3) {
        const QPointF a = line.elementAt(i), b = line.elementAt(i + 1), c = line.elementAt(i + 2),
                      d = line.elementAt(i + 3);
        const QRectF hull(QPointF(std::min({a.x(), b.x(), c.x(), d.x()}), std::min({a.y(), b.y(), c.y(), d.y()})),
                          QPointF(std::max({a.x(), b.x(), c.x(), d.x()}), std::max({a.y(), b.y(), c.y(), d.y()})));
        const bool isSeen = hull.left() <= seen.right() && hull.right() >= seen.left() && // it may have no width
                            hull.top() <= seen.bottom() && hull.bottom() >= seen.top();
        if (isSeen && !isJoined)
            part.moveTo(a);
        if (isSeen)
            part.cubicTo(b, c, d);
        isJoined = isSeen;
    }
    return part;
}

QColor GraphPicture::arcColor(int arc, const GraphItemState& state) const
{
    const GraphArc& line = m_data->arcs[std::size_t(arc)];
    QColor color = line.isMain || state.isSelected ? m_style.accent : m_style.textTertiary;
    if (state.isCut)
        color = m_style.grow;
    const bool isLit = state.isSelected || state.isHovered;
    color.setAlphaF(float(state.isFaded ? kFaded * kLineOpacity : isLit ? 1.0 : kLineOpacity));
    return color;
}

void GraphPicture::paintArc(QPainter& painter, int arc, const QPainterPath& path, const GraphItemState& state,
                            double detail) const
{
    const GraphArc& line = m_data->arcs[std::size_t(arc)];
    const QColor color = arcColor(arc, state);
    const double width = arcWidth(arc);
    painter.setBrush(Qt::NoBrush);
    if (detail < kRecognizable) { // a whole graph of hundreds of lines: no dashes, no soft edges
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(color, width * detail < 1.5 ? 0 : width, Qt::SolidLine, Qt::FlatCap));
        painter.drawPath(path);
        painter.setRenderHint(QPainter::Antialiasing, true);
        return;
    }
    if (line.isWeak)
        painter.setPen(dashed(color, width, {2, 3}));
    else if (line.isLonger || state.isCut)
        painter.setPen(dashed(color, width, {4, 4}));
    else
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(path);
}

void GraphPicture::paintLabel(QPainter& painter, int arc, const QRectF& label, const QPointF& middle,
                              const GraphItemState& state, double detail) const
{
    painter.setOpacity(state.isFaded ? kFaded : 1);
    if (!label.isNull() && detail >= kReadable) {
        const QColor border = state.isCut                           ? m_style.grow
                              : state.isFound                       ? m_style.found
                              : state.isSelected || state.isFocused ? m_style.accent
                                                                    : m_style.line;
        painter.setPen(QPen(border, state.isFocused ? 2 : state.isFound ? kStrong : 1));
        painter.setBrush(m_style.base);
        painter.drawRoundedRect(label, label.height() / 2, label.height() / 2);
        painter.setFont(m_style.mono);
        painter.setPen(state.isSelected || state.isHovered ? m_style.text : m_style.textSecondary);
        painter.drawText(label, Qt::AlignCenter | Qt::TextSingleLine, m_labels[std::size_t(arc)]);
    }
    if (state.isCut)
        paintScissors(painter, label.isNull() ? middle : QPointF(label.left() - m_style.px(4), label.center().y()));
    painter.setOpacity(1);
}

/// The icon "cut" on a disc.
void GraphPicture::paintScissors(QPainter& painter, QPointF centre) const
{
    const double radius = m_style.px(9);
    painter.setPen(QPen(m_style.grow, 1));
    painter.setBrush(m_style.base);
    painter.drawEllipse(centre, radius, radius);
    painter.save();
    painter.translate(centre);
    painter.scale(m_style.px(12) / 16, m_style.px(12) / 16);
    painter.translate(-8.8, -8);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_style.grow, 1.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawEllipse(QPointF(4, 4.2), 1.9, 1.9);
    painter.drawEllipse(QPointF(4, 11.8), 1.9, 1.9);
    painter.drawLine(QPointF(5.6, 5.4), QPointF(13.6, 12));
    painter.drawLine(QPointF(5.6, 10.6), QPointF(13.6, 4));
    painter.restore();
}

} // namespace heapwise::ui
