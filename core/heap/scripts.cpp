#include "core/heap/scripts.h"

#include <string_view>

namespace heapwise {
namespace {

constexpr std::uint32_t kStopInterval = 4096;

NodeId internalTarget(const Snapshot& snapshot, NodeId node, std::string_view name)
{
    for (EdgeIndex e = snapshot.firstEdge(node); e < snapshot.endEdge(node); ++e)
        if (snapshot.edgeType(e) == EdgeType::Internal &&
            snapshot.strings().equals(StringId{snapshot.edgeNameOrIndex(e)}, name))
            return snapshot.edgeTarget(e);
    return {};
}

/// closure -> shared -> script -> name. Until Node 21 or so the script shares its slot with debug information.
std::string nameOfScript(const Snapshot& snapshot, NodeId closure)
{
    const NodeId shared = internalTarget(snapshot, closure, "shared");
    if (!shared.isValid())
        return {};
    NodeId script = internalTarget(snapshot, shared, "script");
    if (!script.isValid())
        script = internalTarget(snapshot, shared, "script_or_debug_info");
    if (!script.isValid())
        return {};
    const NodeId name = internalTarget(snapshot, script, "name");
    if (!name.isValid())
        return {};
    // Node 18 joins the path of the main script from parts; the script itself is named by it all the same.
    if (snapshot.type(name) == NodeType::ConcatenatedString)
        return snapshot.name(script);
    return snapshot.type(name) == NodeType::String ? snapshot.name(name) : std::string();
}

} // namespace

const std::string& ScriptNames::name(std::uint32_t scriptId) const
{
    static const std::string none;
    const auto at = m_names.find(scriptId);
    return at == m_names.end() ? none : at->second;
}

ScriptNames scriptNames(const Snapshot& snapshot, const Progress& progress)
{
    ScriptNames scripts;
    std::uint32_t seen = 0;
    for (const NodeLocation& at : snapshot.locations()) {
        if (seen++ % kStopInterval == 0 && progress.stopRequested())
            break;
        const NodeId node{at.node};
        if (snapshot.type(node) != NodeType::Closure || scripts.m_names.count(at.location.scriptId) != 0)
            continue;
        if (std::string name = nameOfScript(snapshot, node); !name.empty())
            scripts.m_names.emplace(at.location.scriptId, std::move(name));
    }
    return scripts;
}

} // namespace heapwise
