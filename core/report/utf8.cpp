#include "core/report/utf8.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace heapwise {

namespace {

constexpr char32_t kReplacement = 0xfffd;

struct Range {
    char32_t first, last;
};

// Sorted. The blocks that occur in practice, not all of Unicode: a missing one costs a crooked column.
constexpr Range kWide[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x23e9, 0x23ec},   {0x2614, 0x2615},   {0x26a1, 0x26a1},
    {0x2705, 0x2705},   {0x274c, 0x274c},   {0x2753, 0x2757},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},
    {0xa960, 0xa97c},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},
    {0xffe0, 0xffe6},   {0x1f18e, 0x1f19a}, {0x1f200, 0x1f320}, {0x1f32d, 0x1f64f}, {0x1f680, 0x1f6ff},
    {0x1f7e0, 0x1f7eb}, {0x1f90c, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd},
};
constexpr Range kZeroWidth[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x064b, 0x065f}, {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e},
    {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200d}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
};
// Characters that would move the cursor, change the colours or reorder what stands beside them.
constexpr Range kUnsafe[] = {
    {0x00, 0x1f}, {0x7f, 0x9f}, {0x200e, 0x200f}, {0x2028, 0x202e}, {0x2066, 0x2069}, {0xfeff, 0xfeff},
};

template <std::size_t N>
bool contains(const Range (&ranges)[N], char32_t c)
{
    const auto it = std::upper_bound(std::begin(ranges), std::end(ranges), c,
                                     [](char32_t value, Range range) { return value < range.first; });
    return it != std::begin(ranges) && c <= std::prev(it)->last;
}

std::size_t widthOf(char32_t c)
{
    return contains(kZeroWidth, c) ? 0 : contains(kWide, c) ? 2 : 1;
}

/// Bytes in the sequence that `lead` starts, 0 when it starts none.
std::size_t sequenceLength(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
}

bool isScalar(char32_t c, std::size_t length)
{
    constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    return c >= kSmallest[length] && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
}

void appendEscape(std::string& out, char32_t c)
{
    constexpr char kDigits[] = "0123456789abcdef";
    switch (c) {
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    out += c < 0x100 ? "\\x" : "\\u";
    for (int shift = c < 0x100 ? 4 : 12; shift >= 0; shift -= 4)
        out += kDigits[(c >> shift) & 0xf];
}

} // namespace

char32_t takeCharacter(std::string_view& text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = sequenceLength(lead);
    char32_t c = length < 2 ? lead : char32_t(lead & (0x7f >> length));
    bool valid = length > 0 && length <= text.size();
    for (std::size_t i = 1; valid && i < length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        valid = (byte & 0xc0) == 0x80;
        c = (c << 6) | (byte & 0x3f);
    }
    valid = valid && isScalar(c, length);
    text.remove_prefix(valid ? length : 1);
    return valid ? c : kReplacement;
}

void appendUtf8(std::string& out, char32_t c)
{
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += char(0xc0 | (c >> 6));
        out += char(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out += char(0xe0 | (c >> 12));
        out += char(0x80 | ((c >> 6) & 0x3f));
        out += char(0x80 | (c & 0x3f));
    } else {
        out += char(0xf0 | (c >> 18));
        out += char(0x80 | ((c >> 12) & 0x3f));
        out += char(0x80 | ((c >> 6) & 0x3f));
        out += char(0x80 | (c & 0x3f));
    }
}

std::string validUtf8(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty())
        appendUtf8(out, takeCharacter(text));
    return out;
}

std::string printable(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const char32_t c = takeCharacter(text);
        if (contains(kUnsafe, c))
            appendEscape(out, c);
        else
            appendUtf8(out, c);
    }
    return out;
}

std::string quoted(std::string_view text)
{
    return std::string("\"").append(printable(text)).append("\"");
}

std::size_t displayWidth(std::string_view text)
{
    std::size_t width = 0;
    while (!text.empty())
        width += widthOf(takeCharacter(text));
    return width;
}

std::string elided(std::string_view text, std::size_t width)
{
    if (displayWidth(text) <= width)
        return validUtf8(text);
    if (width == 0)
        return {};
    std::string out;
    std::size_t used = 1; // the ellipsis
    while (!text.empty()) {
        const char32_t c = takeCharacter(text);
        if (used + widthOf(c) > width)
            break;
        used += widthOf(c);
        appendUtf8(out, c);
    }
    return out + "…";
}

} // namespace heapwise
