#pragma once

#include "core/base/bitset.h"
#include "core/base/progress.h"
#include "core/snapshot/snapshot.h"

#include <vector>

namespace heapwise {

/// One text that several strings have.
struct DuplicateText {
    std::vector<std::uint32_t> nodes; ///< in the order of the file; at least two
    Size bytes = 0;                   ///< of each
    Size wasted() const { return (nodes.size() - 1) * bytes; }
};

/// The texts that more than one string among `mine` has, in the order of the string table. Texts that V8 cut are left
/// out, for what follows the cut may differ, and so are strings of another size, whose ends differ or whose
/// characters are stored differently. O(nodes + strings log strings). Means nothing once a stop was requested.
std::vector<DuplicateText> duplicateTexts(const Snapshot& snapshot, const BitSet& mine, const Progress& progress);

} // namespace heapwise
