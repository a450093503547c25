#include "core/analysis/retention/cut.h"

#include "core/base/bitset.h"
#include "core/graph/topmost.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace heapwise {

namespace {

constexpr std::size_t kCutStopEvery = 16384;

/// Only what their nearest common dominator retains can go: every way into that leads through the dominator, and no
/// reference that is cut is needed to reach it.
class CutSearch {
public:
    CutSearch(const Heap& heap, const Cut& cut, const Progress& progress)
        : m_heap(heap)
        , m_snapshot(*heap.snapshot)
        , m_tree(*heap.dominators)
        , m_progress(progress)
        , m_references(cut.references)
        , m_objects(cut.objects)
    {
        std::ranges::sort(m_references);
        m_references.erase(std::unique(m_references.begin(), m_references.end()), m_references.end());
        std::ranges::sort(m_objects);
    }

    CutResult run()
    {
        findTargets();
        if (m_targets.size() == 1)
            tryAlone(NodeId{m_targets.front()});
        else if (!m_targets.empty())
            search();
        for (const std::uint32_t n : m_result.topmost) {
            m_result.bytes += m_tree.retainedSize(NodeId{n});
            m_result.objects += m_tree.objectCount(NodeId{n});
        }
        for (const std::uint32_t n : m_targets)
            if (!m_result.isFreed(m_tree, NodeId{n}))
                listHolders(NodeId{n});
        return std::move(m_result);
    }

private:
    bool isCutObject(NodeId n) const { return std::ranges::binary_search(m_objects, n.value); }
    bool isCut(EdgeIndex e) const { return std::ranges::binary_search(m_references, e); }

    void findTargets()
    {
        for (const EdgeIndex e : m_references) {
            if (m_heap.essential->test(e)) {
                m_targets.push_back(m_snapshot.edgeTarget(e).value);
                m_sources.push_back(m_snapshot.edgeSource(e).value);
            } else {
                ++m_result.ineffective;
            }
        }
        std::ranges::copy_if(m_objects, std::back_inserter(m_targets),
                             [&](std::uint32_t n) { return n != m_snapshot.root().value; });
        std::ranges::sort(m_targets);
        m_targets.erase(std::unique(m_targets.begin(), m_targets.end()), m_targets.end());
        // What is unreachable anyway, in a circle, is not freed by a cut.
        std::erase_if(m_targets, [&](std::uint32_t n) { return !m_tree.isReached(NodeId{n}); });
    }

    /// Calls f(Retainer) for the essential references to `n` that are left, until it returns false. Those of circles
    /// that nothing leads to hold nothing.
    template <typename F>
    void forEachLeft(NodeId n, F&& f) const
    {
        const Retainers& retainers = *m_heap.retainers;
        NodeId before;
        for (std::uint64_t i = 0, count = retainers.count(n); i < count && !isCutObject(n); ++i) {
            if (i % kCutStopEvery == 0 && m_progress.stopRequested())
                return;
            const NodeId source = retainers.source(n, i);
            if (std::exchange(before, source) == source || !m_tree.isReached(source))
                continue;
            for (EdgeIndex e = m_snapshot.firstEdge(source); e < m_snapshot.endEdge(source); ++e)
                if (m_snapshot.edgeTarget(e) == n && m_heap.essential->test(e) && !isCut(e) && !f(Retainer{source, e}))
                    return;
        }
    }

    /// An object goes when all that is left to hold it is what it retains itself.
    void tryAlone(NodeId n)
    {
        bool isHeld = false;
        forEachLeft(n, [&](const Retainer& r) {
            isHeld = !m_tree.dominates(n, r.source);
            return !isHeld;
        });
        if (!isHeld)
            m_result.topmost.push_back(n.value);
    }

    void search()
    {
        NodeId top = m_tree.immediateDominator(NodeId{m_targets.front()});
        for (const std::uint32_t n : m_targets) {
            const NodeId dominator = m_tree.immediateDominator(NodeId{n});
            while (!m_tree.dominates(top, dominator))
                top = m_tree.immediateDominator(top);
        }
        m_top = top;
        m_begin = m_tree.position(top);
        m_reached = BitSet(m_tree.objectCount(top));
        m_cutSources = BitSet(m_snapshot.nodeCount());
        for (const std::uint32_t n : m_sources)
            m_cutSources.set(n);
        reach(top);
        if (top == m_tree.root())
            reachWhatNothingHolds();
        takeUnreached();
    }

    /// Objects that nothing essential leads to hang off the root in the tree, without being reached from it. Neither
    /// do they end with a cut, nor what they hold.
    void reachWhatNothingHolds()
    {
        m_tree.forEachChild(m_top, [&](NodeId child) {
            if (!m_progress.stopRequested() && !isReached(child) && !isCutObject(child) && !hasEssentialRetainer(child))
                reach(child);
        });
    }
    bool hasEssentialRetainer(NodeId n) const
    {
        for (std::uint64_t i = 0, count = m_heap.retainers->count(n); i < count; ++i)
            if (m_heap.retainers->isEssential(n, i))
                return true;
        return false;
    }

    std::size_t place(NodeId n) const { return m_tree.position(n) - m_begin; }
    bool isReached(NodeId n) const { return m_reached.test(place(n)); }

    void reach(NodeId from)
    {
        const Offsets::View first = m_snapshot.firstEdges();
        const auto targets = m_snapshot.edgeTargets();
        m_reached.set(place(from));
        m_open.push_back(from.value);
        for (std::size_t seen = 1; !m_open.empty(); ++seen) {
            if (seen % kCutStopEvery == 0 && m_progress.stopRequested())
                return;
            const std::uint32_t n = m_open.back();
            m_open.pop_back();
            const bool isCutSource = m_cutSources.test(n);
            for (EdgeIndex e = first[n]; e < first[n + 1]; ++e) {
                if (!m_heap.essential->test(e) || (isCutSource && isCut(e)))
                    continue;
                const NodeId target{targets[e]};
                if (m_tree.dominates(m_top, target) && !isReached(target) && !isCutObject(target)) {
                    m_reached.set(place(target));
                    m_open.push_back(target.value);
                }
            }
        }
    }

    /// What a freed object retains is freed with it, and follows it in the order of the tree.
    void takeUnreached()
    {
        const auto order = m_tree.order(), counts = m_tree.counts();
        const std::size_t end = m_begin + counts[m_begin];
        for (std::size_t p = m_begin; p < end && !m_progress.stopRequested();) {
            const bool isGone = !m_reached.test(p - m_begin) && m_tree.isReached(NodeId{order[p]});
            if (isGone)
                m_result.topmost.push_back(order[p]);
            p += isGone ? counts[p] : 1;
        }
    }

    void listHolders(NodeId n)
    {
        ++m_result.kept;
        forEachLeft(n, [&](const Retainer& r) {
            const bool isAlive = r.source != n && !m_result.isFreed(m_tree, r.source) && !m_tree.dominates(n, r.source);
            if (isAlive && m_result.holders.size() < CutResult::kMostHolders)
                m_result.holders.push_back(r);
            return m_result.holders.size() < CutResult::kMostHolders;
        });
    }

    const Heap& m_heap;
    const Snapshot& m_snapshot;
    const DominatorTree& m_tree;
    const Progress& m_progress;
    std::vector<EdgeIndex> m_references;  ///< ascending
    std::vector<std::uint32_t> m_objects; ///< ascending
    std::vector<std::uint32_t> m_targets; ///< ascending; what loses a reference that counts
    std::vector<std::uint32_t> m_sources;
    NodeId m_top;
    std::size_t m_begin = 0;
    BitSet m_reached; ///< by position in the tree, from m_begin on
    BitSet m_cutSources;
    std::vector<std::uint32_t> m_open;
    CutResult m_result;
};

} // namespace

bool CutResult::isFreed(const DominatorTree& dominators, NodeId n) const
{
    const auto position = [&](std::uint32_t t) { return dominators.position(NodeId{t}); };
    const auto after = std::ranges::upper_bound(topmost, dominators.position(n), {}, position);
    return after != topmost.begin() && dominators.dominates(NodeId{*(after - 1)}, n);
}

CutResult simulateCut(const Heap& heap, const Cut& cut, const Progress& progress)
{
    return CutSearch(heap, cut, progress).run();
}

std::vector<FreedClass> freedClasses(const Heap& heap, const CutResult& result, const Progress& progress)
{
    std::vector<FreedClass> classes(heap.classes->size());
    for (const std::uint32_t top : result.topmost) {
        if (progress.stopRequested())
            return {};
        for (const std::uint32_t n : heap.dominators->retainedSet(NodeId{top})) {
            FreedClass& freed = classes[heap.classes->classOf(NodeId{n}).value];
            ++freed.count;
            freed.bytes += heap.objects->shallowSize(NodeId{n});
        }
    }
    for (std::uint32_t c = 0; c < classes.size(); ++c)
        classes[c].type = ClassId{c};
    std::erase_if(classes, [](const FreedClass& c) { return c.count == 0; });
    std::ranges::stable_sort(classes, std::greater(), &FreedClass::bytes);
    return classes;
}

std::vector<std::uint32_t> freedObjects(const Heap& heap, const CutResult& result)
{
    std::vector<std::uint32_t> freed;
    freed.reserve(result.objects);
    for (const std::uint32_t top : result.topmost) {
        const auto kept = heap.dominators->retainedSet(NodeId{top});
        freed.insert(freed.end(), kept.begin(), kept.end());
    }
    std::ranges::sort(freed);
    return freed;
}

FreedShare freedOf(const Heap& heap, const CutResult& result, std::span<const std::uint32_t> subjects)
{
    FreedShare share;
    std::vector<std::uint32_t> freed;
    for (const std::uint32_t n : subjects)
        (result.isFreed(*heap.dominators, NodeId{n}) ? freed : share.remaining).push_back(n);
    share.count = freed.size();
    share.bytes = retainedTogether(*heap.dominators, std::move(freed));
    return share;
}

} // namespace heapwise
