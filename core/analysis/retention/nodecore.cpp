#include "core/analysis/retention/nodecore.h"

#include "core/analysis/userobjects.h"
#include "core/heap/fields/links.h"
#include "core/heap/scripts.h"

namespace heapwise {

namespace {

constexpr std::size_t kNodeCoreStopEvery = 4096;

/// The scope and those around it, up to the engine's own outermost one, which is no object of a program.
void markScopes(const Snapshot& snapshot, NodeId scope, BitSet& marks)
{
    while (scope.isValid() && snapshot.type(scope) == NodeType::Object && marks.insert(scope.value))
        scope = internalLink(snapshot, scope, "previous");
}

} // namespace

void markNodeCore(const Snapshot& snapshot, BitSet& marks, const Progress& progress)
{
    const ScriptNames scripts = scriptNames(snapshot, progress);
    std::size_t seen = 0;
    for (const NodeLocation& at : snapshot.locations()) {
        if (++seen % kNodeCoreStopEvery == 0 && progress.stopRequested())
            return;
        const std::string& file = scripts.name(at.location.scriptId);
        if (file.empty() || isUserScript(file))
            continue;
        const NodeId node{at.node};
        marks.set(at.node);
        if (snapshot.type(node) == NodeType::Closure)
            markScopes(snapshot, internalLink(snapshot, node, "context"), marks);
    }
}

} // namespace heapwise
