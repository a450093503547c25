// Streams with data that nobody takes out: writes that ignore that write() returned false, or pushes nobody reads. The
// queue is an array (`buffered`, since Node 20 under a symbol; `buffer`), or until Node 18 a list of its own.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

#include <unordered_set>

namespace heapwise {

namespace {

/// The array, or the list, that waits in the state; invalid where there is none.
NodeId queueOf(const Snapshot& snapshot, NodeId state)
{
    for (const char* const name : {"buffered", "<symbol kBufferedValue>", "buffer"})
        if (const NodeId queue = propertyLink(snapshot, state, name);
            queue.isValid() && snapshot.type(queue) == NodeType::Object)
            return queue;
    return {};
}

std::vector<std::uint32_t> chunksOf(const Snapshot& snapshot, NodeId queue)
{
    std::vector<std::uint32_t> chunks;
    forEachEdge(snapshot, queue, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) == EdgeType::Element)
            chunks.push_back(snapshot.edgeTarget(e).value);
    });
    std::unordered_set<std::uint32_t> seen;
    for (NodeId at = propertyLink(snapshot, queue, "head");
         at.isValid() && snapshot.type(at) == NodeType::Object && seen.insert(at.value).second;
         at = propertyLink(snapshot, at, "next"))
        chunks.push_back(at.value);
    return chunks;
}

} // namespace

std::vector<Suspect> findBacklogs(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<Suspect> found;
    std::uint64_t seen = 0;
    for (const auto name : {Census::Name::WritableState, Census::Name::ReadableState}) {
        for (const auto& [stream, edge] : input.census.references(name)) {
            if (input.stopAt(++seen))
                return found;
            const NodeId queue = queueOf(snapshot, snapshot.edgeTarget(edge));
            if (!queue.isValid())
                continue;
            std::vector<std::uint32_t> chunks = chunksOf(snapshot, queue);
            if (chunks.size() < thresholds::kChunks)
                continue;
            Suspect suspect;
            suspect.pattern = LeakPattern::StreamBacklog;
            suspect.holder = stream;
            suspect.container = queue;
            suspect.within = snapshot.edgeName(edge);
            suspect.add(Evidence::Kind::Chunks, chunks.size());
            complete(input, suspect, std::move(chunks));
            found.push_back(std::move(suspect));
        }
    }
    return found;
}

} // namespace heapwise
