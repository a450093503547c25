#pragma once

#include <string>
#include <string_view>

namespace heapwise {

/// The shortest text that reads back as the same number. Finite ones only.
std::string plainNumber(double value);

/// In quotes, with the escapes of JSON. UTF-8.
std::string jsonString(std::string_view text);

} // namespace heapwise
