#include "core/analysis/diagnosis.h"

#include "core/analysis/detectors/detector.h"
#include "core/analysis/detectors/ranking.h"
#include "core/analysis/userobjects.h"

#include <algorithm>
#include <iterator>

namespace heapwise {

namespace {

constexpr Detector kDetectors[] = {
    findAccumulations, findListeners,   findDependentSignals, findCaches,       findTimers,        findLargeScopes,
    findOpenStreams,   findBacklogs,    findRequests,         findDeadWeakRefs, findRepeatedTexts, findPinnedTexts,
    findGrowingArrays, findLinkedLists, findPendingPromises,  findModuleCopies, findAsyncStores,   findPorts,
    findErrors};

using Finder = std::vector<Finding> (*)(const FindingInput&);
constexpr Finder kFinders[] = {findDuplicateStrings, findWastefulCollections, findClosedHandles, findNativeMemory,
                               findLargeObjects};

/// What is read before the first detector takes about as long as so many of them.
constexpr std::uint64_t kPreparations = 4;

template <typename T>
void append(std::vector<T>& all, std::vector<T> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

Size bytesOf(const Heap& heap, const BitSet& nodes)
{
    Size bytes = 0;
    for (std::uint32_t n = 0; n < heap.snapshot->nodeCount(); ++n)
        if (nodes.test(n))
            bytes += heap.objects->shallowSize(NodeId{n});
    return bytes;
}

std::vector<NodeId> largestDominators(const DominatorTree& tree)
{
    constexpr std::size_t kMost = 3;
    std::vector<std::uint32_t> children;
    tree.forEachChild(tree.root(), [&](NodeId n) { children.push_back(n.value); });
    keepLargest(children, kMost, [&](std::uint32_t n) { return tree.retainedSize(NodeId{n}); });
    std::vector<NodeId> largest;
    for (const std::uint32_t n : children)
        largest.push_back(NodeId{n});
    return largest;
}

std::vector<Suspect> findSuspects(const DetectorInput& input, Progress& progress)
{
    std::vector<Suspect> found;
    for (const Detector detector : kDetectors) {
        if (progress.stopRequested())
            return {};
        append(found, detector(input));
        progress.advance(1);
    }
    return rankSuspects(input, std::move(found));
}

std::vector<Finding> findOthers(const FindingInput& input, Progress& progress)
{
    std::vector<Finding> found;
    for (const Finder finder : kFinders) {
        if (progress.stopRequested())
            break;
        append(found, finder(input));
        progress.advance(1);
    }
    std::ranges::stable_sort(found, [](const Finding& a, const Finding& b) { return a.bytes > b.bytes; });
    return found;
}

} // namespace

Diagnosis diagnose(const Heap& heap, Progress& progress)
{
    const Snapshot& snapshot = *heap.snapshot;
    progress.begin(0, kPreparations + std::size(kDetectors) + std::size(kFinders));
    const ScriptNames scripts = scriptNames(snapshot, progress);
    const BitSet mine = findUserObjects(snapshot, scripts, progress);
    const Census census(snapshot, progress);
    const StringGroups strings = groupStrings(heap, {&mine}, progress);
    progress.advance(kPreparations);
    Diagnosis diagnosis;
    if (progress.stopRequested())
        return diagnosis;
    diagnosis.largest = largestDominators(*heap.dominators);
    diagnosis.programBytes = bytesOf(heap, mine);
    for (Suspect& suspect :
         findSuspects({heap, mine, diagnosis.programBytes, scripts, census, strings, progress}, progress)) {
        auto& list = suspect.isSmall ? diagnosis.small : diagnosis.suspects;
        const bool isNamed = suspect.pattern != LeakPattern::Accumulation;
        if (suspect.isSmall ? isNamed && list.size() < thresholds::kMostSmall : list.size() < thresholds::kMostSuspects)
            list.push_back(std::move(suspect));
    }
    diagnosis.findings = findOthers({heap, mine, strings, progress}, progress);
    return diagnosis;
}

} // namespace heapwise
