#pragma once

#include "core/base/id.h"
#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace heapwise {

/// What the beginning of a snapshot promises. Claims of the file: good for an estimate, and for nothing else.
struct Promise {
    std::uint64_t fileBytes = 0;
    std::uint64_t nodeCount = 0; ///< 0 where the header does not come first, or cannot be read
    std::uint64_t edgeCount = 0;
    bool isCompressed = false;

    /// Memory of its own that opening the file takes at the peak, in bytes; the file's own pages are the system's
    /// to drop and do not count. From the counts where there are any, else from the size of the file.
    Size memoryNeeded() const;
};

/// Reads the header alone, plain or compressed: a few KiB. Errors: those of MappedFile::open().
Result<Promise> peekSnapshot(const std::string& path);

} // namespace heapwise
