#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace heapwise {

/// What tells one version of a snapshot file from every other without reading all of it.
struct IndexKey {
    std::uint64_t fileBytes = 0;  ///< 0: no key
    std::int64_t modifiedNs = 0;  ///< since the epoch
    std::uint64_t sampleHash = 0; ///< of 32 blocks of 4 KiB spread over the file, its first and last among them

    /// 32 hexadecimal digits.
    std::string text() const;
    friend bool operator==(const IndexKey& a, const IndexKey& b)
    {
        return a.fileBytes == b.fileBytes && a.modifiedNs == b.modifiedNs && a.sampleHash == b.sampleHash;
    }
};

/// Reads at most 128 KiB. Errors: those of opening a file, ReadFailed.
Result<IndexKey> indexKeyOf(const std::string& path);

} // namespace heapwise
