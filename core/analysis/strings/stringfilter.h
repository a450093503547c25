#pragma once

#include "core/analysis/strings/stringgroups.h"
#include "core/base/bitset.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace heapwise {

/// Looks for a part of a text, in any case of ASCII letters, in the bytes of JSON strings as they stand in the file.
/// Those with escapes are decoded. Immutable; from any thread.
class TextSearch {
public:
    /// `part` is UTF-8; an empty one is in every text.
    explicit TextSearch(std::string_view part);
    bool matchesRaw(std::string_view raw) const; ///< O(length)
    bool matches(std::string_view text) const;   ///< of a text that is decoded

private:
    std::string m_part; ///< its ASCII letters small
};

/// Which groups of strings to list.
struct StringFilter {
    std::string part;                                     ///< of the text
    std::function<bool(const std::string&)> matches = {}; ///< instead of `part`, from several threads
    std::uint32_t minLength = 0;                          ///< in UTF-16 units
    std::uint32_t kinds = ~0u;                            ///< a bit for each StringKind
    bool copiedOnly = false;                              ///< more than one string, slices aside
    std::shared_ptr<const BitSet> only = {};              ///< by node: one of the strings is among these

    static constexpr std::uint32_t bitOf(StringKind kind) { return 1u << int(kind); }
};

/// The groups that pass, ascending. Of slices the text is looked at that they are slices of. O(characters), on all
/// threads. Means nothing once a stop was requested.
std::vector<std::uint32_t> filterStrings(const Heap& heap, const StringGroups& strings, const StringFilter& filter,
                                         const Progress& progress, unsigned threads = 0);

/// The groups that pass until `most` are found. O(characters up to there).
std::vector<std::uint32_t> firstStrings(const Heap& heap, const StringGroups& strings, const StringFilter& filter,
                                        std::size_t most, const Progress& progress);

/// In what order groups are listed.
enum class StringOrder { Wasted, Retained, Total, Each, Copies, Length };
/// The value that is compared.
Size valueOf(const StringGroup& group, StringOrder order);
/// True when `a` comes before `b`, which are positions in `strings`: by value, then by place.
bool comesBefore(const StringGroups& strings, StringOrder order, bool descending, std::uint32_t a, std::uint32_t b);

} // namespace heapwise
