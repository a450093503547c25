#pragma once

#include <QString>
#include <QStringList>

#include "ui/models/cellroles.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace heapwise::ui {

/// One box of the retainer graph: an object, or objects of one class at one position. Plain data, so that layout,
/// painting, export and screen readers need no heap.
struct GraphBox {
    std::uint64_t key = 0; ///< the same for the same thing in the graph before
    int layer = 0;         ///< of the layout, the subject at 0 and what holds it above it
    ObjectKind kind = ObjectKind::System;
    QString name;   ///< "EventEmitter", "onTick()"
    QString detail; ///< after the name: "priceFeed", "[18,412]"
    QString note;   ///< second line: "@48211 · distance 4"
    QString tip;    ///< exact numbers, lines apart by <br>
    quint64 count = 1;
    std::optional<quint64> retained;
    bool isSubject = false;
    bool isAccumulation = false;
    bool isLonger = false; ///< not on a shortest path
    bool isMore = false;   ///< stands for boxes that were folded away; `name` says how many
};

/// One reference of the graph, or the references between the objects of two boxes.
struct GraphArc {
    std::uint64_t key = 0;
    int from = 0;      ///< the box that holds
    int to = 0;        ///< the box that is held
    QString label;     ///< "_events.price", "[0 … 18411]", "2 hops: Module._cache", "parent and 11 more"
    QStringList names; ///< of all references it stands for, those that keep most alive first
    QString tip;
    quint64 bytes = 0;     ///< kept alive through it
    bool isMain = false;   ///< on the heaviest path
    bool isLonger = false; ///< leads to a box that is not on a shortest path
    bool isWeak = false;
};

struct GraphData {
    std::vector<GraphBox> boxes;
    std::vector<GraphArc> arcs;
    QString title;    ///< "18,418 ServerResponse"
    QString subtitle; ///< "2 merged shortest paths from the GC roots"
    quint64 heapBytes = 0;
};

} // namespace heapwise::ui
