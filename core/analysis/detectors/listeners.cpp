// Listeners that are added again and again. EventEmitter keeps a function, or an array of them, for each event in
// `_events`; EventTarget keeps a list in a Map. once() wraps the function, and leaks the same while its event does not
// come.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

#include <unordered_set>

namespace heapwise {

namespace {

using Name = Census::Name;

/// The listeners of one event.
struct Event {
    NodeId emitter;
    NodeId container; ///< the array, or the Map of the target
    std::string within;
    std::vector<std::uint32_t> functions; ///< as the program gave them
    std::uint64_t wrapped = 0;
    bool isWarned = false;
};

NodeId unwrapped(const Snapshot& snapshot, NodeId listener)
{
    const NodeId inner = propertyLink(snapshot, listener, "listener");
    return inner.isValid() && snapshot.type(inner) == NodeType::Closure ? inner : listener;
}

void addListener(const Snapshot& snapshot, NodeId listener, Event& event)
{
    if (snapshot.type(listener) != NodeType::Closure)
        return;
    const NodeId function = unwrapped(snapshot, listener);
    event.wrapped += function != listener;
    event.functions.push_back(function.value);
}

/// Many listeners of few places are one suspect per emitter and event.
void judge(const DetectorInput& input, Event event, std::vector<Suspect>& found)
{
    const Snapshot& snapshot = input.snapshot();
    if (event.functions.size() < thresholds::kListeners)
        return;
    const auto places = groupedBy(event.functions, [&](NodeId f) { return sourceFunction(snapshot, f).value; });
    if (event.functions.size() < thresholds::kListenersPerPlace * places.size())
        return;
    const auto& most = *std::ranges::max_element(places, {}, [](const auto& group) { return group.size(); });
    Suspect suspect;
    suspect.pattern = LeakPattern::ListenerAccumulation;
    suspect.holder = event.emitter;
    suspect.container = event.container;
    suspect.within = event.within;
    suspect.name = functionName(snapshot, NodeId{most.front()});
    suspect.areFunctions = true;
    suspect.place = snapshot.location(NodeId{most.front()});
    suspect.add(places.size() == 1 ? Evidence::Kind::OnePlace : Evidence::Kind::Places, event.functions.size(),
                places.size());
    if (event.wrapped > 0)
        suspect.add(Evidence::Kind::WrappedOnce, event.wrapped);
    if (event.isWarned)
        suspect.add(Evidence::Kind::Warned, event.functions.size());
    complete(input, suspect, std::move(event.functions));
    found.push_back(std::move(suspect));
}

void judgeEmitter(const DetectorInput& input, NodeId emitter, NodeId events, std::vector<Suspect>& found)
{
    const Snapshot& snapshot = input.snapshot();
    forEachEdge(snapshot, events, [&](EdgeIndex e) {
        const NodeId list = snapshot.edgeTarget(e);
        if (snapshot.edgeType(e) != EdgeType::Property || !isNamed(snapshot, list, "Array") ||
            snapshot.endEdge(list) - snapshot.firstEdge(list) < thresholds::kListeners)
            return;
        Event event{emitter, list, "_events." + snapshot.edgeName(e), {}, 0, false};
        event.isWarned = propertyLink(snapshot, list, "warned").isValid();
        forEachEdge(snapshot, list, [&](EdgeIndex element) {
            if (snapshot.edgeType(element) == EdgeType::Element)
                addListener(snapshot, snapshot.edgeTarget(element), event);
        });
        judge(input, std::move(event), found);
    });
}

/// From `head`, which is none itself, along `next`.
void addChain(const Snapshot& snapshot, NodeId head, Event& event)
{
    std::unordered_set<std::uint32_t> seen;
    for (NodeId at = propertyLink(snapshot, head, "next");
         at.isValid() && snapshot.type(at) == NodeType::Object && seen.insert(at.value).second;
         at = propertyLink(snapshot, at, "next")) {
        NodeId listener = propertyLink(snapshot, at, "listener");
        if (!listener.isValid())
            listener = propertyLink(snapshot, at, "callback"); // until Node 18
        if (listener.isValid())
            addListener(snapshot, listener, event);
    }
}

void judgeTarget(const DetectorInput& input, NodeId target, NodeId events, std::vector<Suspect>& found)
{
    const Snapshot& snapshot = input.snapshot();
    const NodeId table = internalLink(snapshot, events, "table");
    if (!table.isValid())
        return;
    std::string name;
    forEachEdge(snapshot, table, [&](EdgeIndex e) {
        const NodeId part = snapshot.edgeTarget(e);
        if (snapshot.edgeType(e) != EdgeType::Internal || !internalIndex(snapshot, e))
            return;
        if (isTextType(snapshot.type(part))) {
            name = snapshot.strings().text(snapshot.nameId(part), 256);
        } else if (snapshot.type(part) == NodeType::Object) {
            Event event{target, part, name, {}, 0, false};
            addChain(snapshot, part, event);
            judge(input, std::move(event), found);
        }
    });
}

} // namespace

std::vector<Suspect> findListeners(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<Suspect> found;
    std::uint64_t seen = 0;
    for (const auto& [emitter, edge] : input.census.references(Name::Events)) {
        if (input.stopAt(++seen))
            return found;
        judgeEmitter(input, emitter, snapshot.edgeTarget(edge), found);
    }
    for (const auto& [target, edge] : input.census.references(Name::EventTargetEvents)) {
        if (input.stopAt(++seen))
            return found;
        judgeTarget(input, target, snapshot.edgeTarget(edge), found);
    }
    return found;
}

} // namespace heapwise
