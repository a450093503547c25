#pragma once

#include "core/analysis/describe.h"
#include "core/analysis/heap.h"
#include "core/base/bitset.h"
#include "core/base/progress.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace heapwise {

/// How V8 keeps a text.
enum class StringKind : std::uint8_t {
    Flat,         ///< its characters, in the heap
    External,     ///< a link to characters outside the heap: the sources of Node's own modules
    Thin,         ///< a link to the one string of this text that property names are compared by
    Sliced,       ///< a link into a longer text, which so stays alive as a whole
    Concatenated, ///< a tree of the texts it was put together from
};
inline constexpr int kStringKinds = 5;

/// Strings that have the same text, as far as the file tells, and are kept in the same way. Slices of one text are a
/// group, for the file has not what they show of it; a concatenation is one of its own, with the concatenations that
/// it alone keeps alive and is put together from.
struct StringGroup {
    Size each = 0;            ///< shallow size of each
    Size retained = 0;        ///< by all together; of slices with the text, where nothing else holds that
    std::uint32_t count = 0;  ///< of strings
    std::uint32_t first = 0;  ///< of StringGroups::nodes
    std::uint32_t length = 0; ///< stored UTF-16 units; of a concatenation at most about kStoredCharacters
    StringKind kind = StringKind::Flat;
    bool isCut = false; ///< V8 kept the first kStoredCharacters alone: what follows may differ from copy to copy

    Size total() const { return count * each; }
    bool isCopied() const { return count > 1 && kind != StringKind::Sliced; }
    /// All but one of the copies; certain unless isCut.
    Size wasted() const { return isCopied() ? (count - 1) * each : 0; }
};

/// What several groups add up to.
struct StringSums {
    std::uint64_t strings = 0;
    Size bytes = 0;           ///< shallow
    std::uint64_t copies = 0; ///< strings in groups with certain copies
    Size wasted = 0;
    std::uint64_t possibleCopies = 0; ///< the same of texts that are cut
    Size possiblyWasted = 0;

    void add(const StringGroup& group);
};

/// All strings of a heap. Immutable. 32 bytes for each group and 4 for each string.
class StringGroups {
public:
    std::span<const StringGroup> groups() const { return m_groups; }
    std::uint32_t size() const { return std::uint32_t(m_groups.size()); }
    const StringGroup& operator[](std::uint32_t g) const { return m_groups[g]; }
    /// The strings of a group, ascending; of a concatenation the one that is the whole of it.
    std::span<const std::uint32_t> nodes(std::uint32_t g) const
    {
        return std::span(m_nodes).subspan(m_groups[g].first, m_groups[g].count);
    }
    NodeId anyOf(std::uint32_t g) const { return NodeId{m_nodes[m_groups[g].first]}; }
    const StringSums& sums() const { return m_sums; }
    /// The group a string is in; none for other nodes, for strings that were left out, and for parts of a
    /// concatenation. O(strings).
    std::optional<std::uint32_t> groupOf(NodeId n) const;

private:
    friend class StringGrouping;
    std::vector<StringGroup> m_groups; ///< by first
    std::vector<std::uint32_t> m_nodes;
    StringSums m_sums;
};

struct StringOptions {
    const BitSet* only = nullptr; ///< by node: the strings to look at; null: all
    unsigned threads = 0;         ///< 0: as many as the machine has
    Progress* counted = nullptr;  ///< where it says how far it is, in one phase; null: nowhere
};

/// Groups the strings with a shallow size. Texts are told apart by their place in the string table, which has each
/// once, and are read where they lie in the file, to count their characters; nothing is decoded or copied.
///
/// Needs Stage::Retained. O(nodes + characters), characters on all threads; 4 bytes for each entry of the string table
/// while it runs, and 4 a node where there are concatenations. Means nothing once a stop was requested.
StringGroups groupStrings(const Heap& heap, const StringOptions& options, const Progress& progress);

/// The text of a group: of slices the one they are slices of. At most about `maxBytes`.
std::string textOf(const Heap& heap, const StringGroups& strings, std::uint32_t group,
                   std::size_t maxBytes = kStoredCharacters);
/// The string that slices are slices of; invalid where the file does not tell, and for other kinds.
NodeId slicedText(const Snapshot& snapshot, const StringGroups& strings, std::uint32_t group);

} // namespace heapwise
