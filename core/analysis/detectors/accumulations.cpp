// Where memory accumulates: an object keeps much alive, and no single thing below it keeps most of that. The idea is
// that of Eclipse MAT's leak suspects: going down the tree, the drop between an object and its largest child.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"
#include "core/heap/logicalsizes.h"

#include <algorithm>

namespace heapwise {

namespace {

class AccumulationFinder {
public:
    explicit AccumulationFinder(const DetectorInput& input)
        : m_input(input)
        , m_tree(input.tree())
    {}

    std::vector<Suspect> find()
    {
        sumUp();
        const auto least = Size(double(m_input.heap.totalSize()) * thresholds::kWorthShare);
        std::vector<Suspect> found;
        for (std::uint32_t position = 1; position < m_tree.order().size(); ++position) {
            if (m_input.stopAt(position))
                break;
            const NodeId n{m_tree.order()[position]};
            if (m_tree.retainedSize(n) >= std::max<Size>(least, 1) && isSpread(n) && isPrograms(position))
                add(found, n);
        }
        return found;
    }

private:
    /// Bytes of the program's own objects, and of memory behind buffers, in the tree's order, summed up: a subtree's
    /// share is a difference.
    void sumUp()
    {
        const auto order = m_tree.order();
        m_mine = Column<Size>(order.size() + 1);
        m_native = Column<Size>(order.size() + 1);
        for (std::size_t i = 0; i < order.size(); ++i) {
            const NodeId n{order[i]};
            const Size size = m_input.heap.objects->shallowSize(n);
            m_mine[i + 1] = m_mine[i] + (m_input.isMine(n) ? size : 0);
            m_native[i + 1] = m_native[i] + (m_input.snapshot().type(n) == NodeType::Native ? size : 0);
        }
    }

    bool isSpread(NodeId n) const
    {
        Size largest = 0;
        m_tree.forEachChild(n, [&](NodeId child) { largest = std::max(largest, m_tree.retainedSize(child)); });
        return largest * 2 < m_tree.retainedSize(n) && m_tree.hasChildren(n);
    }

    Size below(const Column<Size>& sums, NodeId n) const
    {
        const std::uint32_t position = m_tree.position(n);
        return sums[position + m_tree.objectCount(n)] - sums[position];
    }

    /// What Node and V8 keep in every process is no suspect.
    bool isPrograms(std::uint32_t position) const
    {
        const NodeId n{m_tree.order()[position]};
        return below(m_mine, n) * 2 >= m_tree.retainedSize(n);
    }

    /// A table or store is its owner's; what only roots hold owns itself.
    NodeId ownerOf(NodeId n) const
    {
        NodeId at = n;
        while (at != m_tree.root() && isEngineType(m_input.snapshot().type(at)))
            at = m_tree.immediateDominator(at);
        return at == m_tree.root() ? n : at;
    }

    /// The children of the class that most of the memory is in.
    void add(std::vector<Suspect>& found, NodeId n) const
    {
        std::vector<std::uint32_t> children;
        m_tree.forEachChild(n, [&](NodeId child) { children.push_back(child.value); });
        auto groups = groupedBy(children, [&](NodeId child) { return m_input.heap.classes->classOf(child).value; });
        const auto bytes = [&](const auto& group) {
            Size sum = 0;
            for (const std::uint32_t child : group)
                sum += m_tree.retainedSize(NodeId{child});
            return sum;
        };
        auto& most = *std::ranges::max_element(groups, {}, bytes);
        if (most.size() < thresholds::kManyMembers) // a few fields or variables are no accumulation
            return;
        Suspect suspect;
        suspect.holder = ownerOf(n);
        if (const Size native = below(m_native, n); native * 2 >= m_tree.retainedSize(n)) {
            suspect.pattern = LeakPattern::LargeBuffer;
            suspect.addBytes(Evidence::Kind::Native, native, most.size());
        }
        suspect.add(Evidence::Kind::Similar, most.size(), children.size(),
                    (*m_input.heap.classes)[m_input.heap.classes->classOf(NodeId{most.front()})].name);
        complete(m_input, suspect, std::move(most));
        found.push_back(std::move(suspect));
    }

    const DetectorInput& m_input;
    const DominatorTree& m_tree;
    Column<Size> m_mine;
    Column<Size> m_native;
};

} // namespace

std::vector<Suspect> findAccumulations(const DetectorInput& input)
{
    return AccumulationFinder(input).find();
}

} // namespace heapwise
