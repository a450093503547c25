// Sockets, servers and file streams without a handle: closed, and still referenced by the program. One that was never
// opened looks the same.
#include "core/analysis/findings/finding.h"

#include "core/heap/fields/links.h"

#include <string_view>
#include <unordered_map>

namespace heapwise {

namespace {

/// The property that holds the handle of an object of that class; it is null once closed.
struct HandleProperty {
    std::string_view className;
    std::string_view property;
};
constexpr HandleProperty kHandles[] = {{"Socket", "<symbol kHandle>"}, {"TLSSocket", "<symbol kHandle>"},
                                       {"Server", "_handle"},          {"ReadStream", "fd"},
                                       {"WriteStream", "fd"},          {"FSWatcher", "_handle"}};

const HandleProperty* handleOf(const Snapshot& snapshot, NodeId n)
{
    for (const HandleProperty& handle : kHandles)
        if (isNamed(snapshot, n, handle.className))
            return &handle;
    return nullptr;
}

} // namespace

std::vector<Finding> findClosedHandles(const FindingInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    Finding finding;
    finding.kind = Finding::Kind::ClosedHandles;
    std::unordered_map<std::uint32_t, std::uint64_t> classes;
    std::unordered_map<std::uint32_t, const HandleProperty*> known; // by name: most objects are none of these
    for (std::uint32_t i = 0; i < snapshot.nodeCount() && !input.stopAt(i); ++i) {
        const NodeId n{i};
        if (!input.mine.test(i) || snapshot.type(n) != NodeType::Object)
            continue;
        const auto [at, isNew] = known.emplace(snapshot.names()[i], nullptr);
        if (isNew)
            at->second = handleOf(snapshot, n);
        if (!at->second || namedEdge(snapshot, n, EdgeType::Property, "_events") == kNoEdge)
            continue;
        if (oddballOf(snapshot, propertyLink(snapshot, n, at->second->property)) != Oddball::Null)
            continue;
        ++finding.count;
        ++classes[snapshot.names()[i]];
        finding.bytes += input.heap.dominators->retainedSize(n);
        finding.objects.push_back(i);
    }
    if (finding.count == 0)
        return {};
    const auto most = std::max_element(classes.begin(), classes.end(), [](const auto& a, const auto& b) {
        return std::pair(a.second, b.first) < std::pair(b.second, a.first);
    });
    finding.name = snapshot.strings().text(StringId{most->first});
    finding.distinct = classes.size();
    keepLargest(finding.objects, findings::kMostObjects,
                [&](std::uint32_t n) { return input.heap.dominators->retainedSize(NodeId{n}); });
    finding.holder = NodeId{finding.objects.front()};
    return {finding};
}

} // namespace heapwise
