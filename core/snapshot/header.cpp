#include "core/snapshot/header.h"

#include <algorithm>
#include <array>
#include <simdjson.h>
#include <string>

namespace heapwise {

namespace {

namespace dom = simdjson::dom;

constexpr std::array<std::string_view, std::size_t(NodeType::kFirstUnknown)> kNodeTypes = {"hidden",
                                                                                           "array",
                                                                                           "string",
                                                                                           "object",
                                                                                           "code",
                                                                                           "closure",
                                                                                           "regexp",
                                                                                           "number",
                                                                                           "native",
                                                                                           "synthetic",
                                                                                           "concatenated string",
                                                                                           "sliced string",
                                                                                           "symbol",
                                                                                           "bigint",
                                                                                           "object shape",
                                                                                           "wasm object"};
constexpr std::array<std::string_view, std::size_t(EdgeType::kFirstUnknown)> kEdgeTypes = {
    "context", "element", "property", "internal", "hidden", "shortcut", "weak"};
constexpr std::size_t kMaxFields = 64; ///< of a record; real files have at most 7
constexpr std::size_t kMaxTypes = 200;

std::vector<std::string> strings(const simdjson::simdjson_result<dom::element>& element)
{
    std::vector<std::string> result;
    dom::array items;
    if (element.get(items) != simdjson::SUCCESS)
        return result;
    for (const dom::element item : items) {
        std::string_view text;
        result.emplace_back(item.get(text) == simdjson::SUCCESS ? text : std::string_view());
    }
    return result;
}

int fieldIndex(const std::vector<std::string>& fields, std::string_view name)
{
    const auto found = std::find(fields.begin(), fields.end(), name);
    return found == fields.end() ? Schema::kAbsent : int(found - fields.begin());
}

/// The type list of the field at `position`. Node 24 has more entries in node_types than node_fields: the list
/// of names is the one array among them, and stands where `type` stands.
std::vector<std::string> typeList(const simdjson::simdjson_result<dom::element>& types, int position)
{
    return strings(types.at(std::size_t(position)));
}

/// Maps the file's numbers to our enumeration; names this program does not know get numbers after the known.
template <typename Type, typename Known>
void mapTypes(const std::vector<std::string>& fileTypes, const Known& known, std::vector<Type>& map,
              std::vector<std::string>& names)
{
    names.assign(known.begin(), known.end());
    for (const auto& name : fileTypes) {
        auto at = std::find(names.begin(), names.end(), name);
        if (at == names.end())
            at = names.insert(names.end(), name);
        map.push_back(Type(at - names.begin()));
    }
}

std::uint64_t number(const simdjson::simdjson_result<dom::element>& element)
{
    std::uint64_t value = 0;
    return element.get(value) == simdjson::SUCCESS ? value : 0;
}

Result<void> readNodeMeta(const dom::element& meta, Schema& schema)
{
    schema.nodeFields = strings(meta["node_fields"]);
    schema.nodeType = fieldIndex(schema.nodeFields, "type");
    schema.nodeName = fieldIndex(schema.nodeFields, "name");
    schema.nodeId = fieldIndex(schema.nodeFields, "id");
    schema.nodeSelfSize = fieldIndex(schema.nodeFields, "self_size");
    schema.nodeEdgeCount = fieldIndex(schema.nodeFields, "edge_count");
    schema.nodeTraceId = fieldIndex(schema.nodeFields, "trace_node_id");
    schema.nodeDetachedness = fieldIndex(schema.nodeFields, "detachedness");
    for (const int field : {schema.nodeType, schema.nodeName, schema.nodeId, schema.nodeSelfSize, schema.nodeEdgeCount})
        if (field == Schema::kAbsent)
            return Error{ErrorCode::NotSnapshot,
                         "snapshot.meta.node_fields lacks type, name, id, self_size or edge_count"};
    mapTypes(typeList(meta["node_types"], schema.nodeType), kNodeTypes, schema.nodeTypes, schema.nodeTypeNames);
    return {};
}

Result<void> readEdgeMeta(const dom::element& meta, Schema& schema)
{
    schema.edgeFields = strings(meta["edge_fields"]);
    schema.edgeType = fieldIndex(schema.edgeFields, "type");
    schema.edgeName = fieldIndex(schema.edgeFields, "name_or_index");
    schema.edgeTarget = fieldIndex(schema.edgeFields, "to_node");
    for (const int field : {schema.edgeType, schema.edgeName, schema.edgeTarget})
        if (field == Schema::kAbsent)
            return Error{ErrorCode::NotSnapshot, "snapshot.meta.edge_fields lacks type, name_or_index or to_node"};
    mapTypes(typeList(meta["edge_types"], schema.edgeType), kEdgeTypes, schema.edgeTypes, schema.edgeTypeNames);
    return {};
}

void readLocationMeta(const dom::element& meta, Schema& schema)
{
    schema.locationFields = strings(meta["location_fields"]);
    schema.locationObject = fieldIndex(schema.locationFields, "object_index");
    schema.locationScript = fieldIndex(schema.locationFields, "script_id");
    schema.locationLine = fieldIndex(schema.locationFields, "line");
    schema.locationColumn = fieldIndex(schema.locationFields, "column");
}

Result<void> checkSizes(const Schema& schema)
{
    for (const auto* fields : {&schema.nodeFields, &schema.edgeFields, &schema.locationFields})
        if (fields->size() > kMaxFields)
            return Error{ErrorCode::Malformed, "snapshot.meta describes records of more than 64 fields"};
    if (schema.nodeTypes.empty() || schema.edgeTypes.empty())
        return Error{ErrorCode::NotSnapshot, "snapshot.meta names no node types or no edge types"};
    if (schema.nodeTypeNames.size() > kMaxTypes || schema.edgeTypeNames.size() > kMaxTypes)
        return Error{ErrorCode::Malformed, "snapshot.meta names more than 200 types"};
    return {};
}

} // namespace

Result<Header> parseHeader(std::string_view json)
{
    dom::parser parser;
    dom::element root, meta;
    const simdjson::padded_string padded(json);
    if (const auto error = parser.parse(padded).get(root); error != simdjson::SUCCESS)
        return Error{ErrorCode::Malformed, std::string("snapshot: ") + simdjson::error_message(error)};
    if (root["meta"].get(meta) != simdjson::SUCCESS)
        return Error{ErrorCode::NotSnapshot, "\"snapshot\" has no \"meta\""};

    Header header;
    for (const auto step : {readNodeMeta, readEdgeMeta})
        if (const auto done = step(meta, header.schema); !done)
            return done.error();
    readLocationMeta(meta, header.schema);
    if (const auto done = checkSizes(header.schema); !done)
        return done.error();
    header.nodeCount = number(root["node_count"]);
    header.edgeCount = number(root["edge_count"]);
    header.traceFunctionCount = number(root["trace_function_count"]);
    header.extraNativeBytes = number(root["extra_native_bytes"]);
    return header;
}

} // namespace heapwise
