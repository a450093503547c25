#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace heapwise {

/// Takes one character off the front of `text`. A byte that does not belong to valid UTF-8 (overlong forms
/// and surrogates included) is taken alone and reads as U+FFFD. `text` must not be empty.
char32_t takeCharacter(std::string_view& text);
void appendUtf8(std::string& out, char32_t character);

/// The text with each invalid byte replaced by U+FFFD.
std::string validUtf8(std::string_view text);

/// The text on one line and harmless in a terminal: control characters (escape sequences among them) and
/// marks that reorder text are written as escapes such as \n and \u202e. Valid UTF-8.
std::string printable(std::string_view text);

/// printable() between quotes.
std::string quoted(std::string_view text);

/// Columns a terminal needs: 2 for East Asian wide characters and emoji, 0 for combining marks.
std::size_t displayWidth(std::string_view text);

/// At most `width` columns, the end replaced by "…" where it does not fit.
std::string elided(std::string_view text, std::size_t width);

} // namespace heapwise
