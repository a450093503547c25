#pragma once

#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/offsets.h"
#include "core/snapshot/schema.h"
#include "core/snapshot/stringtable.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace heapwise {

/// Where a function or the constructor of an object stands. Line and column are 0-based as in the file; show
/// them plus one.
struct Location {
    std::uint32_t scriptId = 0;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    friend bool operator==(const Location& a, const Location& b)
    {
        return a.scriptId == b.scriptId && a.line == b.line && a.column == b.column;
    }
};

struct NodeLocation {
    std::uint32_t node;
    Location location;
};
struct NodeSize {
    std::uint32_t node;
    Size bytes;
};
struct NodeDetachedness {
    std::uint32_t node;
    Detachedness value;
};

/// What the file says about itself.
struct SnapshotInfo {
    std::string path;
    std::uint64_t fileBytes = 0; ///< on disk
    std::uint64_t textBytes = 0; ///< after decompression
    bool compressed = false;
    Size extraNativeBytes = 0;        ///< header field of Node 24 and later
    std::uint64_t traceFunctions = 0; ///< functions in the allocation stacks; 0 when none were recorded
    std::uint64_t samples = 0;        ///< entries of an allocation timeline

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.path, self.fileBytes, self.textBytes, self.compressed, self.extraNativeBytes, self.traceFunctions,
              self.samples);
    }
};

/// A heap snapshot as the file has it: columns of nodes, edges in CSR order, strings. Immutable; shared between
/// threads without locks. Nothing here interprets: attributed sizes, class names and distances are in heap/.
///
/// Every index in it has been checked against what was really read: edge targets are nodes, edge ranges lie in
/// the edge columns. String ids may be out of range in a partial file and then read as empty strings.
class Snapshot {
public:
    std::uint32_t nodeCount() const { return std::uint32_t(m_types.size()); }
    EdgeIndex edgeCount() const { return m_edgeTargets.size(); }
    NodeId root() const { return NodeId{0}; }

    NodeType type(NodeId n) const { return m_types[n.value]; }
    StringId nameId(NodeId n) const { return StringId{m_names[n.value]}; }
    std::string name(NodeId n) const { return m_strings.text(nameId(n)); } ///< as stored; O(length)
    ObjectId objectId(NodeId n) const { return ObjectId{m_objectIds[n.value]}; }
    Size selfSize(NodeId n) const;             ///< as stored, before sizes of internals move to their owners
    Detachedness detachedness(NodeId n) const; ///< as stored

    EdgeIndex firstEdge(NodeId n) const { return m_firstEdges[n.value]; }
    EdgeIndex endEdge(NodeId n) const { return m_firstEdges[n.value + 1]; }
    EdgeType edgeType(EdgeIndex e) const { return m_edgeTypes[e]; }
    NodeId edgeTarget(EdgeIndex e) const { return NodeId{m_edgeTargets[e]}; }
    std::uint32_t edgeNameOrIndex(EdgeIndex e) const { return m_edgeNames[e]; }
    std::string edgeName(EdgeIndex e) const; ///< the property or variable name, or the index in decimal
    NodeId edgeSource(EdgeIndex e) const;    ///< O(log nodes)

    /// O(nodes), a few ms per 10^7; invalid when there is none.
    NodeId findObject(ObjectId id) const;
    /// O(log locations). Functions and instances of classes have one, if the file has the section.
    std::optional<Location> location(NodeId n) const;

    const StringTable& strings() const { return m_strings; }
    const Schema& schema() const { return m_schema; }
    const SnapshotInfo& info() const { return m_info; }
    const std::string& typeName(NodeType type) const { return m_schema.nodeTypeNames[std::size_t(type)]; }
    const std::string& edgeTypeName(EdgeType type) const { return m_schema.edgeTypeNames[std::size_t(type)]; }

    // Whole columns, for the passes.
    std::span<const NodeType> types() const { return m_types; }
    std::span<const std::uint32_t> names() const { return m_names; }
    std::span<const std::uint32_t> objectIds() const { return m_objectIds; }
    const Offsets& firstEdges() const { return m_firstEdges; }              ///< nodeCount() + 1 entries
    std::span<const NodeLocation> locations() const { return m_locations; } ///< sorted by node
    std::span<const EdgeType> edgeTypes() const { return m_edgeTypes; }
    std::span<const std::uint32_t> edgeNames() const { return m_edgeNames; }
    std::span<const std::uint32_t> edgeTargets() const { return m_edgeTargets; }
    std::span<const std::uint32_t> selfSizes() const { return m_selfSizes; } ///< kLargeSize: see largeSelfSizes()
    std::span<const NodeSize> largeSelfSizes() const { return m_largeSelfSizes; }
    bool hasDetachednessField() const { return m_schema.nodeDetachedness != Schema::kAbsent; }
    std::span<const NodeDetachedness> storedDetachedness() const { return m_detachedness; }

    /// In selfSizes(): the size does not fit 32 bits.
    static constexpr std::uint32_t kLargeSize = UINT32_MAX;

    /// Of a snapshot that was read from an index: the file may have been renamed since.
    void setPath(const std::string& path) { m_info.path = path; }
    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.m_schema, self.m_info, self.m_strings, self.m_types, self.m_names, self.m_objectIds,
              self.m_selfSizes, self.m_largeSelfSizes, self.m_detachedness, self.m_firstEdges, self.m_edgeTypes,
              self.m_edgeNames, self.m_edgeTargets, self.m_locations);
    }

private:
    friend class SnapshotBuilder;

    Schema m_schema;
    SnapshotInfo m_info;
    StringTable m_strings;

    Column<NodeType> m_types;
    Column<std::uint32_t> m_names;
    Column<std::uint32_t> m_objectIds;
    Column<std::uint32_t> m_selfSizes;
    std::vector<NodeSize> m_largeSelfSizes;       ///< sorted by node
    std::vector<NodeDetachedness> m_detachedness; ///< sorted by node; only what is not Unknown
    Offsets m_firstEdges;
    Column<EdgeType> m_edgeTypes;
    Column<std::uint32_t> m_edgeNames;
    Column<std::uint32_t> m_edgeTargets;
    Column<NodeLocation> m_locations; ///< sorted by node
};

} // namespace heapwise
