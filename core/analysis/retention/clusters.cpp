#include "core/analysis/retention/clusters.h"

#include "core/analysis/retention/mergedpaths.h"

#include <algorithm>

namespace heapwise {

namespace {

/// With one path for each object, every group but the root is held in one way.
std::vector<const PathLink*> linksInto(const MergedPaths& paths)
{
    std::vector<const PathLink*> into(paths.groups.size());
    for (const PathLink& link : paths.links)
        if (!into[link.to])
            into[link.to] = &link;
    return into;
}

std::vector<RetentionCluster::Step> wayTo(const MergedPaths& paths, const std::vector<const PathLink*>& into,
                                          std::uint32_t group)
{
    std::vector<RetentionCluster::Step> way;
    for (const PathLink* link = into[group]; link && way.size() < paths.groups.size(); link = into[link->from])
        way.push_back({paths.groups[link->from].representative, link->edge, link->anyName});
    std::ranges::reverse(way);
    return way;
}

} // namespace

std::vector<RetentionCluster> clusterByRetention(const Routes& routes, std::span<const std::uint32_t> subjects,
                                                 const Progress& progress)
{
    const MergedPaths paths = mergeShortestPaths(routes, subjects, {}, progress);
    const auto into = linksInto(paths);
    std::vector<RetentionCluster> clusters;
    for (std::uint32_t g = 0; g < paths.groups.size() && !progress.stopRequested(); ++g) {
        const PathGroup& group = paths.groups[g];
        if (group.ends == 0)
            continue;
        RetentionCluster cluster{wayTo(paths, into, g), {}, group.retained};
        for (const std::uint32_t member : paths.membersOf(group))
            if (std::ranges::binary_search(subjects, member))
                cluster.members.push_back(member);
        std::ranges::sort(cluster.members);
        clusters.push_back(std::move(cluster));
    }
    std::ranges::stable_sort(clusters, [](const auto& a, const auto& b) { return a.retained > b.retained; });
    return clusters;
}

} // namespace heapwise
