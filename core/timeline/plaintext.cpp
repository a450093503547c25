#include "core/timeline/plaintext.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace heapwise {

std::string plainNumber(double value)
{
    // Without an exponent where it is readable, as sizes and times are.
    const bool isUsual = value == 0 || (std::abs(value) >= 1e-5 && std::abs(value) < 1e15);
    char text[32];
    const auto [end, error] = isUsual ? std::to_chars(text, text + sizeof text, value, std::chars_format::fixed)
                                      : std::to_chars(text, text + sizeof text, value);
    return std::string(text, error == std::errc() ? end : text);
}

std::string jsonString(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (static_cast<unsigned char>(c) < 0x20) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", unsigned(static_cast<unsigned char>(c)));
            out += escape;
        } else {
            out += c;
        }
    }
    return out + '"';
}

} // namespace heapwise
