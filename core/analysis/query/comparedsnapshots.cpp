#include "core/analysis/query/comparedsnapshots.h"

namespace heapwise::query {

namespace {

/// As a comparison has it: an object that has become one of another class is another object.
std::uint32_t joinedClass(const Comparison& comparison, NodeId n, std::size_t snapshot)
{
    const Heap& heap = *comparison.heap(snapshot);
    if (!n.isValid() || heap.objects->shallowSize(n) == 0)
        return JoinedClasses::kNone;
    return comparison.classes().of(snapshot, heap.classes->classOf(n));
}

} // namespace

ComparedSnapshots comparedSnapshots(ComparisonPtr comparison, std::size_t searched)
{
    ComparedSnapshots snapshots;
    if (!comparison || !comparison->hasIdentity())
        return snapshots;
    snapshots.count = comparison->snapshotCount();
    snapshots.isAlive = [comparison, searched](NodeId n, std::size_t in) {
        const std::uint32_t here = joinedClass(*comparison, n, searched);
        return here != JoinedClasses::kNone &&
               here == joinedClass(*comparison, comparison->follow(n, searched, in), in);
    };
    snapshots.isNew = [isAlive = snapshots.isAlive](NodeId n, std::size_t in) {
        return in > 0 && isAlive(n, in) && !isAlive(n, in - 1);
    };
    return snapshots;
}

} // namespace heapwise::query
