// Memory outside the heap that objects in it keep: blocks behind ArrayBuffers and Buffers. A block that several views
// share lives as long as any of them: a small slice may keep a large pool.
#include "core/analysis/findings/finding.h"

#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

constexpr std::uint64_t kMostHolders = 1000; ///< looked at for one block

/// Views over the ArrayBuffer that has the block; two are enough to know that it is shared.
bool isShared(const FindingInput& input, NodeId block)
{
    const Retainers& retainers = *input.heap.retainers;
    const Snapshot& snapshot = input.snapshot();
    for (std::uint64_t i = 0; i < std::min(retainers.count(block), kMostHolders); ++i) {
        const NodeId buffer = retainers.source(block, i);
        std::uint64_t views = 0;
        for (std::uint64_t k = 0; k < std::min(retainers.count(buffer), kMostHolders) && views < 2; ++k)
            views += internalLink(snapshot, retainers.source(buffer, k), "buffer") == buffer;
        if (views > 1)
            return true;
    }
    return false;
}

} // namespace

std::vector<Finding> findNativeMemory(const FindingInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    Finding finding;
    finding.kind = Finding::Kind::NativeMemory;
    for (std::uint32_t i = 0; i < snapshot.nodeCount() && !input.stopAt(i); ++i) {
        const NodeId n{i};
        if (snapshot.type(n) != NodeType::Native || !isNamed(snapshot, n, "system / JSArrayBufferData"))
            continue;
        ++finding.count;
        finding.bytes += snapshot.selfSize(n);
        finding.distinct += isShared(input, n);
        finding.objects.push_back(i);
    }
    if (finding.bytes < findings::kNativeWorthSaying)
        return {};
    keepLargest(finding.objects, findings::kMostObjects, [&](std::uint32_t n) { return snapshot.selfSize(NodeId{n}); });
    finding.holder = NodeId{finding.objects.front()};
    return {finding};
}

} // namespace heapwise
