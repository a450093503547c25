#pragma once

#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/snapshot/stringtable.h"

#include <bitset>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <unordered_set>

namespace heapwise {

/// The few names that V8's rules hinge on.
enum class NameTag : std::uint8_t {
    None,
    NativeContext,      ///< "system / NativeContext"
    SloppyFunctionMap,  ///< "sloppy_function_map"
    MapDescriptors,     ///< "(map descriptors)"
    DocumentDomTrees,   ///< "(Document DOM trees)"
    ExternalStringData, ///< "system / ExternalStringData"
    PlainObject,        ///< "Object"
    Proto,              ///< "__proto__"
    WeakMapPair,        ///< N / part of key (...) -> value (...) pair in WeakMap (table @...)
};

/// A name of the two edges that V8 writes for each pair of a WeakMap: one from the table, one from the key.
struct WeakMapPair {
    std::uint32_t pair;    ///< equal for the two names of one pair
    std::uint64_t tableId; ///< object id of the table
};

/// One byte per string, so that the passes over edges compare names without looking at text. Immutable.
class NameTags {
public:
    /// O(strings), touching the last bytes of each. Means nothing once a stop was requested.
    NameTags(const StringTable& strings, unsigned threads, Progress& progress);

    NameTag operator[](std::uint32_t stringId) const {
        return stringId < m_tags.size() ? m_tags[stringId] : NameTag::None;
    }
    /// Of a name tagged WeakMapPair.
    const WeakMapPair& weakMapPair(std::uint32_t stringId) const { return m_pairs.at(stringId); }
    bool hasWeakMapPairs() const { return !m_pairs.empty(); }
    /// True when the object with this id is the table of some pair.
    bool isWeakMapTable(std::uint64_t id) const { return m_tableHashes[hash(id)] && m_tableIds.count(id) > 0; }

private:
    static constexpr std::size_t kHashes = 1u << 14;
    static std::size_t hash(std::uint64_t id) { return (id * 0x9E37'79B9'7F4A'7C15u) >> 50; }
    void indexWeakMapPairs(const StringTable& strings);

    Column<NameTag> m_tags;
    std::unordered_map<std::uint32_t, WeakMapPair> m_pairs; ///< by string id
    std::unordered_set<std::uint64_t> m_tableIds;
    std::bitset<kHashes> m_tableHashes; ///< of those: says no to most ids at once
};

} // namespace heapwise
