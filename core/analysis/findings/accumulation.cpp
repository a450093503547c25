// Where memory accumulates: an object keeps much alive, and no single thing below it keeps most of that. The idea is
// that of Eclipse MAT's leak suspects: going down the tree, the drop between an object and its largest child.
#include "core/analysis/findings/finding.h"

#include "core/heap/logicalsizes.h"

#include <unordered_map>

namespace heapwise {

namespace {

constexpr std::size_t kMostCompared = 128;

class AccumulationFinder {
public:
    explicit AccumulationFinder(const FindingInput& input)
        : m_input(input)
        , m_tree(*input.heap.dominators) {}

    std::vector<Finding> find() {
        sumMine();
        const auto least = std::max(Size(double(m_input.heap.totalSize()) * findings::kSuspectShareOfHeap),
                                    Size(double(m_mine[m_mine.size() - 1]) * findings::kSuspectShareOfProgram));
        std::vector<Finding> found;
        std::uint64_t seen = 0;
        for (std::uint32_t position = 1; position < m_tree.order().size(); ++position) {
            if (m_input.stopAt(++seen))
                break;
            const NodeId n{m_tree.order()[position]};
            if (m_tree.retainedSize(n) >= std::max<Size>(least, 1) && isSpread(n) && isPrograms(position))
                add(found, n);
        }
        std::stable_sort(found.begin(), found.end(), [](const Finding& a, const Finding& b) { return a.bytes > b.bytes; });
        if (found.size() > kMostCompared)
            found.resize(kMostCompared); // each is compared with each
        dropThoseAround(found);
        if (found.size() > findings::kMostSuspects)
            found.resize(findings::kMostSuspects);
        return found;
    }

private:
    /// Bytes of the program's own objects in the tree's order, summed up: a subtree's share is a difference.
    void sumMine() {
        const auto order = m_tree.order();
        m_mine = Column<Size>(order.size() + 1);
        for (std::size_t i = 0; i < order.size(); ++i)
            m_mine[i + 1] = m_mine[i] + (m_input.mine.test(order[i]) ? m_input.heap.objects->shallowSize(NodeId{order[i]}) : 0);
    }

    bool isSpread(NodeId n) const {
        Size largest = 0;
        m_tree.forEachChild(n, [&](NodeId child) { largest = std::max(largest, m_tree.retainedSize(child)); });
        return largest * 2 < m_tree.retainedSize(n) && m_tree.hasChildren(n);
    }

    /// What Node and V8 keep in every process is no suspect.
    bool isPrograms(std::uint32_t position) const {
        const NodeId n{m_tree.order()[position]};
        const Size mine = m_mine[position + m_tree.counts()[position]] - m_mine[position];
        return mine * 2 >= m_tree.retainedSize(n);
    }

    /// A table or store is its owner's; what only roots hold owns itself.
    NodeId ownerOf(NodeId n) const {
        NodeId at = n;
        while (at != m_tree.root() && isEngineType(m_input.snapshot().type(at)))
            at = m_tree.immediateDominator(at);
        return at == m_tree.root() ? n : at;
    }

    void add(std::vector<Finding>& found, NodeId n) {
        Finding finding;
        finding.kind = Finding::Kind::Accumulation;
        finding.holder = ownerOf(n);
        finding.bytes = m_tree.retainedSize(finding.holder);
        nameMembers(n, finding);
        if (finding.count >= findings::kManyMembers) // a few fields or variables are no accumulation
            found.push_back(std::move(finding));
    }

    /// The class that most of the memory below it is of. Internals below stand for the class of what they keep.
    void nameMembers(NodeId n, Finding& finding) const {
        struct Sum {
            Size bytes = 0;
            std::uint64_t count = 0;
        };
        std::unordered_map<std::uint32_t, Sum> sums;
        m_tree.forEachChild(n, [&](NodeId child) {
            Sum& sum = sums[m_input.heap.classes->classOf(child).value];
            sum.bytes += m_tree.retainedSize(child);
            ++sum.count;
        });
        std::uint32_t most = ClassId::kNone;
        for (const auto& [c, sum] : sums)
            if (most == ClassId::kNone || sum.bytes > sums[most].bytes || (sum.bytes == sums[most].bytes && c < most))
                most = c;
        finding.name = (*m_input.heap.classes)[ClassId{most}].name;
        finding.count = sums[most].count;
        m_tree.forEachChild(n, [&](NodeId child) {
            if (m_input.heap.classes->classOf(child).value == most)
                finding.objects.push_back(child.value);
        });
        keepLargest(finding.objects, findings::kMostObjects, [this](std::uint32_t o) { return m_tree.retainedSize(NodeId{o}); });
    }

    /// One that holds hardly more than others it dominates says nothing they do not; two stores of one owner are one.
    void dropThoseAround(std::vector<Finding>& found) const {
        std::vector<Finding> kept;
        for (std::size_t i = 0; i < found.size(); ++i) {
            Size below = 0;
            bool isDouble = false;
            for (std::size_t k = 0; k < found.size(); ++k) {
                isDouble |= k < i && found[k].holder == found[i].holder;
                if (k != i && found[k].holder != found[i].holder && m_tree.dominates(found[i].holder, found[k].holder) &&
                    isOutermostBelow(found, i, k))
                    below += found[k].bytes;
            }
            if (!isDouble && below * 5 < found[i].bytes * 4)
                kept.push_back(found[i]);
        }
        found = std::move(kept);
    }

    bool isOutermostBelow(const std::vector<Finding>& found, std::size_t top, std::size_t k) const {
        for (std::size_t j = 0; j < found.size(); ++j)
            if (j != top && j != k && found[j].holder != found[k].holder && found[j].holder != found[top].holder &&
                m_tree.dominates(found[top].holder, found[j].holder) && m_tree.dominates(found[j].holder, found[k].holder))
                return false;
        return true;
    }

    const FindingInput& m_input;
    const DominatorTree& m_tree;
    Column<Size> m_mine;
};

} // namespace

std::vector<Finding> findAccumulations(const FindingInput& input)
{
    return AccumulationFinder(input).find();
}

} // namespace heapwise
