#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace heapwise {

/// Decodes the bytes between the quotes of a JSON string to UTF-8. Never fails: lone surrogates, unknown escapes
/// and bytes that are no UTF-8 become U+FFFD, because V8 itself writes such strings (it cuts characters above
/// U+FFFF to 16 bits). O(length).
std::string decodeJsonString(std::string_view raw);

/// True when nothing is escaped and all is ASCII: the raw bytes are the text.
bool isPlainJsonString(std::string_view raw);

/// The longest start of `raw` of at most `maxBytes` that does not end inside an escape or a character.
std::string_view cutJsonString(std::string_view raw, std::size_t maxBytes);

/// The largest character boundary of valid UTF-8 `text` that is not beyond `maxBytes`.
std::size_t utf8Boundary(std::string_view text, std::size_t maxBytes);

/// Length in UTF-16 units, as JavaScript counts, of valid UTF-8.
std::size_t utf16Length(std::string_view text);
/// The same of the bytes between the quotes of a JSON string, without decoding them; near it where these are malformed.
std::size_t jsonUtf16Length(std::string_view raw);

} // namespace heapwise
