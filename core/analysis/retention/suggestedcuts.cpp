#include "core/analysis/retention/suggestedcuts.h"

#include "core/analysis/retention/gatherings.h"
#include "core/analysis/retention/references.h"
#include "core/analysis/retention/smallcut.h"

#include <algorithm>
#include <tuple>

namespace heapwise {

namespace {

constexpr std::size_t kMostReferences = 4; ///< to be dropped together
constexpr int kHighest = 64;               ///< dominators above a gathering
constexpr Size kMostCollateral = 10;       ///< times what the subjects retain: above that too much else goes

class CutSuggester {
public:
    CutSuggester(const Heap& heap, std::span<const std::uint32_t> subjects, const BitSet* mine,
                 const Progress& progress)
        : m_heap(heap)
        , m_tree(*heap.dominators)
        , m_mine(mine)
        , m_progress(progress)
        , m_subjects(held(subjects))
        , m_below(m_tree, m_subjects)
    {}

    std::vector<SuggestedCut> suggest()
    {
        for (const NodeId n : findGatherings(m_heap, m_subjects, m_below, kMostSuggestions)) {
            if (m_progress.stopRequested())
                return {};
            if (!cutAbove(n))
                add(smallestCut(m_heap, ownerOfStore(m_heap, n), kMostReferences, m_progress), ownerOfStore(m_heap, n));
        }
        rank();
        return std::move(m_cuts);
    }

private:
    std::vector<std::uint32_t> held(std::span<const std::uint32_t> subjects) const
    {
        std::vector<std::uint32_t> nodes;
        std::ranges::copy_if(subjects, std::back_inserter(nodes),
                             [&](std::uint32_t n) { return m_tree.isReached(NodeId{n}) && n != m_tree.root().value; });
        return nodes;
    }

    /// The nearest single reference, and the nearest one that is the program's: up to where more of the subjects
    /// come together, which is another place, or where much else would go.
    bool cutAbove(NodeId gathering)
    {
        const std::uint64_t own = m_below.count(gathering);
        bool isFound = false;
        NodeId n = gathering;
        for (int height = 0; height < kHighest && isWithin(n, gathering, own); ++height) {
            if (const Hold hold = loneHold(n); hold.owner.isValid()) {
                const bool isPrograms = isProgramsHold(hold);
                if (isPrograms || !isFound)
                    add({hold}, n);
                isFound = true;
                if (isPrograms)
                    break;
            }
            n = m_tree.immediateDominator(n);
        }
        return isFound;
    }

    bool isWithin(NodeId n, NodeId gathering, std::uint64_t own) const
    {
        return n == gathering || (n != m_tree.root() && m_below.count(n) <= own + own / 2 &&
                                  m_tree.retainedSize(n) <= kMostCollateral * m_tree.retainedSize(gathering));
    }

    /// The one object that holds `n`, where there is one and it does by a name; invalid else.
    Hold loneHold(NodeId n) const
    {
        NodeId owner;
        const Retainers& retainers = *m_heap.retainers;
        for (std::uint64_t i = 0, count = retainers.count(n); i < count; ++i) {
            const NodeId source = retainers.source(n, i);
            if (!retainers.isEssential(n, i) || m_tree.dominates(n, source) || !m_tree.isReached(source))
                continue;
            const NodeId next = ownerOfStore(m_heap, source);
            if (owner.isValid() && owner != next)
                return {};
            owner = next;
        }
        return owner.isValid() && isHeldByName(m_heap, owner, n) ? Hold{owner, n} : Hold{};
    }

    bool isProgramsHold(const Hold& hold) const
    {
        const auto edges = edgesOfHold(m_heap, hold.owner, hold.target);
        return (!m_mine || m_mine->test(hold.owner.value)) && std::ranges::any_of(edges, [&](EdgeIndex e) {
                   const EdgeType type = m_heap.snapshot->edgeType(e);
                   return (type == EdgeType::Property && isDroppable(*m_heap.snapshot, e)) || type == EdgeType::Context;
               });
    }

    void add(const std::vector<Hold>& holds, NodeId target)
    {
        SuggestedCut cut;
        cut.target = target;
        cut.dropped = 0;
        cut.isPrograms = !holds.empty();
        for (const Hold& hold : holds) {
            const auto edges = edgesOfHold(m_heap, hold.owner, hold.target);
            cut.references.insert(cut.references.end(), edges.begin(), edges.end());
            cut.dropped += namesOf(hold, edges);
            cut.isPrograms = cut.isPrograms && isProgramsHold(hold);
        }
        std::ranges::sort(cut.references);
        const bool isKnown = std::ranges::find(m_cuts, cut.references, &SuggestedCut::references) != m_cuts.end();
        if (cut.references.empty() || isKnown)
            return;
        simulate(cut);
        if (cut.subjects > 0)
            m_cuts.push_back(std::move(cut));
    }

    /// The object's own references; its store repeats them.
    std::uint32_t namesOf(const Hold& hold, const std::vector<EdgeIndex>& edges) const
    {
        const auto own =
            std::ranges::count_if(edges, [&](EdgeIndex e) { return m_heap.snapshot->edgeSource(e) == hold.owner; });
        return own > 0 ? std::uint32_t(own) : std::uint32_t(edges.size());
    }

    void simulate(SuggestedCut& cut) const
    {
        const CutResult result = simulateCut(m_heap, {cut.references, {}}, m_progress);
        cut.objects = result.objects;
        cut.bytes = result.bytes;
        for (const std::uint32_t top : result.topmost) {
            cut.subjects += m_below.count(NodeId{top});
            cut.subjectBytes += m_below.bytes(NodeId{top});
        }
    }

    void rank()
    {
        // Tenths: a cut that frees a little more of the subjects is no better for that.
        const auto tenths = [&](const SuggestedCut& cut) { return cut.subjects * 10 / m_subjects.size(); };
        std::ranges::stable_sort(m_cuts, [&](const SuggestedCut& a, const SuggestedCut& b) {
            return std::tuple(tenths(b), b.isPrograms, a.dropped, b.subjectBytes, a.bytes) <
                   std::tuple(tenths(a), a.isPrograms, b.dropped, a.subjectBytes, b.bytes);
        });
        if (m_cuts.size() > kMostSuggestions)
            m_cuts.resize(kMostSuggestions);
    }

    const Heap& m_heap;
    const DominatorTree& m_tree;
    const BitSet* m_mine;
    const Progress& m_progress;
    std::vector<std::uint32_t> m_subjects; ///< those that something holds
    SubjectsBelow m_below;
    std::vector<SuggestedCut> m_cuts;
};

} // namespace

std::vector<SuggestedCut> suggestCuts(const Heap& heap, std::span<const std::uint32_t> subjects, const BitSet* mine,
                                      const Progress& progress)
{
    return CutSuggester(heap, subjects, mine, progress).suggest();
}

} // namespace heapwise
