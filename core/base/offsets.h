#pragma once

#include "core/base/column.h"
#include "core/base/populate.h"
#include "core/base/progress.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace heapwise {

/// Ascending 64-bit numbers in four bytes each: their low halves, and a list of the few places at which the high half
/// changes. They are read at random by every search, and half the bytes are half the memory to clear and twice as much
/// of them in the cache.
class Offsets {
public:
    Offsets() = default;
    /// To be filled by set().
    Offsets(std::size_t size, const Progress& progress)
        : m_low(populatedColumn<std::uint32_t>(size, progress))
    {}
    /// The running sums of `counts`, in their place.
    static Offsets sumsOf(Column<std::uint32_t> counts)
    {
        Offsets sums;
        sums.m_low = std::move(counts);
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < sums.m_low.size(); ++i)
            sums.set(i, sum += sums.m_low[i]);
        return sums;
    }

    /// In ascending order of `i`, beginning with 0.
    void set(std::size_t i, std::uint64_t value)
    {
        m_low[i] = std::uint32_t(value);
        if (value >> 32 != (m_steps.empty() ? 0 : m_steps.back().high))
            m_steps.push_back({i, value >> 32});
    }

    std::size_t size() const { return m_low.size(); }
    bool empty() const { return m_low.empty(); }
    std::uint64_t operator[](std::size_t i) const
    {
        return m_steps.empty() ? m_low[i] : std::uint64_t(m_low[i]) | highHalf(i) << 32;
    }
    /// How many numbers are not above `value`. O(log size).
    std::size_t countUpTo(std::uint64_t value) const
    {
        std::size_t begin = 0;
        for (std::size_t end = size(); begin < end;) {
            const std::size_t middle = begin + (end - begin) / 2;
            if ((*this)[middle] <= value)
                begin = middle + 1;
            else
                end = middle;
        }
        return begin;
    }
    friend bool operator==(const Offsets& a, const Offsets& b)
    {
        return std::equal(a.m_low.begin(), a.m_low.end(), b.m_low.begin(), b.m_low.end()) &&
               std::equal(a.m_steps.begin(), a.m_steps.end(), b.m_steps.begin(), b.m_steps.end(),
                          [](const Step& x, const Step& y) { return x.first == y.first && x.high == y.high; });
    }

    /// For loops: stays in two registers where the numbers are below 2^32. Valid while the Offsets stay.
    class View {
    public:
        View() = default;
        View(const Offsets& all)
            : m_low(all.m_low.data())
            , m_wide(all.m_steps.empty() ? nullptr : &all)
        {}
        std::uint64_t operator[](std::size_t i) const { return m_wide ? (*m_wide)[i] : m_low[i]; }
        void prefetch(std::size_t i) const { __builtin_prefetch(m_low + i); }

    private:
        const std::uint32_t* m_low = nullptr;
        const Offsets* m_wide = nullptr;
    };

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.m_low, self.m_steps);
    }

private:
    struct Step {
        std::uint64_t first; ///< from this place on
        std::uint64_t high;
    };
    std::uint64_t highHalf(std::size_t i) const
    {
        const auto after = std::upper_bound(m_steps.begin(), m_steps.end(), i,
                                            [](std::size_t place, const Step& step) { return place < step.first; });
        return after == m_steps.begin() ? 0 : (after - 1)->high;
    }

    Column<std::uint32_t> m_low;
    std::vector<Step> m_steps; ///< empty below 2^32
};

} // namespace heapwise
