#include "core/snapshot/integerscanner.h"

#include "core/snapshot/bytemasks.h"

#include <algorithm>
#include <cstring>

namespace heapwise {

namespace {

constexpr int kBlock = 64;
constexpr int kContext = 32;   ///< readable bytes before a block; a number has at most kMaxDigits
constexpr int kMaxDigits = 19; ///< 10^19 - 1 fits 64 bits

/// The eight bytes before `end`, of which the last `digits` (1 to 8) are the number; the others are made zeroes.
std::uint64_t eightDigits(const char* end, int digits)
{
    std::uint64_t bytes;
    std::memcpy(&bytes, end - 8, 8);
    bytes = (bytes ^ 0x3030'3030'3030'3030u) & (~std::uint64_t(0) << (64 - 8 * digits));
    // Pairs of digits, then fours, then eight: little-endian, the first digit is the lowest byte.
    bytes = bytes * 10 + (bytes >> 8);
    const std::uint64_t mask = 0x0000'00FF'0000'00FFu;
    return (((bytes & mask) * 0x000F'4240'0000'0064u) + (((bytes >> 16) & mask) * 0x0000'2710'0000'0001u)) >> 32;
}

std::uint64_t longNumber(const char* end, int digits)
{
    std::uint64_t value = 0;
    for (const char* p = end - digits; p < end; ++p)
        value = value * 10 + std::uint64_t(*p - '0');
    return value;
}

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "eightDigits reads little-endian");

} // namespace

std::size_t IntegerScanner::next(std::uint64_t* values, std::size_t capacity)
{
    std::size_t count = 0;
    while (!m_finished && !m_failure && capacity - count >= kBlock / 2) {
        if (m_end - m_at >= kBlock) {
            count += scanBlock(m_at, m_at, values + count);
            m_at += kBlock;
            continue;
        }
        // The rest, with what stands before it and the end as a separator.
        char edge[kContext + kBlock];
        const std::size_t context = std::size_t(std::min<std::ptrdiff_t>(kContext, m_at - m_begin));
        std::memset(edge, ' ', sizeof edge);
        std::memcpy(edge + kContext - context, m_at - context, context + std::size_t(m_end - m_at));
        m_readableBefore = kContext;
        count += scanBlock(edge + kContext, m_at, values + count);
        m_finished = true;
    }
    return m_failure ? 0 : count;
}

std::size_t IntegerScanner::scanBlock(const char* block, const char* origin, std::uint64_t* values)
{
    const ByteMasks masks = classify64(block);
    const std::uint64_t odd = ~(masks.digits | masks.separators);
    if (odd != 0 && !checkOddBytes(odd, block, origin))
        return 0;

    const std::uint64_t afterDigit = (masks.digits << 1) | std::uint64_t(m_openDigits > 0);
    std::uint64_t starts = masks.digits & ~afterDigit;
    std::uint64_t ends = ~masks.digits & afterDigit;
    int openDigits = m_openDigits;
    std::size_t count = 0;
    while (ends != 0) {
        const int end = __builtin_ctzll(ends);
        ends &= ends - 1;
        int digits = end + openDigits;
        if (openDigits == 0) {
            digits = end - __builtin_ctzll(starts);
            starts &= starts - 1;
        }
        openDigits = 0;
        if (digits <= 8 && end + m_readableBefore >= 8)
            values[count++] = eightDigits(block + end, digits);
        else if (digits <= kMaxDigits)
            values[count++] = longNumber(block + end, digits);
        else
            return fail(origin + end, "a number has more than 19 digits");
    }
    // What is open at the end began here, unless the whole block is digits.
    if (starts != 0)
        m_openDigits = kBlock - __builtin_ctzll(starts);
    else
        m_openDigits = openDigits > 0 ? openDigits + kBlock : 0;
    m_readableBefore = kBlock;
    if (m_openDigits > kMaxDigits)
        return fail(origin, "a number has more than 19 digits");
    return count;
}

bool IntegerScanner::checkOddBytes(std::uint64_t odd, const char* block, const char* origin)
{
    for (; odd != 0; odd &= odd - 1) {
        const int at = __builtin_ctzll(odd);
        if (block[at] != '\r' && block[at] != '\t') {
            fail(origin + at, "a character that cannot stand in an array of integers");
            return false;
        }
    }
    return true;
}

std::size_t IntegerScanner::fail(const char* at, const char* reason)
{
    m_failure = at;
    m_reason = reason;
    return 0;
}

} // namespace heapwise
