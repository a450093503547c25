// Timers of one function that pile up: intervals nobody cleared, or timeouts that wait for long. Which timers are the
// program's is told by their function; Node has some of its own in every process. The delay is the index of the list a
// timer is in, since numbers are not in most files.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/decode.h"
#include "core/heap/fields/links.h"

#include <algorithm>
#include <unordered_set>

namespace heapwise {

namespace {

using Name = Census::Name;

/// Functions that are called again and again, or once.
struct TimerSet {
    std::vector<std::uint32_t> intervals;
    std::vector<std::uint32_t> timeouts;
};

bool isActive(const Snapshot& snapshot, NodeId timer)
{
    return oddballOf(snapshot, propertyLink(snapshot, timer, "_destroyed")) == Oddball::False;
}

NodeId callbackOf(const Snapshot& snapshot, NodeId timer)
{
    const NodeId callback = propertyLink(snapshot, timer, "_onTimeout");
    return callback.isValid() && snapshot.type(callback) == NodeType::Closure ? callback : NodeId{};
}

TimerSet activeTimers(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    TimerSet timers;
    std::uint64_t seen = 0;
    for (const NodeId timer : input.census.objects(Name::Timeout)) {
        if (input.stopAt(++seen))
            break;
        if (!isActive(snapshot, timer) || !isOfProgram(input, callbackOf(snapshot, timer)))
            continue;
        const bool repeats = oddballOf(snapshot, propertyLink(snapshot, timer, "_repeat")) != Oddball::Null;
        (repeats ? timers.intervals : timers.timeouts).push_back(timer.value);
    }
    return timers;
}

std::optional<std::uint64_t> delayOf(const DetectorInput& input, NodeId timer)
{
    const DecodedObject decoded = decodeObject(input.snapshot(), input.heap.retainers.get(), timer, 0, input.progress);
    const ObjectFact* const delay = decoded.fact(ObjectFact::Kind::Delay);
    return delay && delay->absence == Absence::None ? std::optional(delay->number) : std::nullopt;
}

bool isUnreferenced(const Snapshot& snapshot, NodeId timer)
{
    return oddballOf(snapshot, propertyLink(snapshot, timer, "<symbol refed>")) == Oddball::False;
}

/// Timers whose number somebody asked for: the object itself may be held by nobody.
std::unordered_set<std::uint32_t> knownById(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::unordered_set<std::uint32_t> known;
    for (const auto& [source, edge] : input.census.references(Name::Known))
        forEachEdge(snapshot, snapshot.edgeTarget(edge),
                    [&](EdgeIndex e) { known.insert(snapshot.edgeTarget(e).value); });
    return known;
}

/// The list of Node's that holds the timer; the timer itself where none does.
NodeId listOf(const DetectorInput& input, NodeId timer)
{
    const NodeId holder = input.tree().immediateDominator(timer);
    return isNamed(input.snapshot(), holder, "TimersList") ? holder : timer;
}

void judge(const DetectorInput& input, std::vector<std::uint32_t> timers, bool repeat, std::vector<Suspect>& found)
{
    const Snapshot& snapshot = input.snapshot();
    const auto delay = delayOf(input, NodeId{timers.front()});
    const bool isLong = delay && *delay >= thresholds::kLongDelayMs;
    if (timers.size() < (repeat || isLong ? thresholds::kIntervals : thresholds::kTimeouts))
        return;
    const auto count = [&](auto&& test) {
        return std::uint64_t(std::ranges::count_if(timers, [&](std::uint32_t t) { return test(NodeId{t}); }));
    };
    const NodeId callback = callbackOf(snapshot, NodeId{timers.front()});
    Suspect suspect;
    suspect.pattern = LeakPattern::ForgottenInterval;
    suspect.holder = listOf(input, NodeId{timers.front()});
    suspect.container = NodeId{timers.front()};
    suspect.name = functionName(snapshot, callback);
    suspect.areFunctions = true;
    suspect.place = snapshot.location(callback);
    suspect.add(Evidence::Kind::Repeats, repeat ? timers.size() : 0, timers.size());
    if (delay)
        suspect.add(Evidence::Kind::Delay, *delay);
    suspect.add(Evidence::Kind::OnePlace, timers.size(), 1);
    if (const auto n = count([&](NodeId t) { return isUnreferenced(snapshot, t); }))
        suspect.add(Evidence::Kind::Unreferenced, n);
    if (const auto n = count([known = knownById(input)](NodeId t) { return known.count(t.value) != 0; }))
        suspect.add(Evidence::Kind::ById, n);
    complete(input, suspect, std::move(timers));
    found.push_back(std::move(suspect));
}

} // namespace

std::vector<Suspect> findTimers(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    const TimerSet timers = activeTimers(input);
    const auto key = [&](NodeId timer) { return sourceFunction(snapshot, callbackOf(snapshot, timer)).value; };
    std::vector<Suspect> found;
    for (auto& group : groupedBy(timers.intervals, key))
        judge(input, std::move(group), true, found);
    for (auto& group : groupedBy(timers.timeouts, key))
        judge(input, std::move(group), false, found);
    return found;
}

} // namespace heapwise
