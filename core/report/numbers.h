#pragma once

#include "core/base/id.h"

#include <cstdint>
#include <string>

namespace heapwise {

/// For people: "840 B", "12.4 KiB", "268.4 MiB", "1.25 GiB". The next unit starts at 1,000 of the one before.
std::string bytesText(Size bytes);
/// "1,234,567".
std::string countText(std::uint64_t count);
/// `text` of the amount with the sign of `change`: "+1,234", "−2.8 MiB"; "0" without one.
std::string changeText(std::int64_t change, const std::string& text);
/// "12.3 %", "<0.1 %" for what is small but not zero, "–" where there is no whole.
std::string shareText(Size part, Size whole);
/// Steps from the roots; "–" where there is no way of the program's own.
std::string distanceText(std::int32_t distance);

} // namespace heapwise
