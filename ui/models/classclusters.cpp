#include "ui/models/classclusters.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/models/objecttext.h"

#include <algorithm>

namespace heapwise::ui {

namespace {

constexpr std::size_t kStepsNamed = 4; ///< the last ones: that is where ways part
constexpr qsizetype kClassClustersNameCharacters = 40;

QString nameOf(const Heap& heap, const std::vector<RetentionCluster::Step>& way)
{
    QStringList parts;
    const std::size_t first = way.size() - std::min(way.size(), kStepsNamed);
    for (std::size_t i = first; i < way.size(); ++i) {
        if (i == first)
            parts << escaped(describeObject(heap, way[i].holder).name, kClassClustersNameCharacters);
        parts << (way[i].anyName ? QCoreApplication::translate("ClassClusters", "[any]")
                                 : escaped(fieldText(*heap.snapshot, way[i].edge), kClassClustersNameCharacters));
    }
    return parts.join(QStringLiteral(" › "));
}

} // namespace

ClassClustersPtr clustersOf(const HeapPtr& heap, ClassId classId, Progress& progress)
{
    const Routes routes(*heap, {}, progress);
    auto result = std::make_shared<ClassClusters>();
    result->classId = classId;
    for (RetentionCluster& found : clusterByRetention(routes, heap->classes->instances(classId), progress)) {
        ClassClusters::Cluster cluster{nameOf(*heap, found.way), std::move(found.members), 0, found.retained};
        for (const std::uint32_t n : cluster.members)
            cluster.shallow += heap->objects->shallowSize(NodeId{n});
        result->clusters.push_back(std::move(cluster));
    }
    return progress.stopRequested() ? nullptr : result;
}

} // namespace heapwise::ui
