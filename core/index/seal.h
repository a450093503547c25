#pragma once

#include "core/base/descriptor.h"

#include <cstdint>
#include <optional>
#include <string>

namespace heapwise {

/// Proof that an index is as this program wrote it, which takes no reading of it: the file system's own record of the
/// file, noted when it had been written. A program that changes the file, copies another one over it or cuts it changes
/// that record, and cannot set it back.
struct Seal {
    std::uint64_t inode = 0;
    std::int64_t changedNs = 0; ///< ctime: of the last change of content or attributes
    std::uint64_t bytes = 0;
    std::uint64_t engine = 0; ///< engineFingerprint() of the writer
    std::string snapshot;     ///< path of the file the index was made from
    std::int64_t usedNs = 0;  ///< when the index was last used: the time of the seal's own file
};

/// Notes the state of `index`, which nobody writes to any more, in a file at `path`. Waits some milliseconds: until any
/// later change would have another time. False when that cannot be, or on an output error.
bool writeSeal(const std::string& path, const Descriptor& index, const std::string& snapshot);

/// Nothing where there is no readable seal, or it is not a file that this user alone may write to.
std::optional<Seal> readSeal(const std::string& path);

/// True when `status` is that of the file that was sealed, and of a file that this user alone may write to.
bool isSealed(const Seal& seal, const struct stat& status);

} // namespace heapwise
