#pragma once

#include <QString>

#include "ui/models/cellroles.h"

#include <cstdint>
#include <vector>

namespace heapwise::ui {

/// One item of a chart over a tree: an arc, a tile or a bar, as wide as its share of the whole.
struct ChartNode {
    int parent = -1; ///< index in ChartData; parents come before their children
    int depth = 0;   ///< 0 for the root alone
    int level = 0;   ///< depth without the steps to a child that is nearly all of its parent
    double begin = 0;
    double end = 1; ///< share of the root: 0 to 1; children lie within their parent, largest first
    ObjectKind kind = ObjectKind::System;
    bool isRest = false; ///< stands for siblings too small to be seen, hatched
    QString name;
    QString note; ///< lines of the tooltip: exact sizes
    quint64 bytes = 0;

    double share() const { return end - begin; }
};

/// The root first. At most a few thousand: what would be too small to see is merged while the data is made.
using ChartData = std::vector<ChartNode>;

} // namespace heapwise::ui
