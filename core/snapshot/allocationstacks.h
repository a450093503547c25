#pragma once

#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <vector>

namespace heapwise {

/// A call on the stack on which an object was made.
struct AllocationFrame {
    StringId function; ///< its name
    StringId script;   ///< the file
    std::uint32_t scriptId = 0;
    std::uint32_t line = 0; ///< counted from 1; 0: not known
    std::uint32_t column = 0;
};

/// The stacks of an allocation timeline (`trace_function_infos`, `trace_tree`, and the nodes' field
/// `trace_node_id`). Few files have them and fewer readers ask, so they are read from the file when they are wanted,
/// not when it is opened. Immutable.
class AllocationStacks {
public:
    /// The calls, innermost first; empty for objects made before the recording began.
    std::vector<AllocationFrame> framesOf(NodeId n) const;
    bool isEmpty() const { return m_tree.empty(); }

private:
    friend class AllocationStackReader;
    struct TraceNode {
        std::uint32_t id = 0;
        std::uint32_t function = 0;
        std::uint32_t parent = UINT32_MAX; ///< position in m_tree
    };
    std::vector<AllocationFrame> m_functions;
    std::vector<TraceNode> m_tree;     ///< parents before their children
    std::vector<std::uint32_t> m_byId; ///< positions in m_tree, sorted by id
    Column<std::uint32_t> m_traceOf;   ///< by node: an id, 0 for none
};

/// True when the file says that it has stacks.
inline bool hasAllocationStacks(const Snapshot& snapshot)
{
    return snapshot.info().traceFunctions > 0 && snapshot.schema().nodeTraceId != Schema::kAbsent;
}

/// Reads the file of `snapshot` again; nothing where it has no stacks. Counts in the header are not believed: Node 18
/// to 26 write wrong ones.
///
/// Errors: those of opening the file, Malformed (sections that contradict each other, or the file is another one by
/// now), Truncated, Cancelled. O(file).
Result<AllocationStacks> readAllocationStacks(const Snapshot& snapshot, Progress& progress);

} // namespace heapwise
