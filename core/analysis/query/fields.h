#pragma once

#include "core/analysis/heap.h"
#include "core/snapshot/schema.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace heapwise::query {

enum class FieldId : std::uint8_t {
    Class,
    Kind,
    Text,
    File,
    Size,
    Retained,
    Distance,
    Refs,
    Retainers,
    Has,
    Under,
    Via,
    New,
    Alive,
};

/// What stands after the operator of a field.
enum class ValueKind : std::uint8_t {
    Name,     ///< of a class: a word, quoted, with wildcards, or an expression
    Text,     ///< the same of any text
    Path,     ///< the same of a file
    Kind,     ///< one of kinds()
    Bytes,    ///< 300, 4K, 1.5MiB, 1%, 4K..1M
    Count,    ///< 7, 1..3
    Object,   ///< @id, or a Name
    Snapshot, ///< #2
};

struct FieldInfo {
    FieldId id;
    std::string_view name;
    ValueKind value;
    Stage stage; ///< from which on it can be answered
};

std::span<const FieldInfo> fields();
const FieldInfo& fieldInfo(FieldId id);
/// By its name or another word for it ("shallow"), in any case; null when there is none.
const FieldInfo* findField(std::string_view word);
/// The operators a field takes, as they are written: ": = != ~".
std::string_view operatorsOf(ValueKind value);

/// A word for what V8 calls the types of nodes. The first eight are the kinds of the legend; each object is
/// one of them.
struct KindInfo {
    std::string_view name;
    std::uint32_t types;      ///< bits by NodeType; those this version does not know count as system
    bool withArrays = true;   ///< objects that are JavaScript arrays belong to it when `types` has their type
    bool arraysAlone = false; ///< of the type object, arrays only
};
std::span<const KindInfo> kinds();
/// Null when there is none of that name.
const KindInfo* findKind(std::string_view word);

} // namespace heapwise::query
