#include "core/analysis/retention/routes.h"

#include "core/analysis/retention/nodecore.h"
#include "core/heap/fields/links.h"

#include <algorithm>

namespace heapwise {

namespace {

/// What V8 makes for itself. Its cells and reactions stand between a program's objects, and are not of these.
bool isEngines(const Snapshot& snapshot, NodeId n)
{
    const NodeType type = snapshot.type(n);
    return type == NodeType::Code || type == NodeType::ObjectShape ||
           (type == NodeType::Hidden &&
            (isNamed(snapshot, n, "system / Map") || isNamed(snapshot, n, "system / FeedbackCell") ||
             isNamed(snapshot, n, "system / AllocationSite")));
}

} // namespace

Routes::Routes(const Heap& heap, RouteOptions options, Progress& progress)
    : m_heap(heap)
    , m_options(std::move(options))
    , m_distances(heap.distances)
{
    if (m_options.isDefault())
        return;
    const Snapshot& snapshot = *heap.snapshot;
    std::ranges::sort(m_options.ignoredReferences);
    m_ignored = BitSet(snapshot.nodeCount());
    for (const std::uint32_t n : m_options.ignoredObjects)
        m_ignored.set(n);
    for (std::uint32_t n = 0; m_options.avoidEngine && n < snapshot.nodeCount(); ++n)
        if (isEngines(snapshot, NodeId{n}))
            m_ignored.set(n);
    if (m_options.avoidNode)
        markNodeCore(snapshot, m_ignored, progress);
    const DistanceOptions changed{&m_ignored, m_options.ignoredReferences, m_options.weak, m_options.avoidEngine,
                                  m_options.tables};
    m_distances = std::make_shared<Distances>(computeDistances(snapshot, *heap.tags, progress, changed));
}

std::int32_t Routes::steps(NodeId n) const
{
    const std::int32_t steps = distance(n);
    return steps >= Distances::kSystem ? steps - Distances::kSystem : steps;
}

bool Routes::isFollowed(NodeId source, EdgeIndex e) const
{
    const Snapshot& s = *m_heap.snapshot;
    const EdgeType type = s.edgeType(e);
    // Roots of the program are such by any reference from the root (rule R5).
    const bool isRoots = source == s.root() && isUserRoot(s.edgeTarget(e));
    if ((type == EdgeType::Weak && !m_options.weak && !isRoots) || s.edgeTarget(e) == source)
        return false;
    if (m_options.avoidEngine && type == EdgeType::Property && (*m_heap.tags)[s.edgeNameOrIndex(e)] == NameTag::Proto)
        return false;
    if (type == EdgeType::Internal && !m_options.tables) {
        const std::uint32_t name = s.edgeNameOrIndex(e);
        const NameTags& tags = *m_heap.tags;
        if (tags[name] == NameTag::WeakMapPair && tags.weakMapPair(name).tableId == s.objectId(source).value)
            return false;
    }
    return !std::ranges::binary_search(m_options.ignoredReferences, e);
}

bool Routes::isStepNearer(NodeId source, NodeId n) const
{
    if (isUserRoot(n))
        return source == m_heap.snapshot->root();
    return isReachable(source) && distance(source) == distance(n) - 1;
}

bool Routes::isNearer(NodeId source, NodeId n) const
{
    if (isUserRoot(n))
        return source == m_heap.snapshot->root();
    return isReachable(source) && distance(source) < distance(n);
}

EdgeIndex Routes::edgeBetween(NodeId source, NodeId n) const
{
    const Snapshot& s = *m_heap.snapshot;
    EdgeIndex best = kNoEdge;
    for (EdgeIndex e = s.firstEdge(source); e < s.endEdge(source); ++e)
        if (s.edgeTarget(e) == n && (best == kNoEdge || rank(s.edgeType(e)) < rank(s.edgeType(best))) &&
            isFollowed(source, e))
            best = e;
    return best;
}

int Routes::rank(EdgeType type)
{
    switch (type) {
    case EdgeType::Property:
    case EdgeType::Context:
        return 0;
    case EdgeType::Element:
        return 1;
    case EdgeType::Internal:
        return 2;
    case EdgeType::Weak:
        return 4;
    default:
        return 3;
    }
}

} // namespace heapwise
