// Maps, Sets and arrays of the program with nothing in them, or with far more room than content. V8 leaves integers and
// the like out of the file, so content is all up to the last thing that shows; what shows nothing counts as empty only
// where its room is the smallest there is. Arrays of numbers alone are not judged.
#include "core/analysis/findings/finding.h"

#include "core/heap/fields/collections.h"
#include "core/heap/fields/decode.h"

namespace heapwise {

namespace {

struct Content {
    std::uint64_t used = 0;
    std::uint64_t room = 0;
    Size slotBytes = 0;
    bool isKnown = false;
};

Content contentOfTable(const Snapshot& snapshot, NodeId table)
{
    const auto layout = hashTableOf(snapshot, table);
    if (!layout || layout->form == ObjectForm::WeakMap)
        return {};
    constexpr std::uint32_t kSmallest = 4;
    const std::uint64_t used = tableUse(snapshot, table, *layout).filledTo;
    return {used, layout->capacity, Size(layout->stride) * layout->wordBytes,
            used > 0 || layout->capacity <= kSmallest};
}

/// An array has a last element with a reference, or no store at all; between, nothing is known of it.
Content contentOfArray(const Snapshot& snapshot, NodeId array, NodeId store)
{
    constexpr Size kStoreHeader = 16, kWord = 8;
    const Size bytes = snapshot.selfSize(store);
    Content content{0, bytes > kStoreHeader ? (bytes - kStoreHeader) / kWord : 0, kWord, true};
    forEachEdge(snapshot, array, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) == EdgeType::Element)
            content.used = std::max<std::uint64_t>(content.used, std::uint64_t(snapshot.edgeNameOrIndex(e)) + 1);
    });
    content.isKnown = content.used <= content.room && (content.used > 0 || content.room == 0);
    return content;
}

class CollectionFinder {
public:
    explicit CollectionFinder(const FindingInput& input)
        : m_input(input)
    {
        m_empty.kind = Finding::Kind::EmptyCollections;
        m_oversized.kind = Finding::Kind::OversizedCollections;
    }

    std::vector<Finding> find()
    {
        const Snapshot& snapshot = m_input.snapshot();
        for (std::uint32_t n = 0; n < snapshot.nodeCount() && !m_input.stopAt(n); ++n)
            if (m_input.mine.test(n) && snapshot.types()[n] == NodeType::Object)
                judge(NodeId{n});
        std::vector<Finding> found;
        if (m_empty.count >= findings::kManyEmpty)
            found.push_back(
                finished(m_empty, [this](std::uint32_t n) { return m_input.heap.objects->shallowSize(NodeId{n}); }));
        if (m_oversized.bytes >= findings::kWorthSaying)
            found.push_back(finished(m_oversized, [this](std::uint32_t n) { return unused(contentOf(NodeId{n})); }));
        return found;
    }

private:
    Content contentOf(NodeId n) const
    {
        const Snapshot& snapshot = m_input.snapshot();
        if (const NodeId table = internalLink(snapshot, n, "table"); table.isValid())
            return contentOfTable(snapshot, table);
        if (!isNamed(snapshot, n, "Array") || namedEdge(snapshot, n, EdgeType::Property, "constructor") != kNoEdge)
            return {};
        const NodeId store = internalLink(snapshot, n, "elements");
        return store.isValid() ? contentOfArray(snapshot, n, store) : Content{0, 0, 8, true};
    }

    static Size unused(const Content& content) { return (content.room - content.used) * content.slotBytes; }

    void judge(NodeId n)
    {
        const Content content = contentOf(n);
        if (!content.isKnown || content.room < content.used)
            return;
        if (content.used == 0) {
            ++m_empty.count;
            m_empty.bytes += m_input.heap.objects->shallowSize(n);
            m_empty.objects.push_back(n.value);
        } else if (content.room >= findings::kOversizedSlots &&
                   content.room > findings::kOversizedFactor * content.used) {
            ++m_oversized.count;
            m_oversized.bytes += unused(content);
            m_oversized.objects.push_back(n.value);
        }
    }

    template <typename BytesOf>
    static Finding finished(Finding& finding, BytesOf&& bytesOf)
    {
        keepLargest(finding.objects, findings::kMostObjects, bytesOf);
        finding.holder = NodeId{finding.objects.front()};
        return std::move(finding);
    }

    const FindingInput& m_input;
    Finding m_empty;
    Finding m_oversized;
};

} // namespace

std::vector<Finding> findWastefulCollections(const FindingInput& input)
{
    return CollectionFinder(input).find();
}

} // namespace heapwise
