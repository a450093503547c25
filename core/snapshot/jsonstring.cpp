#include "core/snapshot/jsonstring.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <simdjson.h>

namespace heapwise {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD

void appendUtf8(std::string& out, std::uint32_t c)
{
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += char(0xC0 | (c >> 6));
        out += char(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += char(0xE0 | (c >> 12));
        out += char(0x80 | ((c >> 6) & 0x3F));
        out += char(0x80 | (c & 0x3F));
    } else {
        out += char(0xF0 | (c >> 18));
        out += char(0x80 | ((c >> 12) & 0x3F));
        out += char(0x80 | ((c >> 6) & 0x3F));
        out += char(0x80 | (c & 0x3F));
    }
}

std::optional<std::uint32_t> hexUnit(std::string_view raw, std::size_t at)
{
    if (at + 4 > raw.size())
        return {};
    std::uint32_t value = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
        const char c = raw[i];
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0)
            return {};
        value = value * 16 + std::uint32_t(digit);
    }
    return value;
}

bool isHighSurrogate(std::uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}
bool isLowSurrogate(std::uint32_t unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

/// The escape after the backslash at raw[at - 1]; returns the position after it.
std::size_t appendEscape(std::string& out, std::string_view raw, std::size_t at)
{
    if (at >= raw.size()) {
        out += kReplacement;
        return at;
    }
    static constexpr std::string_view kNames = "\"\\/bfnrt", kValues = "\"\\/\b\f\n\r\t";
    if (const auto simple = kNames.find(raw[at]); simple != std::string_view::npos) {
        out += kValues[simple];
        return at + 1;
    }
    const auto unit = raw[at] == 'u' ? hexUnit(raw, at + 1) : std::nullopt;
    if (!unit) {
        out += kReplacement;
        return at + 1;
    }
    at += 5;
    if (isHighSurrogate(*unit) && raw.substr(at, 2) == "\\u") {
        const auto low = hexUnit(raw, at + 2);
        if (low && isLowSurrogate(*low)) {
            appendUtf8(out, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
            return at + 6;
        }
    }
    if (isHighSurrogate(*unit) || isLowSurrogate(*unit))
        out += kReplacement;
    else
        appendUtf8(out, *unit);
    return at;
}

std::size_t sequenceLength(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// Copies the UTF-8 character at raw[at], or U+FFFD for a byte that begins none.
std::size_t appendCharacter(std::string& out, std::string_view raw, std::size_t at)
{
    const std::size_t length = sequenceLength(static_cast<unsigned char>(raw[at]));
    if (at + length <= raw.size() && simdjson::validate_utf8(raw.data() + at, length)) {
        out.append(raw.substr(at, length));
        return at + length;
    }
    out += kReplacement;
    return at + 1;
}

/// For what a strict parser refuses.
std::string decodeTolerantly(std::string_view raw)
{
    std::string out;
    out.reserve(raw.size());
    for (std::size_t at = 0; at < raw.size();) {
        if (raw[at] == '\\')
            at = appendEscape(out, raw, at + 1);
        else
            at = appendCharacter(out, raw, at);
    }
    return out;
}

/// simdjson's answer, or nothing where the string is not strictly valid.
std::optional<std::string> decodeStrictly(std::string_view raw)
{
    thread_local simdjson::dom::parser parser;
    thread_local std::string quoted;
    quoted.clear();
    quoted.reserve(raw.size() + 2 + simdjson::SIMDJSON_PADDING);
    quoted.append("\"").append(raw).append("\"");
    std::string_view text;
    if (parser.parse(quoted.data(), quoted.size(), false).get(text) != simdjson::SUCCESS)
        return {};
    return std::string(text);
}

} // namespace

std::string decodeJsonString(std::string_view raw)
{
    if (isPlainJsonString(raw))
        return std::string(raw);
    if (auto text = decodeStrictly(raw))
        return std::move(*text);
    return decodeTolerantly(raw);
}

bool isPlainJsonString(std::string_view raw)
{
    return std::none_of(raw.begin(), raw.end(), [](char c) { return c == '\\' || (c & 0x80) != 0; });
}

std::string_view cutJsonString(std::string_view raw, std::size_t maxBytes)
{
    std::size_t at = 0;
    while (at < raw.size()) {
        std::size_t next = at + sequenceLength(static_cast<unsigned char>(raw[at]));
        if (raw[at] == '\\')
            next = at + (at + 1 < raw.size() && raw[at + 1] == 'u' ? 6 : 2);
        if (next > maxBytes)
            break;
        at = next;
    }
    return raw.substr(0, std::min(at, raw.size()));
}

std::size_t utf8Boundary(std::string_view text, std::size_t maxBytes)
{
    if (text.size() <= maxBytes)
        return text.size();
    while (maxBytes > 0 && (text[maxBytes] & 0xC0) == 0x80)
        --maxBytes;
    return maxBytes;
}

std::size_t utf16Length(std::string_view text)
{
    std::size_t units = 0;
    for (const char c : text) {
        if ((c & 0xC0) != 0x80)
            units += (c & 0xF8) == 0xF0 ? 2 : 1;
    }
    return units;
}

std::size_t jsonUtf16Length(std::string_view raw)
{
    std::size_t units = utf16Length(raw);
    for (std::size_t at = raw.find('\\'); at != raw.npos && at + 1 < raw.size();) {
        const bool isUnit = raw[at + 1] == 'u' && at + 6 <= raw.size();
        units -= isUnit ? 5 : 1;
        at = raw.find('\\', at + (isUnit ? 6 : 2));
    }
    return units;
}

} // namespace heapwise
