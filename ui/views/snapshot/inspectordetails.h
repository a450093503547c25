#pragma once

#include <QString>

#include "core/analysis/heap.h"
#include "core/analysis/paths.h"
#include "core/base/progress.h"
#include "core/heap/fields/field.h"

#include <array>
#include <span>
#include <string>

namespace heapwise::ui {

/// What may take long to find out about one object: made on a worker.
struct InspectorDetails {
    NodeId node;
    RetainerCounts referrers;
    DecodedObject decoded; ///< facts and counts, without fields
    std::uint64_t internalFields = 0;
    std::uint64_t dominated = 0;
    QString text;      ///< of a string
    QString formatted; ///< the same as indented JSON; empty where it is none
    QString note;      ///< what is to be said above the text
};

/// O(edges of the object, of what it is made of, and its referrers). What there is when a stop is requested.
InspectorDetails inspectObject(const Heap& heap, NodeId node, const Progress& progress);

/// "New in #2", of the snapshots it is compared with; empty where it is in no open comparison by identity.
struct ObjectAge {
    QString first;
    QString last; ///< "alive in #3", "gone in #3"
};
/// O(snapshots).
ObjectAge ageOf(const Heap& heap, NodeId node);

/// Objects by size: bars[i] counts those of 2^i up to 2^(i+1) - 1 bytes.
struct SizeDistribution {
    std::array<std::uint64_t, 40> bars{};
    Size smallest = 0;
    Size largest = 0;
};
/// O(nodes).
SizeDistribution distributionOf(const Heap& heap, std::span<const std::uint32_t> nodes, const Progress& progress);

} // namespace heapwise::ui
