// Message ports that were not closed, and messages nobody receives. V8 does not write what is in a message: its bytes
// are missing from the file.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

namespace heapwise {

std::vector<Suspect> findPorts(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<std::uint32_t> ports;
    for (const auto name : {Census::Name::MessagePort, Census::Name::BroadcastChannel})
        for (const NodeId port : input.census.objects(name))
            if (snapshot.type(port) == NodeType::Object &&
                namedEdge(snapshot, port, EdgeType::Property, "constructor") == kNoEdge)
                ports.push_back(port.value); // Node keeps them itself: whose they are cannot be told
    const std::uint64_t messages = input.census.objects(Census::Name::Message).size();
    if (ports.empty() || (ports.size() < thresholds::kPorts && messages < thresholds::kMessages))
        return {};
    Suspect suspect;
    suspect.pattern = LeakPattern::UnclosedPort;
    suspect.add(Evidence::Kind::Open, ports.size());
    if (messages > 0)
        suspect.add(Evidence::Kind::Messages, messages);
    std::uint64_t workers = 0;
    for (const NodeId worker : input.census.objects(Census::Name::Worker))
        workers += propertyLink(snapshot, worker, "_events").isValid();
    if (workers > 0)
        suspect.add(Evidence::Kind::Workers, workers);
    complete(input, suspect, std::move(ports));
    return {suspect};
}

} // namespace heapwise
