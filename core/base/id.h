#pragma once

#include <cstdint>

namespace heapwise {

using Size = std::uint64_t;      ///< a number of bytes
using EdgeIndex = std::uint64_t; ///< position in the edge columns

/// A typed 32-bit position. Zero is legal (the root is node 0), so "none" is the maximum.
template <typename Tag>
struct Id {
    static constexpr std::uint32_t kNone = UINT32_MAX;
    std::uint32_t value = kNone;

    constexpr bool isValid() const { return value != kNone; }
    friend constexpr bool operator==(Id a, Id b) { return a.value == b.value; }
    friend constexpr bool operator!=(Id a, Id b) { return a.value != b.value; }
    friend constexpr bool operator<(Id a, Id b) { return a.value < b.value; }
};

using NodeId = Id<struct NodeTag>;     ///< position in the node columns, not V8's object id
using ObjectId = Id<struct ObjectTag>; ///< V8's id of an object, shown as @id; stable within one process
using StringId = Id<struct StringTag>; ///< position in the file's string table
using ClassId = Id<struct ClassTag>;   ///< position in the class table

/// Nodes are limited to 31 bits: the top bit of a stored node id is free for a flag.
inline constexpr std::uint32_t kMaxNodes = 0x7fff'fffe;

} // namespace heapwise
