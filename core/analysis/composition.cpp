#include "core/analysis/composition.h"

#include <algorithm>

namespace heapwise {

namespace {

constexpr std::uint64_t kCompositionStopEvery = 1 << 16;

/// Nodes of one name are many: the text is compared once for each string.
class NamesEqual {
public:
    NamesEqual(const StringTable& strings, std::string_view name)
        : m_ids(strings.count())
    {
        for (std::uint32_t id = 0; id < strings.count(); ++id)
            if (strings.equals(StringId{id}, name))
                m_ids.set(id);
        m_count = strings.count();
    }
    bool operator()(std::uint32_t id) const { return id < m_count && m_ids.test(id); }

private:
    BitSet m_ids;
    std::uint32_t m_count = 0;
};

} // namespace

Composition compositionOf(const Heap& heap, const Progress& progress)
{
    const Snapshot& snapshot = *heap.snapshot;
    const NamesEqual isArray(snapshot.strings(), "Array"), isBlock(snapshot.strings(), "system / JSArrayBufferData");
    Composition result;
    for (std::uint32_t i = 0; i < snapshot.nodeCount(); ++i) {
        if (i % kCompositionStopEvery == 0 && progress.stopRequested())
            return result;
        const NodeType type = snapshot.types()[i];
        const bool isList = type == NodeType::Object && isArray(snapshot.names()[i]);
        Composition::Part& part = result.kinds[std::size_t(isList ? ObjectKind::Array : kindOf(type))];
        const Size bytes = heap.objects->shallowSize(NodeId{i});
        part.bytes += bytes;
        part.objects += bytes > 0;
        result.bufferBlocks += type == NodeType::Native && isBlock(snapshot.names()[i]);
    }
    result.kinds[std::size_t(ObjectKind::Native)].bytes += snapshot.info().extraNativeBytes;
    const auto types = snapshot.edgeTypes();
    for (std::size_t begin = 0; begin < types.size() && !progress.stopRequested(); begin += kCompositionStopEvery) {
        const auto part = types.subspan(begin, std::min<std::size_t>(kCompositionStopEvery, types.size() - begin));
        result.weakReferences += std::uint64_t(std::ranges::count(part, EdgeType::Weak));
    }
    return result;
}

} // namespace heapwise
