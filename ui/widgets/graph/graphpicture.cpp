#include "ui/widgets/graph/graphpicture.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace heapwise::ui {
namespace {

constexpr double kGraphPictureWidth = 206, kHeight = 44; ///< of a box
constexpr double kSubjectWidth = 250, kAccumulationWidth = 230, kMoreHeight = 24;
constexpr double kPitchDown = 90, kPitchRight = 400;
constexpr double kAccumulationRoom = 152; ///< for its label beside the box
constexpr double kGapDown = 30, kGapRight = 18;
constexpr int kMostAcross = 6, kMostAbove = 12; ///< boxes side by side, one above the other: what a screen has room for
constexpr double kLabelHeight = 17, kLabelPadding = 14;
constexpr qsizetype kLabelCharacters = 26;
constexpr double kBoxPadLeft = 14, kBoxPadRight = 10;
constexpr double kMainStraightness = 1e4; ///< the main path is a straight line
constexpr double kThinnest = 2, kThickest = 12;
constexpr double kDecades = 5; ///< of shares of the heap between the two

} // namespace

GraphStyle GraphStyle::current()
{
    GraphStyle style;
    for (std::size_t kind = 0; kind < style.kinds.size(); ++kind)
        style.kinds[kind] = ui::kindColor(ObjectKind(kind));
    style.base = color(Token::Base);
    style.panel = color(Token::Panel);
    style.raised = color(Token::Raised);
    style.hover = color(Token::Hover);
    style.line = color(Token::Line);
    style.dots = color(Token::LineSoft);
    style.text = color(Token::Text);
    style.textSecondary = color(Token::TextSecondary);
    style.textTertiary = color(Token::TextTertiary);
    style.selection = color(Token::Selection);
    style.accent = color(Token::Accent);
    style.grow = color(Token::Grow);
    style.found = color(Token::Warning);
    style.bold = ui::font(TextStyle::BodyBold);
    style.body = ui::font(TextStyle::Body);
    style.small = ui::font(TextStyle::Small);
    style.mono = ui::font(TextStyle::MonoSmall);
    style.scale = scaledF(1);
    return style;
}

std::shared_ptr<const GraphPicture> GraphPicture::make(const Request& request, const Progress& progress)
{
    const auto picture = std::make_shared<GraphPicture>();
    picture->m_data = request.data;
    picture->m_direction = request.direction;
    picture->m_style = request.style;
    for (const GraphBox& box : request.data->boxes)
        picture->m_texts.push_back(picture->fit(box));
    for (const GraphArc& arc : request.data->arcs) {
        const qsizetype half = kLabelCharacters / 2;
        const bool isLong = arc.label.size() > kLabelCharacters;
        picture->m_labels.push_back(isLong ? arc.label.left(half) + QChar(0x2026) + arc.label.right(half - 1)
                                           : arc.label);
    }
    picture->m_layout = layOut(picture->layoutInput(request), progress);
    return picture;
}

double GraphPicture::pitch() const
{
    return m_style.px(m_direction == LayoutDirection::TopDown ? kPitchDown : kPitchRight);
}

std::unordered_map<std::uint64_t, GraphPlace> GraphPicture::places() const
{
    std::unordered_map<std::uint64_t, GraphPlace> places;
    const bool isDown = m_direction == LayoutDirection::TopDown;
    for (std::size_t box = 0; box < m_layout.boxes.size(); ++box) {
        const QPointF centre = m_layout.boxes[box].center();
        places[m_data->boxes[box].key] = {isDown ? centre.x() : centre.y(),
                                          int(std::lround((isDown ? centre.y() : centre.x()) / pitch()))};
    }
    return places;
}

QSizeF GraphPicture::sizeOf(const GraphBox& box) const
{
    const double width = box.isSubject ? kSubjectWidth : box.isAccumulation ? kAccumulationWidth : kGraphPictureWidth;
    return {m_style.px(width), m_style.px(box.isMore ? kMoreHeight : kHeight)};
}

LayoutInput GraphPicture::layoutInput(const Request& request) const
{
    const bool isDown = m_direction == LayoutDirection::TopDown;
    LayoutInput input;
    input.direction = m_direction;
    input.pitch = pitch();
    input.mostInRow = isDown ? kMostAcross : kMostAbove;
    input.boxGap = m_style.px(isDown ? kGapDown : kGapRight);
    for (const GraphBox& box : m_data->boxes) {
        const double room = !box.isAccumulation ? 0 : isDown ? kAccumulationRoom : kMoreHeight;
        LayoutBox placed{box.layer, sizeOf(box), m_style.px(room), std::nullopt, std::nullopt};
        const auto known = request.kept.find(box.key);
        if (known != request.kept.end()) {
            placed.kept = known->second.across;
            placed.keptRow = known->second.row;
        }
        input.boxes.push_back(placed);
    }
    const QFontMetricsF metrics(m_style.mono);
    for (std::size_t i = 0; i < m_data->arcs.size(); ++i) {
        const GraphArc& arc = m_data->arcs[i];
        const double share = m_data->heapBytes > 0 ? double(arc.bytes) / double(m_data->heapBytes) : 0;
        QSizeF label;
        if (!arc.label.isEmpty())
            label = {std::ceil(metrics.horizontalAdvance(m_labels[i])) + m_style.px(kLabelPadding),
                     m_style.px(kLabelHeight)};
        input.edges.push_back({arc.from, arc.to, arc.isMain ? kMainStraightness : 1 + 100 * share, label});
    }
    return input;
}

GraphPicture::BoxText GraphPicture::fit(const GraphBox& box) const
{
    BoxText text;
    const QFontMetricsF bold(m_style.bold), body(m_style.body), small(m_style.small);
    text.count = box.count > 1 && !box.isMore ? QStringLiteral("×") + formatCount(box.count) : QString();
    text.retained = box.retained ? formatBytes(*box.retained) : QString();
    const double room = sizeOf(box).width() - m_style.px(kBoxPadLeft + kBoxPadRight);
    const double gap = m_style.px(8), space = m_style.px(4);
    const double first = room - (text.count.isEmpty() ? 0 : bold.horizontalAdvance(text.count) + gap);
    const double second = room - (text.retained.isEmpty() ? 0 : small.horizontalAdvance(text.retained) + gap);
    text.name = bold.elidedText(box.name, Qt::ElideRight, first);
    text.detailLeft = bold.horizontalAdvance(text.name) + space;
    if (first - text.detailLeft > m_style.px(24))
        text.detail = body.elidedText(box.detail, Qt::ElideMiddle, first - text.detailLeft);
    text.note = small.elidedText(box.note, Qt::ElideMiddle, second);
    return text;
}

double GraphPicture::arcWidth(int arc) const
{
    const quint64 bytes = m_data->arcs[std::size_t(arc)].bytes;
    if (bytes == 0 || m_data->heapBytes == 0)
        return m_style.px(kThinnest);
    const double share = 1 + std::log10(double(bytes) / double(m_data->heapBytes)) / kDecades;
    return m_style.px(kThinnest + (kThickest - kThinnest) * std::clamp(share, 0.0, 1.0));
}

QRectF GraphPicture::accumulationRect(const QRectF& box) const
{
    const QSizeF size(m_style.px(136), m_style.px(22));
    if (m_direction == LayoutDirection::TopDown)
        return {QPointF(box.left() - m_style.px(10) - size.width(), box.center().y() - size.height() / 2), size};
    return {QPointF(box.left(), box.top() - m_style.px(4) - size.height()), size};
}

QRectF GraphPicture::extentOf(int box, const QRectF& rect) const
{
    const double around = m_style.px(5), stack = m_style.px(7);
    const QRectF extent = rect.adjusted(-around, -around, stack, stack);
    return m_data->boxes[std::size_t(box)].isAccumulation ? extent | accumulationRect(rect).adjusted(-1, -1, 1, 1)
                                                          : extent;
}

} // namespace heapwise::ui
