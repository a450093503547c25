#pragma once

#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/mappingguard.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace heapwise {

/// The file's strings, left as they stand in the file (JSON escapes and all) and decoded one at a time when
/// they are asked for. Immutable after loading; safe from any thread.
class StringTable {
public:
    StringTable() = default;
    /// `starts` holds, per string, the position in `text` of the byte after its opening quote; the reader has
    /// checked that a closing quote follows each. `keepAlive` owns `text`.
    StringTable(std::shared_ptr<const void> keepAlive, std::string_view text, Column<std::uint64_t> starts);

    std::uint32_t count() const { return std::uint32_t(m_starts.size()); }

    /// The bytes between the quotes, undecoded; empty for an id out of range.
    std::string_view raw(StringId id) const;
    /// UTF-8. Lone surrogates (V8 cuts characters above U+FFFF to 16 bits) become U+FFFD. Empty for an id out
    /// of range (a file whose strings are cut). O(length).
    std::string text(StringId id) const;
    /// Like text(), not longer than about `maxBytes` (whole characters).
    std::string text(StringId id, std::size_t maxBytes) const;
    bool equals(StringId id, std::string_view text) const;
    bool startsWith(StringId id, std::string_view prefix) const;
    /// True when nothing in the string is escaped, so that raw() is the text.
    bool isPlain(StringId id) const;
    /// True when the text stands in a mapped file that was cut.
    bool isTorn() const { return MappingGuard::isTorn(m_text.data()); }

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.m_starts);
        visit.text(self.m_text, self.m_keepAlive);
    }

private:
    std::shared_ptr<const void> m_keepAlive;
    std::string_view m_text;
    Column<std::uint64_t> m_starts;
};

} // namespace heapwise
