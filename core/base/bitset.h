#pragma once

#include "core/base/column.h"

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace heapwise {

/// One bit per node or reference.
class BitSet {
public:
    BitSet() = default;
    explicit BitSet(std::size_t size)
        : m_words((size + 63) / 64)
    {
        m_words.populate(0, m_words.size());
    }

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
    friend class BitWriter;
    Column<std::uint64_t> m_words;
};

/// Sets one bit after the other from `first` on, a word at a time. Several may write one set, each a range of its own.
class BitWriter {
public:
    BitWriter(BitSet& set, std::size_t first)
        : m_words(set.m_words.data())
        , m_next(first)
    {}
    ~BitWriter() { flush(); }
    BitWriter(const BitWriter&) = delete;
    BitWriter& operator=(const BitWriter&) = delete;

    void add(bool value)
    {
        m_word |= std::uint64_t(value) << (m_next % 64);
        if (m_next++ % 64 == 63) {
            std::atomic_ref(m_words[(m_next - 1) / 64]).fetch_or(m_word, std::memory_order_relaxed);
            m_word = 0;
        }
    }

private:
    /// A word at the end of a range may be another one's first.
    void flush()
    {
        if (m_word != 0)
            std::atomic_ref(m_words[m_next / 64]).fetch_or(m_word, std::memory_order_relaxed);
    }

    std::uint64_t* m_words;
    std::size_t m_next;
    std::uint64_t m_word = 0; ///< bits that are not in the set yet
};

} // namespace heapwise
