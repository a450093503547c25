#pragma once

#include <string>

namespace heapwise::test {

/// `text` as a gzip stream.
std::string gzip(const std::string& text);

} // namespace heapwise::test
