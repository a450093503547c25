#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace heapwise {

/// V8's node types by name. A type this list does not know keeps its own number from kFirstUnknown on, and
/// its name in Schema::nodeTypeNames.
enum class NodeType : std::uint8_t {
    Hidden,
    Array,
    String,
    Object,
    Code,
    Closure,
    RegExp,
    Number,
    Native,
    Synthetic,
    ConcatenatedString,
    SlicedString,
    Symbol,
    BigInt,
    ObjectShape,
    WasmObject,
    kFirstUnknown,
};

/// V8's edge types by name; unknown ones as for NodeType.
enum class EdgeType : std::uint8_t {
    Context,  ///< a variable of a function scope
    Element,  ///< an array element; the name is an index
    Property, ///< a named property
    Internal, ///< a link of the engine, with a name
    Hidden,   ///< a link of the engine, with an index
    Shortcut, ///< from the root to a global object
    Weak,     ///< does not keep its target alive
    kFirstUnknown,
};

/// Where each field is, read from `snapshot.meta` by name (never by position): Node 24 leaves one out.
struct Schema {
    static constexpr int kAbsent = -1;

    std::vector<std::string> nodeFields;
    std::vector<std::string> edgeFields;
    std::vector<std::string> locationFields;
    std::vector<std::string> nodeTypeNames; ///< indexed by NodeType
    std::vector<std::string> edgeTypeNames; ///< indexed by EdgeType
    std::vector<NodeType> nodeTypes;        ///< the file's number -> NodeType
    std::vector<EdgeType> edgeTypes;        ///< the file's number -> EdgeType

    int nodeType = kAbsent, nodeName = kAbsent, nodeId = kAbsent, nodeSelfSize = kAbsent;
    int nodeEdgeCount = kAbsent, nodeTraceId = kAbsent, nodeDetachedness = kAbsent;
    int edgeType = kAbsent, edgeName = kAbsent, edgeTarget = kAbsent;
    int locationObject = kAbsent, locationScript = kAbsent, locationLine = kAbsent, locationColumn = kAbsent;

    int nodeStride() const { return int(nodeFields.size()); }
    int edgeStride() const { return int(edgeFields.size()); }
    int locationStride() const { return int(locationFields.size()); }

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.nodeFields, self.edgeFields, self.locationFields, self.nodeTypeNames, self.edgeTypeNames,
              self.nodeTypes, self.edgeTypes);
        visit(self.nodeType, self.nodeName, self.nodeId, self.nodeSelfSize, self.nodeEdgeCount, self.nodeTraceId,
              self.nodeDetachedness);
        visit(self.edgeType, self.edgeName, self.edgeTarget);
        visit(self.locationObject, self.locationScript, self.locationLine, self.locationColumn);
    }
};

/// Element and hidden edges are named by a number, all others by a string.
constexpr bool hasIndexName(EdgeType type)
{
    return type == EdgeType::Element || type == EdgeType::Hidden;
}

/// The values of the field `detachedness`.
enum class Detachedness : std::uint8_t { Unknown = 0, Attached = 1, Detached = 2 };

} // namespace heapwise
