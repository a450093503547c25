#include "core/analysis/retention/steps.h"

#include "core/analysis/describe.h"
#include "core/analysis/retention/references.h"
#include "core/analysis/retention/stepkey.h"
#include "core/heap/fields/collections.h"
#include "core/heap/fields/decode.h"
#include "core/heap/fields/links.h"

#include <algorithm>

namespace heapwise {

namespace {

using Kind = RetentionStep::Kind;
using Held = RetentionStep::Held;

constexpr std::size_t kLongestText = 120;
constexpr std::size_t kMostVariables = 1000; ///< of one scope

struct Hop {
    NodeId node;
    EdgeIndex edge; ///< to the node
};

bool isScope(const Snapshot& s, NodeId n)
{
    return s.type(n) == NodeType::Object && isNamed(s, n, "system / Context");
}

bool isTimer(const Snapshot& s, NodeId n)
{
    return s.type(n) == NodeType::Object && (isNamed(s, n, "Timeout") || isNamed(s, n, "Immediate"));
}

bool isModule(const Snapshot& s, NodeId n)
{
    return s.type(n) == NodeType::Object && isNamed(s, n, "Module") && propertyLink(s, n, "exports").isValid();
}

/// Newer versions have a stub of V8's of that name before it, which has no properties.
bool isGlobal(const Snapshot& s, NodeId n)
{
    return s.type(n) == NodeType::Object && s.strings().startsWith(s.nameId(n), "global") &&
           propertyLink(s, n, "globalThis").isValid();
}

bool isSuspended(const Snapshot& s, NodeId n)
{
    return s.type(n) == NodeType::Object && formOf(s, n) == ObjectForm::Generator;
}

/// Describes one hop after the other; scopes and stores wait for what they hold.
class PathDescriber {
public:
    PathDescriber(const Heap& heap, const Progress& progress)
        : m_heap(heap)
        , m_snapshot(*heap.snapshot)
        , m_progress(progress)
    {}

    std::vector<RetentionStep> describe(const std::vector<Hop>& hops)
    {
        const std::size_t start = startOf(hops);
        for (std::size_t i = start; i < hops.size() && !m_progress.stopRequested(); ++i) {
            const bool isLast = i + 1 == hops.size();
            RetentionStep step;
            if (i > start)
                describeHold(hops[i - 1].node, hops[i], step);
            if (isLast || !isPassedBy(hops, i, i == start)) {
                describeObject(hops[i].node, step);
                add(std::move(step), isLast);
                m_event.clear();
            }
        }
        return std::move(m_steps);
    }

private:
    /// Node's way to its timers and modules says nothing about the program; neither do the roots above the global
    /// object or above the last one of them.
    std::size_t startOf(const std::vector<Hop>& hops) const
    {
        for (std::size_t i = hops.size() - 1; i-- > 1;) {
            const NodeId n = hops[i].node;
            if (isTimer(m_snapshot, n) && !isTimer(m_snapshot, hops[i + 1].node))
                return i;
            if (isModule(m_snapshot, n) && m_snapshot.edgeName(hops[i + 1].edge) == "exports")
                return i;
        }
        constexpr std::size_t kNearRoot = 4;
        for (std::size_t i = std::min(kNearRoot, hops.size() - 1); i-- > 1;)
            if (isGlobal(m_snapshot, hops[i].node) || m_snapshot.type(hops[i].node) == NodeType::Synthetic)
                return i;
        return 0;
    }

    /// True for what stands between two of the program's objects.
    bool isPassedBy(const std::vector<Hop>& hops, std::size_t i, bool isStart) const
    {
        const NodeId n = hops[i].node;
        if (isStart)
            return false;
        if (isScope(m_snapshot, n) || isAwaiting(hops, i))
            return true;
        const EdgeType type = m_snapshot.edgeType(hops[i].edge);
        const bool isStore = m_snapshot.type(n) == NodeType::Array && type == EdgeType::Internal;
        return isStore || isEvents(hops[i].edge) || !m_event.empty() || m_snapshot.type(n) == NodeType::Hidden;
    }

    /// The function V8 makes to go on with a suspended one: its scope leads there and nowhere else.
    bool isAwaiting(const std::vector<Hop>& hops, std::size_t i) const
    {
        return m_snapshot.type(hops[i].node) == NodeType::Closure && i + 2 < hops.size() &&
               isScope(m_snapshot, hops[i + 1].node) && isSuspended(m_snapshot, hops[i + 2].node) &&
               m_snapshot.edgeName(hops[i + 2].edge) == "extension";
    }

    bool isEvents(EdgeIndex e) const
    {
        return m_snapshot.edgeType(e) == EdgeType::Property && m_snapshot.edgeName(e) == "_events";
    }

    void describeHold(NodeId source, const Hop& hop, RetentionStep& step)
    {
        step.edge = hop.edge;
        step.name = m_snapshot.edgeName(hop.edge);
        const EdgeType type = m_snapshot.edgeType(hop.edge);
        if (isScope(m_snapshot, source) && (type == EdgeType::Context || type == EdgeType::Hidden)) {
            step.held = Held::Variable;
            step.name = variableName(source, hop.edge);
        } else if (type == EdgeType::Property) {
            describeProperty(source, hop, step);
        } else if (type == EdgeType::Element) {
            step.held = Held::Element;
            describeListener(hop, step);
        } else {
            describeLink(source, hop, step);
        }
    }

    void describeProperty(NodeId source, const Hop& hop, RetentionStep& step)
    {
        step.held = isTimer(m_snapshot, source) && step.name.starts_with("_on") ? Held::Callback : Held::Property;
        if (isEventsObject(source))
            m_event = step.name;
        describeListener(hop, step);
    }

    /// The object behind `_events` was passed by just before.
    bool isEventsObject(NodeId n) const
    {
        return m_before.isValid() && propertyLink(m_snapshot, m_before, "_events") == n;
    }

    /// A function in the list of an event, or the only one.
    void describeListener(const Hop& hop, RetentionStep& step)
    {
        if (isEvents(hop.edge))
            m_before = m_snapshot.edgeSource(hop.edge);
        if (m_event.empty() || m_snapshot.type(hop.node) != NodeType::Closure)
            return;
        step.held = Held::Listener;
        step.name = std::exchange(m_event, {});
    }

    void describeLink(NodeId source, const Hop& hop, RetentionStep& step)
    {
        step.held = Held::Link;
        if (isReaction(source) || (isSuspended(m_snapshot, hop.node) && step.name == "extension"))
            step.held = Held::Reaction;
        if (m_snapshot.edgeType(hop.edge) != EdgeType::Internal)
            return;
        const auto table = hashTableOf(m_snapshot, source);
        if ((*m_heap.tags)[m_snapshot.edgeNameOrIndex(hop.edge)] == NameTag::WeakMapPair)
            step.held = Held::WeakValue;
        else if (table &&
                 internalLink(m_snapshot, ownerOfStore(m_heap, source), "table") == source) // not by its size alone
            describeEntry(source, *table, hop, step);
        else if (internalIndex(m_snapshot, hop.edge) && step.held == Held::Link)
            step.held = isRegisters(source) ? Held::Local : Held::Element;
    }

    bool isReaction(NodeId n) const
    {
        return m_snapshot.type(n) == NodeType::Hidden && isNamed(m_snapshot, n, "system / PromiseReaction");
    }
    /// Where a suspended function keeps its parameters and variables.
    bool isRegisters(NodeId n) const
    {
        const NodeId owner = m_heap.dominators->immediateDominator(n);
        return m_snapshot.type(n) == NodeType::Array &&
               internalLink(m_snapshot, owner, "parameters_and_registers") == n;
    }

    void describeEntry(NodeId table, const HashTable& layout, const Hop& hop, RetentionStep& step)
    {
        const auto index = internalIndex(m_snapshot, hop.edge);
        if (!index || *index < layout.firstSlot)
            return;
        const std::uint32_t place = (*index - layout.firstSlot) % layout.stride;
        step.held = layout.form != ObjectForm::Map ? Held::Member : place == 0 ? Held::Key : Held::Value;
        step.name.clear();
        if (step.held == Held::Value)
            step.name = keyText(table, *index - 1);
    }

    std::string keyText(NodeId table, std::uint32_t index) const
    {
        for (EdgeIndex e = m_snapshot.firstEdge(table); e < m_snapshot.endEdge(table); ++e)
            if (m_snapshot.edgeType(e) == EdgeType::Internal && internalIndex(m_snapshot, e) == index)
                return displayName(m_heap, m_snapshot.edgeTarget(e), kLongestText);
        return {};
    }

    /// A block's variables have numbers for names; which they are is decoded.
    std::string variableName(NodeId scope, EdgeIndex e) const
    {
        if (m_snapshot.edgeType(e) == EdgeType::Context)
            return m_snapshot.edgeName(e);
        for (const Field& field : decodeObject(m_snapshot, nullptr, scope, kMostVariables, m_progress).fields)
            if (field.edge == e)
                return field.name;
        return m_snapshot.edgeName(e);
    }

    void describeObject(NodeId n, RetentionStep& step) const
    {
        step.object = n;
        step.location = m_snapshot.location(n);
        const NodeType type = m_snapshot.type(n);
        step.text = m_snapshot.strings().text(m_snapshot.nameId(n), kLongestText);
        if (type == NodeType::Synthetic) {
            step.kind = Kind::Root;
        } else if (type == NodeType::Closure) {
            step.kind = Kind::Function;
        } else if (type == NodeType::Code || type == NodeType::Hidden || type == NodeType::ObjectShape ||
                   type == NodeType::Array) {
            step.kind = Kind::Engine;
        } else if (isScope(m_snapshot, n)) {
            step.kind = Kind::Scope;
        } else if (isGlobal(m_snapshot, n)) {
            step.kind = Kind::Global;
        } else if (isModule(m_snapshot, n)) {
            step.kind = Kind::Module;
            step.text = stringText(m_snapshot, propertyLink(m_snapshot, n, "filename"), 1024);
        } else {
            describeDecoded(n, step);
        }
    }

    void describeDecoded(NodeId n, RetentionStep& step) const
    {
        step.text = m_heap.classes->nameOf(n);
        if (isTimer(m_snapshot, n))
            describeTimer(n, step);
        if (!isSuspended(m_snapshot, n))
            return;
        const DecodedObject generator = decodeObject(m_snapshot, m_heap.retainers.get(), n, 0, m_progress);
        step.kind = Kind::Generator;
        const ObjectFact* name = generator.fact(ObjectFact::Kind::FunctionName);
        step.text = name ? name->word : std::string();
    }

    void describeTimer(NodeId n, RetentionStep& step) const
    {
        const DecodedObject timer = decodeObject(m_snapshot, m_heap.retainers.get(), n, 0, m_progress);
        const ObjectFact* kind = timer.fact(ObjectFact::Kind::TimerKind);
        const ObjectFact* delay = timer.fact(ObjectFact::Kind::Delay);
        if (!kind)
            return;
        step.kind = kind->word == "interval"  ? Kind::Interval
                    : kind->word == "timeout" ? Kind::Timeout
                                              : Kind::Immediate;
        if (delay && delay->absence == Absence::None)
            step.delay = delay->number;
    }

    /// Steps that come again in the same order, up to a few of them, are counted instead. The subject is itself.
    void add(RetentionStep step, bool isSubject)
    {
        if (isSubject)
            return m_steps.push_back(std::move(step));
        if (m_period > 0 && isAlike(m_steps[m_next], step)) {
            ++m_steps[m_next].repeats;
            m_next = m_next + 1 < m_steps.size() ? m_next + 1 : m_steps.size() - m_period;
            return;
        }
        m_period = 0;
        for (std::size_t back = 1; back <= std::min<std::size_t>(kLongestPeriod, m_steps.size()); ++back) {
            const std::size_t at = m_steps.size() - back;
            if (!isAlike(m_steps[at], step))
                continue;
            ++m_steps[at].repeats;
            m_period = back;
            m_next = back > 1 ? at + 1 : at;
            return;
        }
        m_steps.push_back(std::move(step));
    }

    static bool isAlike(const RetentionStep& a, const RetentionStep& b)
    {
        const bool hasName = a.held != Held::Element && a.held != Held::Value;
        return a.kind == b.kind && a.held == b.held && a.text == b.text && (!hasName || a.name == b.name);
    }

    const Heap& m_heap;
    const Snapshot& m_snapshot;
    const Progress& m_progress;
    std::vector<RetentionStep> m_steps;
    std::size_t m_period = 0; ///< of the chain that goes on; 0: none
    std::size_t m_next = 0;   ///< the step that comes again next in it
    NodeId m_before;          ///< the emitter whose `_events` were passed by
    std::string m_event;      ///< whose list of listeners is passed by
};

} // namespace

std::vector<RetentionStep> describePath(const Heap& heap, NodeId subject, const RootPath& path,
                                        const Progress& progress)
{
    std::vector<Hop> hops;
    for (std::size_t i = path.size(); i-- > 0;)
        hops.push_back({path[i].source, i + 1 < path.size() ? path[i + 1].edge : 0});
    hops.push_back({subject, path.empty() ? 0 : path.front().edge});
    return PathDescriber(heap, progress).describe(hops);
}

} // namespace heapwise
