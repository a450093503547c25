#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heapwise::test {

/// What the references of a generated snapshot are like.
enum class HeapShape {
    Heap,    ///< as real heaps: a tree with parents known, references among neighbours, to shared objects, few far away
    Random,  ///< three of five references lead anywhere: no locality at all
    List,    ///< one list through all objects: as deep as can be
    Wide,    ///< one object that holds all others
    Tangle,  ///< chains in both directions entered at three places, and short cuts: no reducible part
    Strings, ///< many small strings, each another
    LongStrings, ///< strings of a million characters
};
/// "heap", "random", "list", "wide", "tangle", "strings", "longstrings".
std::optional<HeapShape> heapShape(std::string_view name);

/// Writes a valid snapshot of about `bytes` bytes: objects of a few hundred classes below one global. Streams; the same
/// arguments give the same file. False when the disk is full.
bool writeLargeSnapshot(const std::string& path, std::uint64_t bytes, HeapShape shape = HeapShape::Heap,
                        std::uint32_t seed = 1);

} // namespace heapwise::test
