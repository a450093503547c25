#pragma once

#include "core/snapshot/snapshot.h"

#include <optional>
#include <string>
#include <vector>

namespace heapwise {

/// What the program that wrote the snapshot says about itself in its `process` object. A text is empty where
/// the heap does not tell.
struct HostFacts {
    std::string version; ///< "v22.23.3"
    std::string platform;
    std::string arch;
    std::string execPath;
    std::vector<std::string> argv; ///< the program, the script, its arguments
};

/// Nothing when no object of this heap is Node's `process`: another program than Node, or a worker whose
/// object hides it. O(strings + objects) at worst.
std::optional<HostFacts> readHostFacts(const Snapshot& snapshot);

} // namespace heapwise
