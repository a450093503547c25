// Node's Timeout and Immediate. A list of timers of one duration is an element of a map by milliseconds: its index is
// the delay, when numbers were not recorded.
#include "core/heap/fields/decoders.h"

#include <charconv>
#include <optional>

namespace heapwise {

namespace {

constexpr int kTimersLongestList = 1'000'000;

bool isTimer(const Snapshot& snapshot, NodeId n)
{
    return isNamed(snapshot, n, "Timeout");
}

std::optional<std::uint64_t> delayOfList(const Snapshot& snapshot, const Retainers& retainers, NodeId list)
{
    const std::uint64_t count = std::min<std::uint64_t>(retainers.count(list), 100'000);
    for (std::uint64_t i = 0; i < count; ++i) {
        const NodeId source = retainers.source(list, i);
        if (snapshot.type(source) != NodeType::Object || isTimer(snapshot, source))
            continue;
        for (EdgeIndex e = snapshot.firstEdge(source); e < snapshot.endEdge(source); ++e)
            if (snapshot.edgeType(e) == EdgeType::Element && snapshot.edgeTarget(e) == list)
                return snapshot.edgeNameOrIndex(e);
    }
    return std::nullopt;
}

std::optional<std::uint64_t> delayOf(FieldSink& sink, NodeId timer)
{
    const Snapshot& snapshot = sink.snapshot();
    const std::string recorded = recordedNumber(snapshot, propertyLink(snapshot, timer, "_idleTimeout"));
    std::uint64_t delay = 0;
    if (std::from_chars(recorded.data(), recorded.data() + recorded.size(), delay).ec == std::errc())
        return delay;
    if (!sink.retainers())
        return std::nullopt;
    NodeId at = timer;
    for (int step = 0; step < kTimersLongestList && at.isValid() && isTimer(snapshot, at); ++step) {
        if (sink.stopRequested())
            return std::nullopt;
        at = propertyLink(snapshot, at, "_idleNext");
    }
    return at.isValid() && isNamed(snapshot, at, "TimersList") ? delayOfList(snapshot, *sink.retainers(), at)
                                                               : std::nullopt;
}

} // namespace

void decodeTimer(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    DecodedObject& object = sink.object();
    const bool isImmediate = isNamed(snapshot, n, "Immediate");
    const NodeId repeat = propertyLink(snapshot, n, "_repeat");
    const bool isInterval = !isImmediate && oddballOf(snapshot, repeat) != Oddball::Null;
    const bool isCleared = oddballOf(snapshot, propertyLink(snapshot, n, "_destroyed")) == Oddball::True;
    object.add(ObjectFact::Kind::TimerKind, isImmediate ? "immediate" : isInterval ? "interval" : "timeout");
    object.add(ObjectFact::Kind::State, isCleared ? "cleared" : "active");
    if (!isImmediate && !isCleared) {
        const auto delay = delayOf(sink, n);
        object.add(ObjectFact::Kind::Delay, delay.value_or(0), delay ? Absence::None : Absence::SmallInteger);
    }
    EdgeIndex refed = namedEdge(snapshot, n, EdgeType::Property, "<symbol refed>");
    if (refed != kNoEdge && oddballOf(snapshot, snapshot.edgeTarget(refed)) == Oddball::False)
        object.add(ObjectFact::Kind::Unreferenced, 1);
    decodeProperties(sink, n);
}

} // namespace heapwise
