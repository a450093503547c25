// Files that were opened and never closed. The descriptor of an open file is a small integer and so shows no reference;
// it is null before and after.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

bool isOpen(const Snapshot& snapshot, NodeId stream)
{
    if (namedEdge(snapshot, stream, EdgeType::Property, "path") == kNoEdge ||
        namedEdge(snapshot, stream, EdgeType::Property, "_events") == kNoEdge)
        return false; // the prototype
    const NodeId descriptor = propertyLink(snapshot, stream, "fd");
    return !descriptor.isValid() || snapshot.type(descriptor) == NodeType::Number;
}

} // namespace

std::vector<Suspect> findOpenStreams(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<Suspect> found;
    for (const auto name : {Census::Name::ReadStream, Census::Name::WriteStream}) {
        std::vector<std::uint32_t> open;
        std::uint64_t all = 0;
        for (const NodeId stream : input.census.objects(name)) {
            if (input.stopAt(++all))
                return found;
            if (isOpen(snapshot, stream))
                open.push_back(stream.value);
        }
        if (open.size() < thresholds::kOpenHandles)
            continue;
        const NodeId path = propertyLink(snapshot, NodeId{open.front()}, "path");
        Suspect suspect;
        suspect.pattern = LeakPattern::UnclosedStream;
        suspect.add(Evidence::Kind::Open, open.size());
        if (path.isValid() && isTextType(snapshot.type(path)))
            suspect.add(Evidence::Kind::Path, 1, 0, snapshot.strings().text(snapshot.nameId(path), 256));
        complete(input, suspect, std::move(open));
        found.push_back(std::move(suspect));
    }
    return found;
}

} // namespace heapwise
