#include "core/analysis/findings/finding.h"

#include "core/analysis/userobjects.h"
#include "core/heap/scripts.h"

#include <iterator>

namespace heapwise {

std::vector<Finding> findAll(const Heap& heap, const Progress& progress)
{
    const BitSet mine = findUserObjects(*heap.snapshot, scriptNames(*heap.snapshot, progress), progress);
    const FindingInput input{heap, mine, progress};
    std::vector<Finding> found, others;
    if (!progress.stopRequested())
        found = findAccumulations(input);
    for (const auto find :
         {findDuplicateStrings, findWastefulCollections, findClosedHandles, findNativeMemory, findLargeObjects}) {
        if (progress.stopRequested())
            break;
        std::vector<Finding> more = find(input);
        std::move(more.begin(), more.end(), std::back_inserter(others));
    }
    std::stable_sort(others.begin(), others.end(), [](const Finding& a, const Finding& b) { return a.bytes > b.bytes; });
    std::move(others.begin(), others.end(), std::back_inserter(found));
    return found;
}

} // namespace heapwise
