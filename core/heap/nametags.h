#pragma once

#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/snapshot/stringtable.h"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <span>
#include <vector>

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
    NameTags() = default;
    /// O(strings), touching the last bytes of each. Means nothing once a stop was requested.
    NameTags(const StringTable& strings, unsigned threads, Progress& progress);

    NameTag operator[](std::uint32_t stringId) const
    {
        return stringId < m_tags.size() ? m_tags[stringId] : NameTag::None;
    }
    /// Of a name tagged WeakMapPair. O(log pairs).
    const WeakMapPair& weakMapPair(std::uint32_t stringId) const;
    bool hasWeakMapPairs() const { return !m_pairs.empty(); }
    /// True when the object with this id is the table of some pair.
    bool isWeakMapTable(std::uint64_t id) const
    {
        return m_tableHashes[hash(id)] && std::ranges::binary_search(m_tableIds, id);
    }

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.m_tags, self.m_pairNames, self.m_pairs, self.m_tableIds, self.m_tableHashes);
    }

private:
    static constexpr std::size_t kHashes = 1u << 14;
    static std::size_t hash(std::uint64_t id) { return (id * 0x9E37'79B9'7F4A'7C15u) >> 50; }
    void indexWeakMapPairs(const StringTable& strings);

    Column<NameTag> m_tags;
    std::vector<std::uint32_t> m_pairNames;  ///< string ids, ascending
    std::vector<WeakMapPair> m_pairs;        ///< one for each of those
    std::vector<std::uint64_t> m_tableIds;   ///< ascending
    std::bitset<kHashes> m_tableHashes = {}; ///< of those: says no to most ids at once
};

} // namespace heapwise
