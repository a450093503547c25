#include "core/analysis/query/fields.h"

#include "core/analysis/query/words.h"

namespace heapwise::query {

namespace {

constexpr FieldInfo kFields[] = {
    {FieldId::Class, "class", ValueKind::Name, Stage::Objects},
    {FieldId::Kind, "kind", ValueKind::Kind, Stage::Objects},
    {FieldId::Text, "text", ValueKind::Text, Stage::Objects},
    {FieldId::File, "file", ValueKind::Path, Stage::Objects},
    {FieldId::Size, "size", ValueKind::Bytes, Stage::Objects},
    {FieldId::Retained, "retained", ValueKind::Bytes, Stage::Retained},
    {FieldId::Distance, "distance", ValueKind::Count, Stage::Dominators},
    {FieldId::Refs, "refs", ValueKind::Count, Stage::Objects},
    {FieldId::Retainers, "retainers", ValueKind::Count, Stage::Retainers},
    {FieldId::Has, "has", ValueKind::Text, Stage::Objects},
    {FieldId::Under, "under", ValueKind::Object, Stage::Retained},
    {FieldId::Via, "via", ValueKind::Object, Stage::Dominators},
    {FieldId::New, "new", ValueKind::Snapshot, Stage::Objects},
    {FieldId::Alive, "alive", ValueKind::Snapshot, Stage::Objects},
};

constexpr std::uint32_t bits(std::initializer_list<NodeType> types)
{
    std::uint32_t mask = 0;
    for (const NodeType type : types)
        mask |= 1u << int(type);
    return mask;
}

using enum NodeType;
constexpr std::uint32_t kUnknownTypes = ~((1u << int(kFirstUnknown)) - 1);

constexpr KindInfo kKinds[] = {
    {"object", bits({Object, WasmObject}), false},
    {"closure", bits({Closure})},
    {"array", bits({Array, Object}), true, true},
    {"string", bits({String, ConcatenatedString, SlicedString, Symbol})},
    {"code", bits({Code})},
    {"number", bits({Number, BigInt, RegExp})},
    {"native", bits({Native})},
    {"system", bits({Hidden, Synthetic, ObjectShape}) | kUnknownTypes},
    {"function", bits({Closure})},
    {"concatenated", bits({ConcatenatedString})},
    {"sliced", bits({SlicedString})},
    {"symbol", bits({Symbol})},
    {"bigint", bits({BigInt})},
    {"regexp", bits({RegExp})},
    {"hidden", bits({Hidden})},
    {"synthetic", bits({Synthetic})},
    {"shape", bits({ObjectShape})},
    {"wasm", bits({WasmObject})},
};

} // namespace

std::span<const FieldInfo> fields()
{
    return kFields;
}

const FieldInfo& fieldInfo(FieldId id)
{
    return kFields[std::size_t(id)];
}

const FieldInfo* findField(std::string_view word)
{
    if (equalsIgnoringCase(word, "shallow"))
        return &fieldInfo(FieldId::Size);
    for (const FieldInfo& field : kFields)
        if (equalsIgnoringCase(word, field.name))
            return &field;
    return nullptr;
}

std::string_view operatorsOf(ValueKind value)
{
    switch (value) {
    case ValueKind::Bytes:
    case ValueKind::Count:
        return "> >= < <= = != :";
    case ValueKind::Name:
    case ValueKind::Text:
    case ValueKind::Path:
        return ": = != ~";
    case ValueKind::Kind:
    case ValueKind::Object:
    case ValueKind::Snapshot:
        break;
    }
    return ":";
}

std::span<const KindInfo> kinds()
{
    return kKinds;
}

const KindInfo* findKind(std::string_view word)
{
    for (const KindInfo& kind : kKinds)
        if (equalsIgnoringCase(word, kind.name))
            return &kind;
    return nullptr;
}

} // namespace heapwise::query
