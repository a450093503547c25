#pragma once

#include <cstdint>
#include <string>

namespace heapwise::test {

/// Writes a valid snapshot of about `bytes` bytes, shaped like a real heap: instances of a few hundred classes in
/// lists below one global, five references each. Streams, seeded by nothing but the size. False when the disk is
/// full.
bool writeLargeSnapshot(const std::string& path, std::uint64_t bytes);

} // namespace heapwise::test
