#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace heapwise {

/// What stands in 64 bytes, one bit per byte. The building block of the scanners: SSE2 is part of every x86-64,
/// so there is no run-time dispatch; elsewhere the compiler vectorises the plain loops as it can.
struct ByteMasks {
    std::uint64_t digits;
    std::uint64_t separators; ///< comma, line feed, space
};

#if defined(__SSE2__)

namespace detail {
inline std::uint64_t mask16(__m128i bytes)
{
    return std::uint64_t(std::uint32_t(_mm_movemask_epi8(bytes)));
}
inline __m128i load16(const char* p)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
}
} // namespace detail

inline ByteMasks classify64(const char* p)
{
    ByteMasks result{0, 0};
    const __m128i shift = _mm_set1_epi8(127 - '9'); // '0'..'9' become 118..127, all others less
    const __m128i limit = _mm_set1_epi8(117);
    const __m128i comma = _mm_set1_epi8(','), feed = _mm_set1_epi8('\n'), space = _mm_set1_epi8(' ');
    for (int i = 0; i < 4; ++i) {
        const __m128i bytes = detail::load16(p + 16 * i);
        const __m128i digit = _mm_cmpgt_epi8(_mm_add_epi8(bytes, shift), limit);
        const __m128i separator = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, comma), _mm_cmpeq_epi8(bytes, feed)),
                                               _mm_cmpeq_epi8(bytes, space));
        result.digits |= detail::mask16(digit) << (16 * i);
        result.separators |= detail::mask16(separator) << (16 * i);
    }
    return result;
}

inline std::uint64_t countByte(const char* begin, const char* end, char wanted)
{
    const __m128i pattern = _mm_set1_epi8(wanted);
    std::uint64_t count = 0;
    while (end - begin >= 16) {
        // Each byte lane counts to at most 255 before the lanes are summed.
        __m128i lanes = _mm_setzero_si128();
        const char* stop = begin + 16 * ((end - begin) / 16 < 255 ? (end - begin) / 16 : 255);
        for (; begin < stop; begin += 16)
            lanes = _mm_sub_epi8(lanes, _mm_cmpeq_epi8(detail::load16(begin), pattern));
        const __m128i sums = _mm_sad_epu8(lanes, _mm_setzero_si128());
        count += std::uint64_t(_mm_cvtsi128_si64(sums)) + std::uint64_t(_mm_extract_epi16(sums, 4));
    }
    for (; begin < end; ++begin)
        count += *begin == wanted;
    return count;
}

/// The first quote or backslash in [begin, end), or `end`.
inline const char* findQuoteOrEscape(const char* begin, const char* end)
{
    const __m128i quote = _mm_set1_epi8('"'), escape = _mm_set1_epi8('\\');
    for (; end - begin >= 16; begin += 16) {
        const __m128i bytes = detail::load16(begin);
        const auto found = detail::mask16(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, escape)));
        if (found != 0)
            return begin + __builtin_ctzll(found);
    }
    while (begin < end && *begin != '"' && *begin != '\\')
        ++begin;
    return begin;
}

#else

inline ByteMasks classify64(const char* p)
{
    ByteMasks result{0, 0};
    for (int i = 0; i < 64; ++i) {
        result.digits |= std::uint64_t(p[i] >= '0' && p[i] <= '9') << i;
        result.separators |= std::uint64_t(p[i] == ',' || p[i] == '\n' || p[i] == ' ') << i;
    }
    return result;
}

inline std::uint64_t countByte(const char* begin, const char* end, char wanted)
{
    std::uint64_t count = 0;
    for (; begin < end; ++begin)
        count += *begin == wanted;
    return count;
}

inline const char* findQuoteOrEscape(const char* begin, const char* end)
{
    while (begin < end && *begin != '"' && *begin != '\\')
        ++begin;
    return begin;
}

#endif

} // namespace heapwise
