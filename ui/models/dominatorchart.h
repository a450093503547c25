#pragma once

#include "ui/models/chartdata.h"
#include "ui/models/dominatorchildren.h"

#include <memory>

namespace heapwise::ui {

/// The dominator tree below one object as data of a chart, and which row of the tree each item is.
struct DominatorChart {
    static constexpr int kLevels = 8;
    static constexpr std::size_t kMostItems = 5000;
    static constexpr double kSmallest = 0.2 / 360; ///< share of the root: a fifth of a degree

    std::shared_ptr<const ChartData> data = std::make_shared<ChartData>();
    std::vector<TreeItem> rows; ///< by item

    /// The item that shows the object, or the nearest one above it; -1 where it is not below the root.
    int itemOf(const DominatorChildren& source, const Heap& heap, NodeId node) const;
};

/// How far down a chart goes.
enum class ChartDepth {
    All,       ///< DominatorChart::kLevels
    TwoLevels, ///< ChartNode::level
};

/// Children as the tree has them, folded and hidden as the options say; those under kSmallest are merged.
/// The largest items come first, so that what is over kMostItems is the smallest. O(children of what is shown, and of
/// the objects whose folds are).
DominatorChart makeDominatorChart(const HeapPtr& heap, const DominatorChildren& source, const Progress& progress,
                                  ChartDepth depth = ChartDepth::All);

} // namespace heapwise::ui
