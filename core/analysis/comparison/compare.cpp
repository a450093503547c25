#include "core/analysis/comparison/sumsbyclass.h"
#include "core/base/parallel.h"
#include "core/heap/nametags.h"
#include "core/heap/scripts.h"
#include "core/heap/shapes.h"

namespace heapwise {

namespace {

constexpr std::uint32_t kCompareStopEvery = 65536; ///< nodes

} // namespace

/// Steps: objects matched by id, where ids agree; classes named and grouped alike, and joined; the sets; what they
/// add up to.
class Comparing {
public:
    Comparing(std::vector<HeapPtr> heaps, const CompareOptions& options, const Progress& progress)
        : m_options(options)
        , m_progress(progress)
    {
        m_result->m_heaps = std::move(heaps);
    }

    ComparisonPtr run()
    {
        matchObjects();
        if (!stopped())
            groupAlike();
        if (stopped())
            return nullptr;
        m_result->m_classes =
            joinClasses(m_result->m_heaps, m_result->hasIdentity() ? ClassJoin::SameProcess : ClassJoin::AnyProcess);
        if (m_result->hasIdentity())
            markSets();
        addUp();
        return stopped() ? nullptr : m_result;
    }

private:
    bool stopped() const { return m_progress.stopRequested(); }
    bool stopAt(std::size_t i) const { return i % kCompareStopEvery == 0 && stopped(); }

    void matchObjects()
    {
        const std::size_t pairs = m_result->snapshotCount() - 1;
        m_result->m_evidence.resize(pairs);
        std::vector<ObjectMatches> matches(pairs);
        parallelFor(threadCount(0), pairs, [&](std::size_t i) { matches[i] = matchPair(i); });
        bool allAgree = true;
        for (const IdEvidence& evidence : m_result->m_evidence)
            allAgree = allAgree && evidence.agrees();
        if (allAgree)
            m_result->m_matches = std::move(matches);
    }

    ObjectMatches matchPair(std::size_t i)
    {
        const Snapshot &earlier = *m_result->m_heaps[i]->snapshot, &later = *m_result->m_heaps[i + 1]->snapshot;
        ObjectMatches matches = matchById(earlier, later, m_progress);
        IdEvidence evidence = judgeIds(earlier, later, matches);
        if (i < m_options.sameIds.size())
            evidence.recorded = m_options.sameIds[i];
        if (m_options.pairEmbedder && evidence.agrees())
            pairEmbedderNodes(earlier, later, matches);
        m_result->m_evidence[i] = evidence;
        return matches;
    }

    void groupAlike()
    {
        for (const HeapPtr& heap : m_result->m_heaps)
            m_hasPartial = m_hasPartial || heap->countsOnly;
        if (!m_hasPartial && m_options.group.by == Grouping::Class)
            chooseInterfaces();
        parallelFor(threadCount(0), m_result->snapshotCount(), [&](std::size_t i) {
            HeapPtr& heap = m_result->m_heaps[i];
            heap = m_hasPartial ? byType(heap) : grouped(heap, i + 1 == m_result->snapshotCount());
        });
    }

    void chooseInterfaces()
    {
        const Snapshot& last = *m_result->m_heaps.back()->snapshot;
        Progress unseen; // tags take less time than a stop may
        m_interfaces = namePlainObjects(last, NameTags(last.strings(), threadCount(0), unseen), m_progress).interfaces;
    }

    /// Plain objects of all are named as in the last snapshot.
    HeapPtr grouped(const HeapPtr& heap, bool isLast) const
    {
        GroupOptions options = m_options.group;
        if (options.by == Grouping::Class && !isLast)
            options.plainAs = &m_interfaces;
        if (options == GroupOptions())
            return heap;
        return regroup(heap, scriptNames(*heap->snapshot, m_progress), options, m_progress);
    }

    HeapPtr byType(const HeapPtr& heap) const
    {
        if (heap->countsOnly)
            return heap;
        Progress unseen;
        Heap typed = *heap;
        typed.classes =
            std::make_shared<ClassTable>(listInstances(assignTypes(*heap->snapshot, unseen), *heap->objects, unseen));
        typed.classTotals = nullptr;
        return std::make_shared<const Heap>(std::move(typed));
    }

    std::uint32_t classOf(std::size_t snapshot, NodeId n) const
    {
        const Heap& heap = *m_result->m_heaps[snapshot];
        return heap.objects->shallowSize(n) == 0 ? JoinedClasses::kNone
                                                 : m_result->m_classes.of(snapshot, heap.classes->classOf(n));
    }

    /// The object a node of `snapshot` is in the next one, as long as its class stays; else invalid.
    NodeId survivor(std::size_t snapshot, NodeId n) const
    {
        const std::uint32_t c = classOf(snapshot, n);
        const NodeId later = m_result->m_matches[snapshot].laterOf(n);
        return later.isValid() && c != JoinedClasses::kNone && classOf(snapshot + 1, later) == c ? later : NodeId{};
    }

    void markSets()
    {
        const std::uint32_t firstCount = m_result->m_heaps[0]->snapshot->nodeCount();
        const std::uint32_t secondCount = m_result->m_heaps[1]->snapshot->nodeCount();
        m_result->m_stays = BitSet(firstCount);
        m_result->m_survived = BitSet(secondCount);
        for (std::uint32_t n = 0; n < firstCount && !stopAt(n); ++n)
            if (const NodeId later = survivor(0, NodeId{n}); later.isValid()) {
                m_result->m_stays.set(n);
                m_result->m_survived.set(later.value);
            }
        if (m_result->snapshotCount() > 2)
            markAlive(secondCount);
    }

    void markAlive(std::uint32_t secondCount)
    {
        const std::size_t last = m_result->snapshotCount() - 1;
        m_result->m_alive = BitSet(m_result->m_heaps[last]->snapshot->nodeCount());
        for (std::uint32_t i = 0; i < secondCount && !stopAt(i); ++i) {
            if (m_result->m_survived.test(i))
                continue;
            NodeId n{i};
            for (std::size_t snapshot = 1; snapshot < last && n.isValid(); ++snapshot)
                n = survivor(snapshot, n);
            if (n.isValid())
                m_result->m_alive.set(n.value);
        }
    }

    void addUp()
    {
        m_result->m_totals.resize(m_result->snapshotCount());
        for (std::size_t i = 0; i < m_result->snapshotCount(); ++i)
            m_result->m_totals[i] = total(i);
        m_result->m_setTotals.resize(kChangeSetCount);
        m_result->m_sets.resize(kChangeSetCount);
        m_result->m_setTotals[int(ChangeSet::All)] = m_result->m_totals.back();
        parallelFor(threadCount(0), kChangeSetCount - 1, [&](std::size_t i) {
            if (const auto set = ChangeSet(i + 1); m_result->has(set))
                addUp(set);
        });
    }

    ObjectSums total(std::size_t snapshot) const
    {
        const Heap& heap = *m_result->m_heaps[snapshot];
        ObjectSums sums;
        for (std::uint32_t c = 0; c < heap.classes->size(); ++c) {
            if (m_result->m_classes.of(snapshot, ClassId{c}) == JoinedClasses::kNone)
                continue;
            sums.count += (*heap.classes)[ClassId{c}].count;
            sums.shallow += (*heap.classes)[ClassId{c}].shallow;
        }
        sums.retained = heap.dominators ? heap.dominators->retainedSize(heap.snapshot->root()) : 0;
        return sums;
    }

    void addUp(ChangeSet set)
    {
        const std::size_t snapshot = m_result->snapshotOf(set);
        const auto classInSet = [&](NodeId n) {
            return m_result->contains(set, n) ? classOf(snapshot, n) : JoinedClasses::kNone;
        };
        SumsByClass sums =
            sumUpByClass(*m_result->m_heaps[snapshot], m_result->m_classes.size(), classInSet, m_progress);
        m_result->m_sets[std::size_t(set)] = std::move(sums.byClass);
        m_result->m_setTotals[std::size_t(set)] = sums.all;
    }

    const CompareOptions& m_options;
    const Progress& m_progress;
    std::shared_ptr<Comparison> m_result = std::make_shared<Comparison>();
    bool m_hasPartial = false;
    std::vector<PlainInterface> m_interfaces;
};

ComparisonPtr compare(std::vector<HeapPtr> heaps, const CompareOptions& options, const Progress& progress)
{
    return Comparing(std::move(heaps), options, progress).run();
}

} // namespace heapwise
