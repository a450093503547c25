#include "core/snapshot/snapshot.h"

#include <algorithm>

namespace heapwise {

namespace {

template <typename Entry>
const Entry* findNode(std::span<const Entry> entries, NodeId n)
{
    const auto found = std::lower_bound(entries.begin(), entries.end(), n.value,
                                        [](const Entry& entry, std::uint32_t node) { return entry.node < node; });
    return found != entries.end() && found->node == n.value ? &*found : nullptr;
}

} // namespace

Size Snapshot::selfSize(NodeId n) const
{
    const std::uint32_t size = m_selfSizes[n.value];
    if (size != kLargeSize)
        return size;
    const NodeSize* large = findNode<NodeSize>(m_largeSelfSizes, n);
    return large ? large->bytes : size;
}

Detachedness Snapshot::detachedness(NodeId n) const
{
    const NodeDetachedness* entry = findNode<NodeDetachedness>(m_detachedness, n);
    return entry ? entry->value : Detachedness::Unknown;
}

std::string Snapshot::edgeName(EdgeIndex e) const
{
    if (hasIndexName(edgeType(e)))
        return std::to_string(m_edgeNames[e]);
    return m_strings.text(StringId{m_edgeNames[e]});
}

NodeId Snapshot::edgeSource(EdgeIndex e) const
{
    return NodeId{std::uint32_t(m_firstEdges.countUpTo(e) - 1)};
}

NodeId Snapshot::findObject(ObjectId id) const
{
    const auto found = std::find(m_objectIds.begin(), m_objectIds.end(), id.value);
    return found == m_objectIds.end() ? NodeId{} : NodeId{std::uint32_t(found - m_objectIds.begin())};
}

std::optional<Location> Snapshot::location(NodeId n) const
{
    const NodeLocation* entry = findNode<NodeLocation>(m_locations, n);
    return entry ? std::optional(entry->location) : std::nullopt;
}

} // namespace heapwise
