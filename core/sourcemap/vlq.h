#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace heapwise {

/// Takes one number in base 64 VLQ off the front of `text`: five bits a character, the lowest first, the sign
/// in the lowest bit of all. Nothing when there is none, or when it does not fit 32 bits; `text` is where it
/// went wrong then.
inline std::optional<std::int32_t> takeVlq(std::string_view& text)
{
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::uint64_t kMore = 32, kBits = 31;
    std::uint64_t value = 0;
    for (unsigned shift = 0; !text.empty() && shift <= 30; shift += 5) {
        const std::size_t digit = kDigits.find(text.front());
        if (digit == std::string_view::npos)
            return std::nullopt;
        text.remove_prefix(1);
        value |= (digit & kBits) << shift;
        if ((digit & kMore) != 0)
            continue;
        const std::int64_t number = (value & 1) != 0 ? -std::int64_t(value >> 1) : std::int64_t(value >> 1);
        if (number < INT32_MIN || number > INT32_MAX)
            return std::nullopt;
        return std::int32_t(number);
    }
    return std::nullopt;
}

} // namespace heapwise
