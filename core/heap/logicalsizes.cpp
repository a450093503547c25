#include "core/heap/logicalsizes.h"

#include "core/base/column.h"

namespace heapwise {

namespace {

constexpr std::uint32_t kLogicalSizesStopEvery = 65536;

} // namespace

bool isEngineType(NodeType type)
{
    switch (type) {
    case NodeType::Hidden:
    case NodeType::Array:
    case NodeType::Code:
    case NodeType::ObjectShape:
    case NodeType::Native:
    case NodeType::Synthetic:
        return true;
    default:
        return false;
    }
}

class LogicalSizes {
public:
    LogicalSizes(const std::shared_ptr<const Snapshot>& snapshot, const HeapObjects& objects)
        : m_snapshot(*snapshot)
    {
        m_result.m_snapshot = snapshot;
        m_result.m_detachedness = objects.m_detachedness;
        m_result.m_total = objects.m_total;
        m_sizes.resize(snapshot->nodeCount());
        for (std::uint32_t n = 0; n < snapshot->nodeCount(); ++n)
            m_sizes[n] = objects.shallowSize(NodeId{n});
    }

    /// Dominators come before what they dominate: one pass in preorder finds the owner of everything.
    void merge(const DominatorTree& dominators, const Progress& progress)
    {
        constexpr std::uint32_t kNobody = UINT32_MAX;
        Column<std::uint32_t> owners(m_snapshot.nodeCount());
        std::uint32_t seen = 0;
        for (const std::uint32_t n : dominators.order()) {
            if (++seen % kLogicalSizesStopEvery == 0 && progress.stopRequested())
                return;
            const bool isRoot = n == dominators.root().value;
            if (!isEngineType(m_snapshot.types()[n]) && !isRoot) {
                owners[n] = n;
                continue;
            }
            const std::uint32_t owner = isRoot ? kNobody : owners[dominators.immediateDominator(NodeId{n}).value];
            owners[n] = owner;
            if (owner != kNobody) {
                m_sizes[owner] += m_sizes[n];
                m_sizes[n] = 0;
            }
        }
    }

    HeapObjects take()
    {
        m_result.m_sizes.resize(m_sizes.size());
        for (std::uint32_t n = 0; n < m_sizes.size(); ++n) {
            const bool fits = m_sizes[n] < Snapshot::kLargeSize;
            m_result.m_sizes[n] = fits ? std::uint32_t(m_sizes[n]) : Snapshot::kLargeSize;
            if (!fits)
                m_result.m_largeSizes.push_back({n, m_sizes[n]});
        }
        return std::move(m_result);
    }

private:
    const Snapshot& m_snapshot;
    Column<Size> m_sizes;
    HeapObjects m_result;
};

HeapObjects logicalSizes(const std::shared_ptr<const Snapshot>& snapshot, const HeapObjects& objects,
                         const DominatorTree& dominators, const Progress& progress)
{
    LogicalSizes sizes(snapshot, objects);
    sizes.merge(dominators, progress);
    return sizes.take();
}

} // namespace heapwise
