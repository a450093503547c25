#include "tests/support/devtoolsarrays.h"

#include <unordered_map>

namespace heapwise::test {

DevtoolsArrays devtoolsArrays(const Heap& heap)
{
    DevtoolsArrays result;
    std::unordered_map<std::string, std::uint32_t> names;
    for (std::uint32_t i = 0; i < heap.snapshot->nodeCount(); ++i) {
        const NodeId n{i};
        result.id.push_back(heap.snapshot->objectId(n).value);
        result.self.push_back(std::uint32_t(heap.objects->shallowSize(n)));
        result.dom.push_back(heap.dominators->immediateDominator(n).value);
        result.dist.push_back((*heap.distances)[n]);
        result.ret.push_back(double(heap.dominators->retainedSize(n)));
        const auto [at, isNew] = names.emplace(heap.classes->nameOf(n), std::uint32_t(names.size()));
        if (isNew)
            result.classNames.push_back(at->first);
        result.cls.push_back(at->second);
        result.det.push_back(std::uint8_t(heap.objects->detachedness(n)));
    }
    return result;
}

std::string devtoolsKey(const HeapClass& c)
{
    std::string key;
    if (c.location)
        key = std::to_string(c.location->scriptId) + "," + std::to_string(c.location->line) + "," +
              std::to_string(c.location->column);
    return key + "," + c.name;
}

} // namespace heapwise::test
