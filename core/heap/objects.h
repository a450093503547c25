#pragma once

#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace heapwise {

/// What V8's raw nodes mean as objects: sizes with the internals they own, detachedness, displayed names.
/// Rules R1, R4 and R7 of Chrome DevTools' worker. Immutable.
class HeapObjects {
public:
    /// Bytes of the object itself and of the internals (element stores, tables) that only it owns. The sum over
    /// all objects equals the sum of Snapshot::selfSize.
    Size shallowSize(NodeId n) const;
    Detachedness detachedness(NodeId n) const;
    /// The stored name, with "Detached " before it when the object is a detached native.
    std::string name(NodeId n) const;
    Size totalShallowSize() const { return m_total; }
    /// Sizes that fit 32 bits; kLarge marks one that does not. For passes over all nodes use shallowSize().
    bool hasUserRoots() const { return m_hasUserRoots; }

private:
    friend class HeapObjectsBuilder;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<std::uint32_t> m_sizes;
    std::vector<std::pair<std::uint32_t, Size>> m_largeSizes;                ///< sorted by node
    std::vector<std::pair<std::uint32_t, Detachedness>> m_detachedness;      ///< sorted by node
    Size m_total = 0;
    bool m_hasUserRoots = true;
};

} // namespace heapwise
