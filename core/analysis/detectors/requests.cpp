// HTTP that does not come to an end: responses nobody ended, and requests or idle sockets that an Agent collects for
// one host.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

void findUnanswered(const DetectorInput& input, std::vector<Suspect>& found)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<std::uint32_t> open;
    std::uint64_t seen = 0;
    for (const NodeId response : input.census.objects(Census::Name::ServerResponse)) {
        if (input.stopAt(++seen))
            return;
        NodeId socket = propertyLink(snapshot, response, "socket");
        if (!socket.isValid())
            socket = propertyLink(snapshot, response, "<symbol kSocket>"); // since Node 22
        if (oddballOf(snapshot, propertyLink(snapshot, response, "finished")) == Oddball::False && socket.isValid() &&
            snapshot.type(socket) == NodeType::Object)
            open.push_back(response.value);
    }
    if (open.size() < thresholds::kOpenHandles)
        return;
    Suspect suspect;
    suspect.pattern = LeakPattern::UnclosedStream;
    suspect.add(Evidence::Kind::Unanswered, open.size(), input.census.objects(Census::Name::ServerResponse).size());
    complete(input, suspect, std::move(open));
    found.push_back(std::move(suspect));
}

/// What an agent keeps for one host: "localhost:8080:".
void judgeHost(const DetectorInput& input, NodeId agent, std::string_view kind, EdgeIndex host,
               std::vector<Suspect>& found)
{
    const Snapshot& snapshot = input.snapshot();
    const NodeId list = snapshot.edgeTarget(host);
    if (snapshot.edgeType(host) != EdgeType::Property || !isNamed(snapshot, list, "Array"))
        return;
    std::vector<std::uint32_t> waiting;
    forEachEdge(snapshot, list, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) == EdgeType::Element)
            waiting.push_back(snapshot.edgeTarget(e).value);
    });
    if (waiting.size() < thresholds::kQueuedRequests)
        return;
    Suspect suspect;
    suspect.pattern = LeakPattern::UnclosedStream;
    suspect.holder = agent;
    suspect.container = list;
    suspect.within = std::string(kind) + "." + snapshot.edgeName(host);
    suspect.add(Evidence::Kind::Queued, waiting.size(), 0, snapshot.edgeName(host));
    complete(input, suspect, std::move(waiting));
    found.push_back(std::move(suspect));
}

} // namespace

std::vector<Suspect> findRequests(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<Suspect> found;
    findUnanswered(input, found);
    for (const NodeId agent : input.census.objects(Census::Name::Agent))
        for (const char* const kind : {"requests", "freeSockets"})
            if (const NodeId hosts = propertyLink(snapshot, agent, kind); hosts.isValid())
                forEachEdge(snapshot, hosts, [&](EdgeIndex host) { judgeHost(input, agent, kind, host, found); });
    return found;
}

} // namespace heapwise
