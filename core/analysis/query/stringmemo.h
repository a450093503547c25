#pragma once

#include "core/base/column.h"
#include "core/snapshot/stringtable.h"

#include <cstdint>
#include <functional>
#include <string_view>

namespace heapwise::query {

/// A condition on texts that is evaluated once for each string of the file, when it is first asked for: many
/// objects and references share a name. One byte per string, of which the system gives what is used. From any
/// thread.
class StringMemo {
public:
    using Condition = std::function<bool(std::string_view)>;

    /// `strings` must outlive it.
    StringMemo(const StringTable& strings, Condition condition);

    /// O(1); O(length) the first time.
    bool test(std::uint32_t stringId) const;
    /// Of a text that is not in the table.
    bool test(std::string_view text) const { return m_condition(text); }

private:
    bool learn(std::uint32_t stringId) const;

    const StringTable& m_strings;
    Condition m_condition;
    mutable Column<std::uint8_t> m_known; ///< 0: not yet; threads that learn the same write the same
};

} // namespace heapwise::query
