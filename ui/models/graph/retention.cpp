#include "ui/models/graph/retention.h"

#include "core/analysis/paths.h"
#include "core/analysis/retention/rootpaths.h"

#include <algorithm>
#include <map>

namespace heapwise::ui {
namespace {

constexpr std::size_t kMostDistinct = 8;

/// Paths of single objects in the form of merged ones: an object is one group, however many paths it is on.
class PathCollector {
public:
    PathCollector(const Routes& routes, const std::vector<std::uint32_t>& subjects)
        : m_routes(routes)
        , m_subjects(subjects)
    {}

    void add(NodeId subject, const RootPath& path)
    {
        NodeId held = subject;
        for (const Retainer& step : path) {
            const auto key = std::pair(groupOf(step.source), groupOf(held));
            if (m_links.insert(key).second) {
                PathLink link;
                link.from = key.first;
                link.to = key.second;
                link.edge = step.edge;
                link.count = 1;
                link.subjects = 1;
                link.subjectBytes = m_routes.heap().dominators->retainedSize(subject);
                m_merged.links.push_back(link);
            }
            held = step.source;
        }
    }

    MergedPaths take() { return std::move(m_merged); }

private:
    std::uint32_t groupOf(NodeId node)
    {
        const auto [at, isNew] = m_groups.try_emplace(node.value, std::uint32_t(m_merged.groups.size()));
        if (isNew) {
            PathGroup group;
            group.type = m_routes.heap().classes->classOf(node);
            group.representative = node;
            group.distance = m_routes.distance(node);
            group.count = 1;
            group.retained = m_routes.heap().dominators->retainedSize(node);
            group.ends = std::ranges::binary_search(m_subjects, node.value);
            group.firstMember = std::uint32_t(m_merged.members.size());
            m_merged.members.push_back(node.value);
            m_merged.groups.push_back(group);
        }
        return at->second;
    }

    const Routes& m_routes;
    const std::vector<std::uint32_t>& m_subjects;
    MergedPaths m_merged;
    std::map<std::uint32_t, std::uint32_t> m_groups; ///< by node
    std::set<std::pair<std::uint32_t, std::uint32_t>> m_links;
};

MergedPaths distinct(const Routes& routes, const std::vector<std::uint32_t>& subjects, const Progress& progress)
{
    PathCollector collector(routes, subjects);
    if (subjects.size() == 1) {
        const NodeId subject{subjects.front()};
        for (const RootPath& path : distinctPaths(routes, subject, kMostDistinct, progress))
            collector.add(subject, path);
    } else {
        for (const KeyPath& path : keyPaths(routes, subjects, progress))
            collector.add(path.subject, path.path);
    }
    return collector.take();
}

MergedPaths pathsOf(const Routes& routes, const RetentionQuery& query, const Progress& progress)
{
    switch (query.mode) {
    case PathMode::Distinct:
        return distinct(routes, query.subjects, progress);
    case PathMode::OneStep:
        return {}; // the subject is expanded
    default:
        return mergeShortestPaths(routes, query.subjects, {query.mode == PathMode::AllShortest, query.foldChains},
                                  progress);
    }
}

std::shared_ptr<const Routes> routesOf(const Heap& heap, const RetentionQuery& query, bool aroundSystem,
                                       Progress& progress)
{
    RouteOptions options;
    options.weak = query.weak;
    options.avoidEngine = options.avoidNode = aroundSystem;
    options.ignoredObjects = query.ignoredObjects;
    options.ignoredReferences = query.ignoredReferences;
    return std::make_shared<Routes>(heap, std::move(options), progress);
}

} // namespace

RetentionPathsPtr findRetention(HeapPtr heap, RetentionQuery query, Progress& progress)
{
    auto found = std::make_shared<RetentionPaths>();
    found->heap = std::move(heap);
    found->query = std::move(query);
    found->isAroundSystem = found->query.avoidSystem;
    found->routes = routesOf(*found->heap, found->query, found->isAroundSystem, progress);
    if (found->isAroundSystem && std::ranges::none_of(found->query.subjects, [&](std::uint32_t node) {
            return found->routes->isReachable(NodeId{node});
        })) { // there is no way around
        found->isAroundSystem = false;
        found->routes = routesOf(*found->heap, found->query, false, progress);
    }
    if (progress.stopRequested())
        return found;
    found->merged = pathsOf(*found->routes, found->query, progress);
    const RetainerCounts counts = countRetainers(*found->heap, found->query.subjects, progress);
    found->strong = counts.strong;
    found->weakHidden = found->query.weak ? 0 : counts.weak;
    found->isRoot =
        counts.fromRoot > 0 || std::ranges::binary_search(found->query.subjects, found->heap->snapshot->root().value);
    return found;
}

} // namespace heapwise::ui
