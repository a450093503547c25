#include "core/analysis/findings/finding.h"

namespace heapwise {

std::vector<Finding> findLargeObjects(const FindingInput& input)
{
    const HeapObjects& objects = *input.heap.objects;
    Finding finding;
    finding.kind = Finding::Kind::LargeObjects;
    const auto larger = [&](std::uint32_t a, std::uint32_t b) {
        const Size left = objects.shallowSize(NodeId{a}), right = objects.shallowSize(NodeId{b});
        return left != right ? left > right : a < b;
    };
    // A heap of the largest so far, its smallest on top.
    std::vector<std::uint32_t>& top = finding.objects;
    for (std::uint32_t n = 0; n < input.snapshot().nodeCount(); ++n) {
        if (input.stopAt(n))
            break;
        if (!input.mine.test(n) || objects.shallowSize(NodeId{n}) == 0)
            continue;
        if (top.size() < findings::kLargest) {
            top.push_back(n);
            std::push_heap(top.begin(), top.end(), larger);
        } else if (larger(n, top.front())) {
            std::pop_heap(top.begin(), top.end(), larger);
            top.back() = n;
            std::push_heap(top.begin(), top.end(), larger);
        }
    }
    std::sort(top.begin(), top.end(), larger);
    finding.count = top.size();
    for (const std::uint32_t n : top)
        finding.bytes += objects.shallowSize(NodeId{n});
    if (finding.bytes < findings::kWorthSaying)
        return {};
    finding.holder = NodeId{top.front()};
    return {finding};
}

} // namespace heapwise
