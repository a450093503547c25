#pragma once

#include "core/analysis/detectors/census.h"
#include "core/analysis/detectors/suspect.h"
#include "core/analysis/detectors/thresholds.h"
#include "core/analysis/heap.h"
#include "core/analysis/strings/stringgroups.h"
#include "core/base/bitset.h"
#include "core/heap/scripts.h"

#include <vector>

namespace heapwise {

/// What all detectors see. Made once by diagnose().
struct DetectorInput {
    const Heap& heap;   ///< complete
    const BitSet& mine; ///< the program's own objects
    Size mineBytes = 0; ///< their shallow sizes
    const ScriptNames& scripts;
    const Census& census;
    const StringGroups& strings; ///< of the program
    const Progress& progress;

    const Snapshot& snapshot() const { return *heap.snapshot; }
    const DominatorTree& tree() const { return *heap.dominators; }
    bool isMine(NodeId n) const { return n.isValid() && mine.test(n.value); }
    bool stopAt(std::uint64_t i) const { return i % 1024 == 0 && progress.stopRequested(); }
};

/// Each looks for one mistake and returns what it found, complete (see complete()), also the small ones. What was
/// found so far when a stop is requested. The structures are those of Node 18 to 26; where versions differ, the file
/// says so at the place. O(what the census lists), at most a few passes over the file.
using Detector = std::vector<Suspect> (*)(const DetectorInput&);
std::vector<Suspect> findListeners(const DetectorInput& input);
std::vector<Suspect> findDependentSignals(const DetectorInput& input);
std::vector<Suspect> findCaches(const DetectorInput& input);
std::vector<Suspect> findTimers(const DetectorInput& input);
std::vector<Suspect> findLargeScopes(const DetectorInput& input);
std::vector<Suspect> findOpenStreams(const DetectorInput& input);
std::vector<Suspect> findBacklogs(const DetectorInput& input);
std::vector<Suspect> findRequests(const DetectorInput& input);
std::vector<Suspect> findDeadWeakRefs(const DetectorInput& input);
std::vector<Suspect> findRepeatedTexts(const DetectorInput& input);
std::vector<Suspect> findPinnedTexts(const DetectorInput& input);
std::vector<Suspect> findGrowingArrays(const DetectorInput& input);
std::vector<Suspect> findLinkedLists(const DetectorInput& input);
std::vector<Suspect> findPendingPromises(const DetectorInput& input);
std::vector<Suspect> findModuleCopies(const DetectorInput& input);
std::vector<Suspect> findAsyncStores(const DetectorInput& input);
std::vector<Suspect> findPorts(const DetectorInput& input);
std::vector<Suspect> findErrors(const DetectorInput& input);
/// By size alone: an object keeps much alive, and no single thing below it keeps most of that.
std::vector<Suspect> findAccumulations(const DetectorInput& input);

} // namespace heapwise
