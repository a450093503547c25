#pragma once

#include <string>

namespace heapwise::test {

/// `text` as a zstd frame. With `windowLog` above 27, as zstd --long writes it.
std::string zstd(const std::string& text, int windowLog = 0);

} // namespace heapwise::test
