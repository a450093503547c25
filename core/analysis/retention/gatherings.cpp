#include "core/analysis/retention/gatherings.h"

#include "core/graph/topmost.h"

#include <algorithm>
#include <functional>

namespace heapwise {

namespace {

constexpr std::uint64_t kLeastShare = 10; ///< a tenth of the subjects

} // namespace

SubjectsBelow::SubjectsBelow(const DominatorTree& tree, std::span<const std::uint32_t> subjects)
    : m_tree(tree)
{
    for (const std::uint32_t n : subjects)
        m_positions.push_back(tree.position(NodeId{n}));
    std::ranges::sort(m_positions);
    m_sums.push_back(0);
    NodeId top;
    for (const std::uint32_t position : m_positions) {
        const NodeId n{tree.order()[position]};
        const bool isTopmost = !top.isValid() || !tree.dominates(top, n);
        m_sums.push_back(m_sums.back() + (isTopmost ? tree.retainedSize(n) : 0));
        if (isTopmost)
            top = n;
    }
}

std::size_t SubjectsBelow::begin(NodeId n) const
{
    return std::size_t(std::ranges::lower_bound(m_positions, m_tree.position(n)) - m_positions.begin());
}

std::size_t SubjectsBelow::end(NodeId n) const
{
    return std::size_t(std::ranges::lower_bound(m_positions, m_tree.position(n) + m_tree.objectCount(n)) -
                       m_positions.begin());
}

std::uint64_t SubjectsBelow::count(NodeId n) const
{
    return end(n) - begin(n);
}

Size SubjectsBelow::bytes(NodeId n) const
{
    const std::size_t from = begin(n), to = end(n);
    if (const Size sum = m_sums[to] - m_sums[from]; sum > 0 || from == to)
        return sum;
    std::vector<std::uint32_t> nodes; // below another subject the sums do not grow
    for (std::size_t i = from; i < to; ++i)
        nodes.push_back(m_tree.order()[m_positions[i]]);
    return retainedTogether(m_tree, std::move(nodes));
}

NodeId SubjectsBelow::commonDominator() const
{
    NodeId n{m_tree.order()[m_positions.front()]};
    const NodeId last{m_tree.order()[m_positions.back()]};
    while (!m_tree.dominates(n, last))
        n = m_tree.immediateDominator(n);
    return n;
}

/// Goes down the dominator tree from one object below which subjects branch off to the next.
class GatheringSearch {
public:
    GatheringSearch(const Heap& heap, std::span<const std::uint32_t> subjects, const SubjectsBelow& below)
        : m_tree(*heap.dominators)
        , m_subjects(subjects)
        , m_below(below)
        , m_least(std::max<std::uint64_t>(1, subjects.size() / kLeastShare))
    {}

    std::vector<NodeId> find()
    {
        if (!m_below.isEmpty())
            m_open.push_back(m_below.commonDominator());
        while (!m_open.empty()) {
            const NodeId n = m_open.back();
            m_open.pop_back();
            follow(n);
        }
        return std::move(m_found);
    }

private:
    /// As long as there is one way down. On a list each step leaves a few behind: when less than half are left, it is
    /// the object above where that began.
    void follow(NodeId n)
    {
        NodeId top = n;
        for (;;) {
            const std::vector<NodeId> large = largeChildren(n);
            if (large.size() != 1)
                return branch(n, large);
            if (m_below.count(large[0]) == m_below.count(top))
                top = large[0];
            if (m_below.count(large[0]) * 2 < m_below.count(top))
                return keep(top);
            n = large[0];
        }
    }

    std::vector<NodeId> largeChildren(NodeId n) const
    {
        std::vector<NodeId> large;
        if (!std::ranges::binary_search(m_subjects, n.value))
            m_tree.forEachChild(n, [&](NodeId child) {
                if (m_below.count(child) >= m_least)
                    large.push_back(child);
            });
        return large;
    }

    void branch(NodeId n, const std::vector<NodeId>& large)
    {
        std::uint64_t inLarge = 0;
        for (const NodeId child : large)
            inLarge += m_below.count(child);
        if (large.empty() || m_below.count(n) - inLarge >= m_least)
            keep(n);
        m_open.insert(m_open.end(), large.begin(), large.end());
    }

    void keep(NodeId n)
    {
        if (n != m_tree.root())
            m_found.push_back(n);
    }

    const DominatorTree& m_tree;
    std::span<const std::uint32_t> m_subjects;
    const SubjectsBelow& m_below;
    std::uint64_t m_least;
    std::vector<NodeId> m_open;
    std::vector<NodeId> m_found;
};

std::vector<NodeId> findGatherings(const Heap& heap, std::span<const std::uint32_t> subjects,
                                   const SubjectsBelow& below, std::size_t most)
{
    std::vector<NodeId> found = GatheringSearch(heap, subjects, below).find();
    std::ranges::stable_sort(found, std::greater(), [&](NodeId n) { return below.count(n); });
    if (found.size() > most)
        found.resize(most);
    return found;
}

} // namespace heapwise
