#include "core/analysis/detectors/ranking.h"

#include "core/analysis/detectors/members.h"

#include <algorithm>

namespace heapwise {

namespace {

constexpr std::size_t kMostCompared = 256; ///< each is compared with each
constexpr double kSameShare = 0.5;         ///< of the members

bool isPattern(const Suspect& suspect)
{
    return suspect.pattern != LeakPattern::Accumulation;
}

/// Mere size, what holds many objects of any kind, and what can be nothing else.
int rankOf(const Suspect& suspect)
{
    switch (suspect.pattern) {
    case LeakPattern::Accumulation:
        return 0;
    case LeakPattern::UnboundedCache:
    case LeakPattern::GrowingArray:
    case LeakPattern::LargeBuffer:
    case LeakPattern::ClosureScope:
        return 1;
    default:
        return 2;
    }
}

/// What a suspect keeps, as ranges of the dominator tree's order.
class Extent {
public:
    Extent(const DominatorTree& tree, const Suspect& suspect)
        : m_tree(tree)
    {
        add(suspect.container);
        for (const std::uint32_t member : suspect.members)
            add(NodeId{member});
        std::ranges::sort(m_ranges);
    }

    bool contains(NodeId n) const
    {
        const std::uint32_t at = m_tree.position(n);
        auto range = std::ranges::upper_bound(m_ranges, at, {}, &Range::first);
        // Ranges lie within one another or apart, so that the one that begins last before it may end before it too.
        for (int step = 0; range != m_ranges.begin() && step < kMostNested; ++step)
            if (at < (--range)->second)
                return true;
        return !m_ranges.empty() && at >= m_ranges.front().first && at < m_ranges.front().second;
    }

    double shareOf(const Suspect& other) const
    {
        std::size_t inside = 0;
        for (const std::uint32_t member : other.members)
            inside += contains(NodeId{member});
        return double(inside) / double(std::max<std::size_t>(1, other.members.size()));
    }

private:
    using Range = std::pair<std::uint32_t, std::uint32_t>;
    static constexpr int kMostNested = 64;

    void add(NodeId n) { m_ranges.emplace_back(m_tree.position(n), m_tree.position(n) + m_tree.objectCount(n)); }

    const DominatorTree& m_tree;
    std::vector<Range> m_ranges;
};

void takeOver(Suspect& kept, const Suspect& dropped)
{
    for (const Evidence& evidence : dropped.evidence)
        if (!kept.find(evidence.kind) && evidence.kind != Evidence::Kind::Similar)
            kept.evidence.push_back(evidence);
    if (!kept.place) {
        kept.place = dropped.place;
        kept.script = dropped.script;
    }
}

/// The scope of functions that are suspects themselves.
bool isScopeOf(const Suspect& scopes, const Suspect& functions)
{
    return scopes.pattern == LeakPattern::ClosureScope && scopes.place && scopes.place == functions.place;
}

double score(const Suspect& suspect)
{
    constexpr double kWeights[] = {0.4, 0.7, 1.0};
    return double(suspect.retained) * kWeights[std::size_t(suspect.confidence)];
}

/// An accumulation around patterns that keep half of it says nothing they do not, nor one around accumulations that
/// keep four fifths of it.
bool isAround(const DetectorInput& input, const Suspect& outer, const std::vector<Suspect>& others)
{
    Size patterns = 0;
    std::vector<std::uint32_t> holders;
    for (const Suspect& other : others) {
        if (&other == &outer || other.container == outer.container ||
            !input.tree().dominates(outer.container, other.container))
            continue;
        holders.push_back(other.container.value);
        if (isPattern(other))
            patterns += other.retained;
    }
    return patterns * 2 >= outer.retained ||
           retainedTogether(input.tree(), std::move(holders)) * 5 >= outer.retained * 4;
}

} // namespace

std::vector<Suspect> rankSuspects(const DetectorInput& input, std::vector<Suspect> suspects)
{
    std::ranges::stable_sort(suspects, [](const Suspect& a, const Suspect& b) {
        return rankOf(a) != rankOf(b) ? rankOf(a) > rankOf(b) : a.retained > b.retained;
    });
    if (suspects.size() > kMostCompared)
        suspects.resize(kMostCompared);
    std::vector<Suspect> kept;
    std::vector<Extent> extents;
    for (const Suspect& suspect : suspects) {
        if (input.progress.stopRequested())
            break;
        if (!isPattern(suspect) && isAround(input, suspect, suspects))
            continue;
        std::size_t same = 0;
        while (same < kept.size() && extents[same].shareOf(suspect) < kSameShare && !isScopeOf(suspect, kept[same]))
            ++same;
        if (same < kept.size()) {
            takeOver(kept[same], suspect);
            continue;
        }
        extents.emplace_back(input.tree(), suspect);
        kept.push_back(suspect);
    }
    std::ranges::stable_sort(kept, [](const Suspect& a, const Suspect& b) { return score(a) > score(b); });
    return kept;
}

} // namespace heapwise
