#pragma once

#include <QPainterPath>
#include <QRectF>

#include "core/base/progress.h"

#include <optional>
#include <vector>

namespace heapwise::ui {

enum class LayoutDirection { TopDown, LeftRight };

/// One box of a layered drawing. "Along" is the direction from layer to layer, "across" the one within a layer.
struct LayoutBox {
    int layer = 0; ///< of any range; the box is centred at layer * LayoutInput::pitch, unless layers are wrapped
    QSizeF size;
    double roomBefore = 0;      ///< kept free across, in front of the box, for what is written beside it
    std::optional<double> kept; ///< its centre across in the drawing before: it stays exactly there
    std::optional<int> keptRow; ///< the row it had, with `kept` where layers are wrapped
};

/// A line from one box to another. Layers of its ends may be any; one that does not lead on is drawn at the side.
struct LayoutEdge {
    int from = 0;
    int to = 0;
    double weight = 1; ///< how much it is worth to be straight
    QSizeF label;      ///< empty for none
};

struct LayoutInput {
    std::vector<LayoutBox> boxes;
    std::vector<LayoutEdge> edges;
    LayoutDirection direction = LayoutDirection::TopDown;
    double pitch = 90;  ///< from layer to layer; larger than any box is long
    double boxGap = 28; ///< between boxes of one layer
    bool sharesWays =
        false;         ///< long edges into one box go the last part of their way together, those out of it the first
    int mostInRow = 0; ///< layers with more boxes take several rows; 0 for any number in one
};

/// The row of each box: its layer, where no layer has too many boxes. One that has gets more rows towards the first
/// layer; the boxes with the heaviest edges are in its last one. The last layer stays where it is. Boxes with a kept
/// row stay in it, and others fill the rows of their layer; where these are full, all above is pushed up by a row.
std::vector<int> wrapLayers(const LayoutInput& input);

struct EdgeRoute {
    QPainterPath path; ///< from the edge's source to its target
    int ownBegin = 0;  ///< elements of the path that no earlier edge has: from this one, where a curve begins, ...
    int ownEnd = 0;    ///< ... to before this one
    QRectF label;      ///< where its label overlaps nothing; null where there is no room
};

struct LayoutResult {
    std::vector<QRectF> boxes;     ///< by box
    std::vector<EdgeRoute> routes; ///< by edge
    QRectF bounds;
};

/// A layered drawing after Sugiyama, Tagawa and Toda (1981):
///  1. edges that pass several layers get a point in each of them;
///  2. the order within layers is chosen to have few crossings: barycentres and medians, up and down in turn;
///  3. places across are where the heaviest edges become straight, without overlap;
///  4. edges become splines, labels are put where there is room, heavy edges first.
/// Boxes with a kept place are not moved: steps 2 and 3 put the others into the gaps between them.
///
/// The same input gives the same output. O(sweeps * (boxes + edges * layers)); meaningless once a stop was requested.
LayoutResult layOut(const LayoutInput& input, const Progress& progress);

} // namespace heapwise::ui
