// Closures and the variables they see. V8 names the variables of function scopes; those of blocks have numbers
// only, and their names stand in the scope's description.
#include "core/heap/fields/decoders.h"

#include <algorithm>
#include <unordered_set>

namespace heapwise {

namespace {

constexpr std::uint32_t kDeepestScope = 64;
constexpr Size kScopeHeaderWords = 4; ///< map, length, description, outer scope

bool isScope(const Snapshot& snapshot, NodeId n)
{
    return n.isValid() && snapshot.type(n) == NodeType::Object && isNamed(snapshot, n, "system / Context");
}

/// Names of the variables in the order of their slots. Above 75 V8 keeps them in a table without order: none then.
std::vector<std::string> slotNames(const Snapshot& snapshot, NodeId scope)
{
    std::vector<std::string> names;
    const NodeId description = internalLink(snapshot, scope, "scope_info");
    const Size words = snapshot.selfSize(scope) / 8;
    if (!description.isValid() || words <= kScopeHeaderWords)
        return names;
    const std::size_t slots = words - kScopeHeaderWords;
    forEachEdge(snapshot, description, [&](EdgeIndex e) {
        const NodeId target = snapshot.edgeTarget(e);
        if (snapshot.edgeType(e) == EdgeType::Hidden && snapshot.edgeNameOrIndex(e) == names.size() &&
            snapshot.type(target) == NodeType::String && names.size() < slots)
            names.push_back(snapshot.strings().text(snapshot.nameId(target), 1024));
    });
    return names;
}

bool isWritten(const std::string& name)
{
    return !name.empty() && name[0] != '.'; // V8's own: ".home_object", ".new.target", ".this_function"
}

void addVariable(FieldSink& sink, EdgeIndex e, std::string name, std::uint32_t depth)
{
    const std::size_t before = sink.object().fields.size();
    sink.addEdge(Field::Kind::Variable, e, std::move(name));
    if (sink.object().fields.size() > before)
        sink.object().fields.back().depth = depth;
}

void addAbsentVariable(FieldSink& sink, std::string name, Absence absence, std::uint32_t depth)
{
    Field field;
    field.kind = Field::Kind::Variable;
    field.name = std::move(name);
    field.absence = absence;
    field.depth = depth;
    sink.add(std::move(field));
}

/// A function's scope: what has no edge is an integer.
void addNamedVariables(FieldSink& sink, NodeId scope, const std::vector<std::string>& names, std::uint32_t depth)
{
    const Snapshot& snapshot = sink.snapshot();
    std::unordered_set<std::string> shown;
    forEachEdge(snapshot, scope, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) != EdgeType::Context)
            return;
        std::string name = snapshot.edgeName(e);
        shown.insert(name);
        addVariable(sink, e, std::move(name), depth);
    });
    for (const std::string& name : names)
        if (isWritten(name) && shown.count(name) == 0)
            addAbsentVariable(sink, name, Absence::SmallInteger, depth);
}

/// A block's scope. The number of an edge counts the slots before it that do not hold integers: where there are
/// no integers the name is certain; with k of them it is one of k + 1.
void addNumberedVariables(FieldSink& sink, NodeId scope, const std::vector<std::string>& names, std::uint32_t depth)
{
    const Snapshot& snapshot = sink.snapshot();
    std::vector<EdgeIndex> edges;
    std::size_t end = 0;
    forEachEdge(snapshot, scope, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) != EdgeType::Hidden)
            return;
        edges.push_back(e);
        end = std::max<std::size_t>(end, std::size_t(snapshot.edgeNameOrIndex(e)) + 1);
    });
    const std::size_t integers = names.size() > end ? names.size() - end : 0;
    std::vector<bool> shown(names.size());
    for (const EdgeIndex e : edges) {
        const std::size_t slot = snapshot.edgeNameOrIndex(e);
        std::string name;
        for (std::size_t i = slot; i < names.size() && i <= slot + integers; ++i) {
            name += (name.empty() ? "" : " | ") + names[i];
            shown[i] = true;
        }
        addVariable(sink, e, name.empty() ? "[" + std::to_string(slot) + "]" : std::move(name), depth);
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!shown[i] && isWritten(names[i]))
            addAbsentVariable(sink, names[i], integers > 0 ? Absence::Primitive : Absence::BooleanOrNull, depth);
}

void addVariables(FieldSink& sink, NodeId scope, std::uint32_t depth)
{
    const Snapshot& snapshot = sink.snapshot();
    const std::vector<std::string> names = slotNames(snapshot, scope);
    bool hasNames = false, hasNumbers = false;
    forEachEdge(snapshot, scope, [&](EdgeIndex e) {
        hasNames |= snapshot.edgeType(e) == EdgeType::Context;
        hasNumbers |= snapshot.edgeType(e) == EdgeType::Hidden;
    });
    if (hasNumbers && !hasNames)
        addNumberedVariables(sink, scope, names, depth);
    else
        addNamedVariables(sink, scope, names, depth);
}

/// The scope and those around it, up to the program's outermost: what comes then is V8's.
void addScopeChain(FieldSink& sink, NodeId scope)
{
    for (std::uint32_t depth = 0; depth < kDeepestScope && isScope(sink.snapshot(), scope); ++depth) {
        addVariables(sink, scope, depth);
        if (sink.stopRequested())
            return;
        scope = internalLink(sink.snapshot(), scope, "previous");
    }
}

} // namespace

void decodeScope(FieldSink& sink, NodeId n)
{
    addVariables(sink, n, 0);
    if (const EdgeIndex outer = namedEdge(sink.snapshot(), n, EdgeType::Internal, "previous");
        outer != kNoEdge && isScope(sink.snapshot(), sink.snapshot().edgeTarget(outer)))
        sink.addEdge(Field::Kind::Part, outer);
}

void decodeFunction(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    if (std::string name = snapshot.strings().text(snapshot.nameId(n), 1024); !name.empty())
        sink.object().add(ObjectFact::Kind::FunctionName, std::move(name));
    addScopeChain(sink, internalLink(snapshot, n, "context"));
    decodeProperties(sink, n);
}

void decodeBoundFunction(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    forEachEdge(snapshot, n, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) != EdgeType::Internal && snapshot.edgeType(e) != EdgeType::Shortcut)
            return;
        const std::string name = snapshot.edgeName(e);
        if (name.starts_with("bound_"))
            sink.addEdge(Field::Kind::Part, e, name);
    });
    decodeProperties(sink, n);
}

void decodeGenerator(FieldSink& sink, NodeId n)
{
    const Snapshot& snapshot = sink.snapshot();
    if (const EdgeIndex function = namedEdge(snapshot, n, EdgeType::Internal, "function"); function != kNoEdge) {
        const NodeId closure = snapshot.edgeTarget(function);
        if (std::string name = snapshot.strings().text(snapshot.nameId(closure), 1024); !name.empty())
            sink.object().add(ObjectFact::Kind::FunctionName, std::move(name));
        sink.addEdge(Field::Kind::Part, function);
    }
    const NodeId registers = internalLink(snapshot, n, "parameters_and_registers");
    bool isSuspended = false;
    if (registers.isValid())
        forEachEdge(snapshot, registers, [&](EdgeIndex e) {
            const auto index = snapshot.edgeType(e) == EdgeType::Internal ? internalIndex(snapshot, e) : std::nullopt;
            if (!index || snapshot.edgeTarget(e) == n)
                return;
            isSuspended = true;
            sink.addEdge(Field::Kind::Part, e, "local " + std::to_string(*index));
        });
    if (isSuspended)
        sink.object().add(ObjectFact::Kind::State, "suspended");
    addScopeChain(sink, internalLink(snapshot, n, "context"));
    decodeProperties(sink, n);
}

} // namespace heapwise
