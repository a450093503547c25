#pragma once

#include "core/base/column.h"

#include <algorithm>
#include <cstdint>

namespace heapwise {

/// One bit per node or reference.
class BitSet {
public:
    BitSet() = default;
    explicit BitSet(std::size_t size)
        : m_words((size + 63) / 64)
    {}

    BitSet copy() const
    {
        BitSet result;
        result.m_words = Column<std::uint64_t>(m_words.size());
        std::copy(m_words.begin(), m_words.end(), result.m_words.begin());
        return result;
    }
    bool test(std::size_t i) const { return (m_words[i / 64] >> (i % 64)) & 1; }
    void set(std::size_t i) { m_words[i / 64] |= std::uint64_t(1) << (i % 64); }
    /// Sets the bit; true when it was not set before.
    bool insert(std::size_t i)
    {
        const std::uint64_t bit = std::uint64_t(1) << (i % 64);
        const bool isNew = (m_words[i / 64] & bit) == 0;
        m_words[i / 64] |= bit;
        return isNew;
    }

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.m_words);
    }

private:
    Column<std::uint64_t> m_words;
};

} // namespace heapwise
