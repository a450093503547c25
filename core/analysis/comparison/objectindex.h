#pragma once

#include "core/base/column.h"
#include "core/base/id.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace heapwise {

/// From V8's ids to nodes, for as many look-ups as there are objects. At most 8 bytes per node.
class ObjectIndex {
public:
    /// O(nodes), or O(nodes log nodes) where the ids are too far apart for a table.
    explicit ObjectIndex(const Snapshot& snapshot);

    /// Of several objects with one id (in a damaged file) the first; invalid when there is none. O(1), O(log nodes)
    /// for ids that are not in the table.
    NodeId find(ObjectId id) const;

private:
    using Entry = std::pair<std::uint32_t, std::uint32_t>; ///< id, node

    Column<std::uint32_t> m_byOddId; ///< node + 1 by id / 2: V8 numbers its own objects 1, 3, 5, ...
    std::vector<Entry> m_others;     ///< sorted by id
};

} // namespace heapwise
