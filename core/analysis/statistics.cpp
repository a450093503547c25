#include "core/analysis/statistics.h"

#include <cassert>
#include <vector>

namespace heapwise {

namespace {

/// Answers "is this name X" for many nodes; one comparison per name, not per node.
class NameTest {
public:
    NameTest(const StringTable& strings, std::string_view name)
        : m_strings(strings)
        , m_name(name)
        , m_known(strings.count(), Unknown)
    {}

    bool operator()(StringId id)
    {
        if (id.value >= m_known.size()) // names of a partial file whose strings are cut
            return false;
        auto& known = m_known[id.value];
        if (known == Unknown)
            known = m_strings.equals(id, m_name) ? Equal : Different;
        return known == Equal;
    }

private:
    enum Known : char { Unknown, Equal, Different };
    const StringTable& m_strings;
    std::string_view m_name;
    std::vector<Known> m_known;
};

/// Bytes of an array's element store, 0 when it has none of its own. As in DevTools only the first internal
/// edge of that name counts.
Size ownElements(const Heap& heap, NodeId array)
{
    const Snapshot& snapshot = *heap.snapshot;
    for (EdgeIndex e = snapshot.firstEdge(array); e < snapshot.endEdge(array); ++e) {
        if (snapshot.edgeType(e) != EdgeType::Internal ||
            !snapshot.strings().equals(StringId{snapshot.edgeNameOrIndex(e)}, "elements"))
            continue;
        const NodeId store = snapshot.edgeTarget(e);
        return heap.retainers->count(store) == 1 ? heap.objects->shallowSize(store) : 0;
    }
    return 0;
}

} // namespace

Statistics statisticsOf(const Heap& heap, const Progress* progress)
{
    assert(heap.has(Stage::Retainers) && heap.retainers);
    const Snapshot& snapshot = *heap.snapshot;
    const HeapObjects& objects = *heap.objects;
    NameTest isArray(snapshot.strings(), "Array");

    Statistics result;
    result.total = heap.totalSize();
    result.native = snapshot.info().extraNativeBytes;
    for (std::uint32_t i = 0; i < snapshot.nodeCount(); ++i) {
        if (progress && i % 0x10000 == 0 && progress->stopRequested())
            break;
        const NodeId n{i};
        switch (snapshot.type(n)) {
        case NodeType::Hidden:
            result.system += objects.shallowSize(n);
            break;
        case NodeType::Native:
            result.native += objects.shallowSize(n);
            if (objects.name(n) == "system / JSArrayBufferData")
                result.typedArrays += objects.shallowSize(n);
            break;
        case NodeType::Code:
            result.code += objects.shallowSize(n);
            break;
        case NodeType::String:
        case NodeType::ConcatenatedString:
        case NodeType::SlicedString:
            result.strings += objects.shallowSize(n);
            break;
        default:
            if (isArray(snapshot.nameId(n)))
                result.jsArrays += objects.shallowSize(n) + ownElements(heap, n);
        }
    }
    return result;
}

} // namespace heapwise
