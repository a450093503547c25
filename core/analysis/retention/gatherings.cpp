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
    return std::size_t(std::ranges::lower_bound(m_positions, m_tree.position(n) + m_tree.objectCount(n)) - m_positions.begin());
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

std::vector<NodeId> findGatherings(const Heap& heap, std::span<const std::uint32_t> subjects,
                                   const SubjectsBelow& below, std::size_t most)
{
    const DominatorTree& tree = *heap.dominators;
    const std::uint64_t least = std::max<std::uint64_t>(1, subjects.size() / kLeastShare);
    std::vector<NodeId> found, open;
    if (!below.isEmpty())
        open.push_back(below.commonDominator());
    while (!open.empty()) {
        const NodeId n = open.back();
        open.pop_back();
        std::uint64_t inLarge = 0;
        const std::size_t opened = open.size();
        const bool isSubject = std::ranges::binary_search(subjects, n.value);
        tree.forEachChild(n, [&](NodeId child) {
            const std::uint64_t count = isSubject ? 0 : below.count(child);
            if (count >= least && count > 0) {
                inLarge += count;
                open.push_back(child);
            }
        });
        const bool gathers = isSubject || open.size() == opened || below.count(n) - inLarge >= least;
        if (gathers && n != tree.root())
            found.push_back(n);
    }
    std::ranges::stable_sort(found, std::greater(), [&](NodeId n) { return below.count(n); });
    if (found.size() > most)
        found.resize(most);
    return found;
}

} // namespace heapwise
