#pragma once

#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/snapshot/stringtable.h"

#include <cstdint>
#include <span>
#include <unordered_map>

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

private:
    void indexWeakMapPairs(const StringTable& strings);

    Column<NameTag> m_tags;
    std::unordered_map<std::uint32_t, WeakMapPair> m_pairs; ///< by string id
};

} // namespace heapwise
