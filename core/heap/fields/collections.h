#pragma once

#include "core/heap/fields/fieldsink.h"

#include <functional>
#include <optional>

namespace heapwise {

/// Layout of the table behind a Map, Set, WeakMap or WeakSet, told by its size alone: V8 makes their capacities
/// powers of two, with 3.5, 2.5 and 2 words to the slot.
struct HashTable {
    ObjectForm form = ObjectForm::Map;
    std::uint32_t capacity = 0;
    std::uint32_t firstSlot = 0; ///< index of the first entry
    std::uint32_t stride = 0;    ///< words to an entry
    std::uint32_t wordBytes = 8; ///< 4 in builds with compressed pointers
};
/// Of the object's table, as the file sizes it; nothing where that is no table V8 makes.
std::optional<HashTable> hashTableOf(const Snapshot& snapshot, NodeId table);

/// How much of a Map's or Set's table is used. Entries whose key and value are both left out of the file are not
/// counted: `used` is a lower bound.
struct TableUse {
    std::uint64_t used = 0;
    std::uint64_t deleted = 0;
    std::uint64_t filledTo = 0; ///< slots up to the last one that shows; those between hold what the file leaves out
};
TableUse tableUse(const Snapshot& snapshot, NodeId table, const HashTable& layout);
/// Calls f(key, value) for each entry that shows, in the order they were added; what the file lacks, and the value of
/// a Set's member, is invalid.
void forEachEntry(const Snapshot& snapshot, NodeId table, const HashTable& layout,
                  const std::function<void(NodeId, NodeId)>& f);

void decodeTable(FieldSink& sink, NodeId table, const HashTable& layout);
void decodeWeakTable(FieldSink& sink, NodeId table, const HashTable& layout);

} // namespace heapwise
