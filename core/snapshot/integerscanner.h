#pragma once

#include <cstddef>
#include <cstdint>

namespace heapwise {

/// Turns a stretch of a JSON array of non-negative integers into values, 64 bytes at a time. It may start at any
/// separator, so that a large array is read from several places at once.
///
/// Where the time goes in a plain digit loop is the branch at the end of each number, mispredicted about every
/// third time. Here the ends of all numbers in a block come out of one bit mask, and a number of up to eight
/// digits is converted by three multiplications without a branch on its length.
class IntegerScanner {
public:
    static constexpr std::size_t kMinCapacity = 64; ///< of the buffer given to next()

    IntegerScanner(const char* begin, const char* end)
        : m_begin(begin)
        , m_at(begin)
        , m_end(end)
    {}

    /// Writes up to `capacity` (at least kMinCapacity) values and returns how many; 0 at the end of the stretch
    /// and after a failure.
    std::size_t next(std::uint64_t* values, std::size_t capacity);

    /// The byte that cannot stand in an array of integers, or nullptr.
    const char* failure() const { return m_failure; }
    const char* reason() const { return m_reason; }

private:
    std::size_t scanBlock(const char* block, const char* origin, std::uint64_t* values);
    bool checkOddBytes(std::uint64_t odd, const char* block, const char* origin);
    std::size_t fail(const char* at, const char* reason);

    const char* m_begin;
    const char* m_at;
    const char* m_end;
    const char* m_failure = nullptr;
    const char* m_reason = "";
    int m_openDigits = 0;     ///< digits of a number that began before the current block
    int m_readableBefore = 0; ///< bytes before the current block that may be read
    bool m_finished = false;
};

} // namespace heapwise
