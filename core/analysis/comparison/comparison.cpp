#include "core/analysis/comparison/comparison.h"

namespace heapwise {

NodeId Comparison::follow(NodeId n, std::size_t from, std::size_t to) const
{
    for (; n.isValid() && from < to; ++from)
        n = m_matches[from].laterOf(n);
    for (; n.isValid() && from > to; --from)
        n = m_matches[from - 1].earlierOf(n);
    return n;
}

bool Comparison::hasRetained() const
{
    for (const HeapPtr& heap : m_heaps)
        if (!heap->classTotals)
            return false;
    return true;
}

ObjectSums Comparison::sums(std::size_t snapshot, std::uint32_t joinedClass) const
{
    const ClassId c = m_classes[joinedClass].in[snapshot];
    if (!c.isValid())
        return {};
    const Heap& heap = *m_heaps[snapshot];
    const HeapClass& row = (*heap.classes)[c];
    return {row.count, row.shallow, heap.classTotals ? heap.classTotals->retained[c.value] : 0};
}

bool Comparison::has(ChangeSet set) const
{
    if (set == ChangeSet::All)
        return true;
    return hasIdentity() && (set != ChangeSet::NewAndAlive || snapshotCount() > 2);
}

std::size_t Comparison::snapshotOf(ChangeSet set) const
{
    switch (set) {
    case ChangeSet::Freed:
        return 0;
    case ChangeSet::New:
    case ChangeSet::Survived:
        return 1;
    default:
        return snapshotCount() - 1;
    }
}

bool Comparison::contains(ChangeSet set, NodeId n) const
{
    const Heap& heap = *m_heaps[snapshotOf(set)];
    if (!has(set) || heap.objects->shallowSize(n) == 0 ||
        m_classes.of(snapshotOf(set), heap.classes->classOf(n)) == JoinedClasses::kNone)
        return false;
    switch (set) {
    case ChangeSet::All:
        return true;
    case ChangeSet::New:
        return !m_survived.test(n.value);
    case ChangeSet::Freed:
        return !m_stays.test(n.value);
    case ChangeSet::Survived:
        return m_survived.test(n.value);
    case ChangeSet::NewAndAlive:
        return m_alive.test(n.value);
    }
    return false;
}

ObjectSums Comparison::sums(ChangeSet set, std::uint32_t joinedClass) const
{
    if (set == ChangeSet::All)
        return sums(snapshotCount() - 1, joinedClass);
    const auto& byClass = m_sets[std::size_t(set)];
    return joinedClass < byClass.size() ? byClass[joinedClass] : ObjectSums{};
}

std::vector<std::uint32_t> Comparison::objects(ChangeSet set, std::uint32_t joinedClass) const
{
    std::vector<std::uint32_t> nodes;
    const std::size_t snapshot = snapshotOf(set);
    const ClassId c = m_classes[joinedClass].in[snapshot];
    if (c.isValid())
        for (const std::uint32_t n : m_heaps[snapshot]->classes->instances(c))
            if (contains(set, NodeId{n}))
                nodes.push_back(n);
    return nodes;
}

std::vector<std::uint32_t> Comparison::objects(ChangeSet set) const
{
    std::vector<std::uint32_t> nodes;
    for (std::uint32_t n = 0; n < m_heaps[snapshotOf(set)]->snapshot->nodeCount(); ++n)
        if (contains(set, NodeId{n}))
            nodes.push_back(n);
    return nodes;
}

} // namespace heapwise
