#pragma once

#include <QColor>
#include <QFont>
#include <QPainterPath>

#include "core/base/progress.h"
#include "ui/models/graph/graphdata.h"
#include "ui/models/graph/layeredlayout.h"

#include <array>
#include <memory>
#include <unordered_map>

class QPainter;

namespace heapwise::ui {

/// What painting a graph needs of the theme, taken on the GUI thread so that a worker can lay out and paint.
struct GraphStyle {
    static GraphStyle current();
    double px(double length) const { return length * scale; }

    std::array<QColor, 8> kinds; ///< by ObjectKind
    QColor base, panel, raised, hover, line, dots, text, textSecondary, textTertiary, selection, accent, grow, found;
    QFont bold, body, small, mono;
    double scale = 1; ///< of lengths
};

/// How an item is shown besides what it is.
struct GraphItemState {
    bool isSelected = false;
    bool isHovered = false;
    bool isFocused = false; ///< has the ring of the keyboard focus
    bool isFound = false;   ///< matches what is searched for
    bool isFaded = false;   ///< something else is searched for
    bool isCut = false;

    /// One of those that show the whole of a line, also where it shares its way.
    bool isLit() const { return isSelected || isHovered || isCut || isFocused; }
    friend bool operator==(const GraphItemState&, const GraphItemState&) = default;
};

/// Of the middle one of its Bezier curves.
QPointF middleOf(const QPainterPath& line);

/// Where a box is in a layered drawing.
struct GraphPlace {
    double across = 0; ///< of its centre
    int row = 0;
};

/// Of a line of Bezier curves, of its elements from `begin` to `end`, the curves that may be seen in `seen`: painting a
/// line costs time for its whole length, wherever the painter clips it.
QPainterPath partOf(const QPainterPath& line, int begin, int end, const QRectF& seen);

/// A retainer graph laid out and with its texts fitted: what the widget shows and what is exported. Immutable; made
/// and painted on any thread.
class GraphPicture {
public:
    struct Request {
        std::shared_ptr<const GraphData> data;
        LayoutDirection direction = LayoutDirection::TopDown;
        GraphStyle style;
        std::unordered_map<std::uint64_t, GraphPlace> kept; ///< by key of a box: the place that it must keep
    };
    static std::shared_ptr<const GraphPicture> make(const Request& request, const Progress& progress);

    const GraphData& data() const { return *m_data; }
    const LayoutResult& layout() const { return m_layout; }
    const GraphStyle& style() const { return m_style; }
    LayoutDirection direction() const { return m_direction; }
    std::unordered_map<std::uint64_t, GraphPlace> places() const; ///< by key of a box

    /// `rect` is where the box is now, which differs from the layout while it moves. `detail` is the zoom factor:
    /// small boxes are painted without what cannot be read.
    void paintBox(QPainter& painter, int box, const QRectF& rect, const GraphItemState& state, double detail) const;
    /// The line alone, below all boxes.
    void paintArc(QPainter& painter, int arc, const QPainterPath& path, const GraphItemState& state,
                  double detail) const;
    /// The label of an arc and its scissors, above lines.
    void paintLabel(QPainter& painter, int arc, const QRectF& label, const QPointF& middle, const GraphItemState& state,
                    double detail) const;
    /// Line width in pixels: 2 to 12 by the logarithm of the bytes.
    double arcWidth(int arc) const;
    /// All that paintBox() may touch around a box.
    QRectF extentOf(int box, const QRectF& rect) const;

private:
    struct BoxText {
        QString name, detail, note, count, retained;
        double detailLeft = 0;
    };
    LayoutInput layoutInput(const Request& request) const;
    double pitch() const; ///< from row to row
    QSizeF sizeOf(const GraphBox& box) const;
    BoxText fit(const GraphBox& box) const;
    QRectF accumulationRect(const QRectF& box) const;
    QColor arcColor(int arc, const GraphItemState& state) const;
    void paintMore(QPainter& painter, int box, const QRectF& rect, const GraphItemState& state) const;
    void paintPlain(QPainter& painter, int box, const QRectF& rect, const GraphItemState& state) const;
    void paintFrame(QPainter& painter, int box, const QRectF& rect, const GraphItemState& state) const;
    void paintTexts(QPainter& painter, int box, const QRectF& rect, const GraphItemState& state, bool all) const;
    void paintAccumulation(QPainter& painter, const QRectF& box) const;
    void paintScissors(QPainter& painter, QPointF centre) const;

    std::shared_ptr<const GraphData> m_data;
    LayoutDirection m_direction = LayoutDirection::TopDown;
    GraphStyle m_style;
    LayoutResult m_layout;
    std::vector<BoxText> m_texts;
    std::vector<QString> m_labels; ///< by arc, shortened
};

} // namespace heapwise::ui
