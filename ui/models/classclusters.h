#pragma once

#include <QString>

#include "core/analysis/retention/clusters.h"

#include <memory>
#include <vector>

namespace heapwise::ui {

/// The instances of one class, put together by what keeps them alive.
struct ClassClusters {
    struct Cluster {
        QString name; ///< the end of the way to them: "ShopApi › sessions › [any]"
        std::vector<std::uint32_t> members;
        Size shallow = 0;
        Size retained = 0;
    };
    ClassId classId;
    std::vector<Cluster> clusters; ///< those that retain most first
};
using ClassClustersPtr = std::shared_ptr<const ClassClusters>;

/// For a worker. Needs Stage::Retained. Null when a stop was requested.
ClassClustersPtr clustersOf(const HeapPtr& heap, ClassId classId, Progress& progress);

} // namespace heapwise::ui
