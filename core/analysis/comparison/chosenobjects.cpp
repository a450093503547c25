#include "core/analysis/comparison/chosenobjects.h"

#include "core/base/parallel.h"

namespace heapwise {

class Choosing {
public:
    Choosing(ComparisonPtr comparison, std::vector<std::shared_ptr<const BitSet>> chosen, const Progress& progress)
        : m_progress(progress)
        , m_comparison(*comparison)
    {
        m_result->m_comparison = std::move(comparison);
        m_result->m_chosen = std::move(chosen);
    }

    ChosenObjectsPtr run()
    {
        const std::size_t snapshots = m_comparison.snapshotCount();
        m_result->m_snapshots.resize(snapshots);
        m_result->m_sets.resize(kChangeSetCount);
        parallelFor(threadCount(0), snapshots + kChangeSetCount - 1, [&](std::size_t i) {
            if (i < snapshots)
                m_result->m_snapshots[i] = ofSnapshot(i);
            else if (const auto set = ChangeSet(i - snapshots + 1); m_comparison.has(set))
                m_result->m_sets[std::size_t(set)] = ofSet(set);
        });
        return m_progress.stopRequested() ? nullptr : m_result;
    }

private:
    std::uint32_t classOf(std::size_t snapshot, NodeId n) const
    {
        return m_comparison.classes().of(snapshot, m_comparison.heap(snapshot)->classes->classOf(n));
    }
    SumsByClass ofSnapshot(std::size_t snapshot) const
    {
        const Heap& heap = *m_comparison.heap(snapshot);
        const auto chosenClass = [&](NodeId n) {
            return m_result->contains(snapshot, n) && heap.objects->shallowSize(n) != 0 ? classOf(snapshot, n)
                                                                                        : JoinedClasses::kNone;
        };
        return sumUpByClass(heap, m_comparison.classes().size(), chosenClass, m_progress);
    }
    SumsByClass ofSet(ChangeSet set) const
    {
        const std::size_t snapshot = m_comparison.snapshotOf(set);
        const auto chosenClass = [&](NodeId n) {
            return m_result->contains(snapshot, n) && m_comparison.contains(set, n) ? classOf(snapshot, n)
                                                                                    : JoinedClasses::kNone;
        };
        return sumUpByClass(*m_comparison.heap(snapshot), m_comparison.classes().size(), chosenClass, m_progress);
    }

    const Progress& m_progress;
    const Comparison& m_comparison;
    std::shared_ptr<ChosenObjects> m_result = std::make_shared<ChosenObjects>();
};

ChosenObjectsPtr chooseObjects(ComparisonPtr comparison, std::vector<std::shared_ptr<const BitSet>> chosen,
                               const Progress& progress)
{
    return Choosing(std::move(comparison), std::move(chosen), progress).run();
}

void ChosenObjects::leaveChosen(ChangeSet set, std::vector<std::uint32_t>& nodes) const
{
    const std::size_t snapshot = m_comparison->snapshotOf(set);
    std::erase_if(nodes, [&](std::uint32_t n) { return !contains(snapshot, NodeId{n}); });
}

std::vector<std::uint32_t> ChosenObjects::objects(ChangeSet set, std::uint32_t joinedClass) const
{
    auto nodes = m_comparison->objects(set, joinedClass);
    leaveChosen(set, nodes);
    return nodes;
}

std::vector<std::uint32_t> ChosenObjects::objects(ChangeSet set) const
{
    auto nodes = m_comparison->objects(set);
    leaveChosen(set, nodes);
    return nodes;
}

} // namespace heapwise
