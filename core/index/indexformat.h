#pragma once

#include "core/index/indexkey.h"

#include <cstdint>

namespace heapwise {

// An index file:
//
//     IndexHeader | IndexSection[sectionCount] | sections, each at a multiple of kSectionAlignment, large ones of a
//     page
//
// Numbers are stored as this machine has them in memory, since they are mapped and used in place. Another byte order,
// another build or another version shows in `magic` and `engine`, and its index is made anew.

/// "HWINDEX" and the version of this layout; read in another byte order it is another number.
inline constexpr std::uint64_t kIndexMagic = 0x4857'494e'4445'5802;
inline constexpr std::uint64_t kSectionAlignment = 64;
inline constexpr std::uint64_t kLargeSection = 1u << 20; ///< bytes; as large as blocks that settlePages() takes
inline constexpr std::uint64_t kLargeSectionAlignment = 4096;
inline constexpr std::uint64_t kMaxSections = 1024; ///< there are about 40

struct IndexSection {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    std::uint64_t elementBytes = 0;
    std::uint64_t hash = 0; ///< XXH3 of its bytes
};

struct IndexHeader {
    std::uint64_t magic = kIndexMagic;
    std::uint64_t engine = 0; ///< engineFingerprint() of the writer
    IndexKey key;
    std::uint64_t indexBytes = 0; ///< of this file
    std::uint64_t sectionCount = 0;
    std::uint64_t tableHash = 0;  ///< XXH3 of the IndexSections
    std::uint64_t headerHash = 0; ///< XXH3 of all before
};

/// Another one for every change of the engine's sources, and so of what it would compute.
std::uint64_t engineFingerprint();

/// The last member of IndexHeader, as it must be.
std::uint64_t hashOfHeader(const IndexHeader& header);

} // namespace heapwise
