#pragma once

#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/heap/nametags.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace heapwise {

/// What V8's raw nodes mean as objects: sizes with the internals they own, detachedness, displayed names.
/// Rules R1 and R4 of Chrome DevTools' worker. Immutable.
class HeapObjects {
public:
    /// Bytes of the object itself and of the internals (element stores, tables) that only it owns. The sum over
    /// all objects equals the sum of Snapshot::selfSize.
    Size shallowSize(NodeId n) const
    {
        const std::uint32_t size = m_sizes[n.value];
        return size != Snapshot::kLargeSize ? size : largeSize(n);
    }
    Size totalShallowSize() const { return m_total; }
    /// Of native objects: from the file, spread along their references.
    Detachedness detachedness(NodeId n) const;
    /// The stored name, with "Detached " before it when the object is a detached native.
    std::string name(NodeId n) const;
    /// Sorted by node; only what is not Unknown.
    std::span<const NodeDetachedness> detachedNodes() const { return m_detachedness; }

    /// The snapshot aside, which is given.
    HeapObjects() = default;
    explicit HeapObjects(std::shared_ptr<const Snapshot> snapshot)
        : m_snapshot(std::move(snapshot))
    {}
    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.m_sizes, self.m_largeSizes, self.m_detachedness, self.m_total);
    }

private:
    friend class HeapObjectsBuilder;
    friend class LogicalSizes;
    Size largeSize(NodeId n) const;

    std::shared_ptr<const Snapshot> m_snapshot;
    Column<std::uint32_t> m_sizes;                ///< Snapshot::kLargeSize: in the list
    std::vector<NodeSize> m_largeSizes;           ///< sorted by node
    std::vector<NodeDetachedness> m_detachedness; ///< sorted by node
    Size m_total = 0;
};

/// Rule R1: which native objects are attached and which are detached, spread along their references. O(edges of native
/// objects). Sorted by node; only what is not Unknown.
/// Means nothing once a stop was requested.
std::vector<NodeDetachedness> spreadDetachedness(const Snapshot& snapshot, const Progress& progress);
/// The stored name, with "Detached " before it where only the field says so.
std::string nameOfDetached(const Snapshot& snapshot, NodeId n);

/// Rule R4, with what rule R1 says. O(edges). Means nothing once a stop was requested.
HeapObjects interpretObjects(std::shared_ptr<const Snapshot> snapshot, std::vector<NodeDetachedness> detachedness,
                             const NameTags& tags, Progress& progress);

} // namespace heapwise
