#include "core/analysis/comparison/aligneddominators.h"

#include "core/analysis/paths.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace heapwise {

namespace {

constexpr std::size_t kAlignedDominatorsStopEvery = 16384; ///< children

/// The children of one node in both trees.
class Aligning {
public:
    Aligning(const Comparison& comparison, const AlignedNode& parent, const Progress& progress)
        : m_comparison(comparison)
        , m_last(comparison.snapshotCount() - 1)
        , m_parent(parent)
        , m_progress(progress)
    {}

    std::vector<AlignedNode> run()
    {
        m_comparison.hasIdentity() ? byIdentity() : byPlace();
        std::ranges::sort(m_rows, [](const AlignedNode& a, const AlignedNode& b) {
            const auto left = std::abs(a.change()), right = std::abs(b.change());
            return left != right ? left > right : std::tuple(a.after, a.before) < std::tuple(b.after, b.before);
        });
        return std::move(m_rows);
    }

private:
    const DominatorTree& tree(std::size_t snapshot) const { return *m_comparison.heap(snapshot)->dominators; }
    bool stopped() const { return m_rows.size() % kAlignedDominatorsStopEvery == 0 && m_progress.stopRequested(); }

    void add(NodeId before, NodeId after)
    {
        m_rows.push_back({before, after, before.isValid() ? tree(0).retainedSize(before) : 0,
                          after.isValid() ? tree(m_last).retainedSize(after) : 0});
    }

    template <typename F>
    void forEachChild(std::size_t snapshot, NodeId parent, F&& f) const
    {
        if (parent.isValid())
            tree(snapshot).forEachChild(parent, [&](NodeId n) {
                if (!stopped())
                    f(n);
            });
    }

    void byIdentity()
    {
        forEachChild(m_last, m_parent.after, [&](NodeId n) { add(m_comparison.follow(n, m_last, 0), n); });
        forEachChild(0, m_parent.before, [&](NodeId n) {
            if (!m_comparison.follow(n, 0, m_last).isValid())
                add(n, {});
        });
    }

    /// Class, and how the parent refers to it; "" where another object below the parent does.
    using Place = std::pair<std::uint32_t, std::string>;
    Place placeOf(std::size_t snapshot, NodeId parent, NodeId n) const
    {
        const Heap& heap = *m_comparison.heap(snapshot);
        const Snapshot& s = *heap.snapshot;
        Place place{m_comparison.classes().of(snapshot, heap.classes->classOf(n)), {}};
        for (const Retainer& retainer : retainersOf(heap, n, 0, kMostRetainers))
            if (retainer.source == parent && !hasIndexName(s.edgeType(retainer.edge))) {
                place.second = s.edgeName(retainer.edge);
                break;
            }
        return place;
    }

    void byPlace()
    {
        std::map<Place, std::pair<std::vector<NodeId>, std::vector<NodeId>>> places;
        forEachChild(0, m_parent.before, [&](NodeId n) { places[placeOf(0, m_parent.before, n)].first.push_back(n); });
        forEachChild(m_last, m_parent.after,
                     [&](NodeId n) { places[placeOf(m_last, m_parent.after, n)].second.push_back(n); });
        for (auto& [place, nodes] : places) {
            auto& [before, after] = nodes;
            const auto byRetained = [&](std::size_t snapshot) {
                return [&t = tree(snapshot)](NodeId a, NodeId b) { return t.retainedSize(a) > t.retainedSize(b); };
            };
            std::ranges::stable_sort(before, byRetained(0));
            std::ranges::stable_sort(after, byRetained(m_last));
            for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i)
                add(i < before.size() ? before[i] : NodeId{}, i < after.size() ? after[i] : NodeId{});
        }
    }

    static constexpr std::uint64_t kMostRetainers = 64; ///< looked at for a name

    const Comparison& m_comparison;
    std::size_t m_last;
    const AlignedNode& m_parent;
    const Progress& m_progress;
    std::vector<AlignedNode> m_rows;
};

} // namespace

AlignedNode alignedRoot(const Comparison& comparison)
{
    const DominatorTree &before = *comparison.heap(0)->dominators,
                        &after = *comparison.heap(comparison.snapshotCount() - 1)->dominators;
    return {before.root(), after.root(), before.retainedSize(before.root()), after.retainedSize(after.root())};
}

std::vector<AlignedNode> alignedChildren(const Comparison& comparison, const AlignedNode& parent,
                                         const Progress& progress)
{
    return Aligning(comparison, parent, progress).run();
}

} // namespace heapwise
