#pragma once

#include "core/analysis/classes.h"
#include "core/base/bitset.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/graph/dominatortree.h"
#include "core/graph/retainers.h"
#include "core/heap/distances.h"
#include "core/heap/nametags.h"
#include "core/heap/objects.h"
#include "core/index/indexcache.h"
#include "core/snapshot/loadreport.h"
#include "core/snapshot/snapshot.h"

#include <functional>
#include <memory>
#include <string>

namespace heapwise {

/// The stages of opening a snapshot, in order; Progress::phase() is one of these.
enum class Stage {
    Read,       ///< file -> Snapshot; items: bytes
    Objects,    ///< names, shallow sizes with their owners, classes; items: objects
    Retainers,  ///< distances, what the program owns, references reversed; items: references
    Dominators, ///< the dominator tree; items: objects
    Retained,   ///< retained sizes of objects and classes; items: objects
};
inline constexpr int kStageCount = 5;

/// All that is known of one snapshot so far. Each stage publishes a new Heap that shares the parts already
/// there with the one before; the parts are immutable. `reached` says which parts are there.
struct Heap {
    std::shared_ptr<const Snapshot> snapshot;        ///< always
    std::shared_ptr<const LoadReport> report;        ///< always: sections read, what is missing
    std::shared_ptr<const HeapObjects> objects;      ///< from Stage::Objects
    std::shared_ptr<const ClassTable> classes;       ///< from Stage::Objects
    std::shared_ptr<const NameTags> tags;            ///< from Stage::Objects, where there are references
    std::shared_ptr<const Retainers> retainers;      ///< from Stage::Retainers
    std::shared_ptr<const BitSet> essential;         ///< from Stage::Retainers; reverseReferences()
    std::shared_ptr<const Distances> distances;      ///< from Stage::Retainers
    std::shared_ptr<const DominatorTree> dominators; ///< from Stage::Retained
    std::shared_ptr<const ClassTotals> classTotals;  ///< from Stage::Retained

    IndexKey key = {};                      ///< of the file when reading began: what it contains
    std::shared_ptr<const IndexFile> index; ///< what it was opened from; null where it was computed

    Stage reached = Stage::Read;
    /// A partial file without all references has classes by type only and no later stages.
    bool countsOnly = false;
    double stageSeconds[kStageCount] = {}; ///< wall time of each finished stage
    std::uint64_t stageItems[kStageCount] = {};

    bool has(Stage stage) const { return int(reached) >= int(stage); }
    /// Sum of all shallow sizes and the header's extra native bytes: what DevTools calls the total.
    Size totalSize() const;
    /// True when a part of the snapshot or of its index was asked for and not there: the file was cut, or its disk
    /// failed.
    bool isTorn() const;
    /// The same for the index alone, which can be made again; also where the heap was computed, and settled on it
    /// since.
    bool isIndexTorn() const;
};
using HeapPtr = std::shared_ptr<const Heap>;

struct OpenOptions {
    std::string path;
    bool acceptPartial = false;     ///< open what can be read even when objects or references are cut
    unsigned threads = 0;           ///< 0: as many as the machine has
    bool countsOnly = false;        ///< keep no references and run no stage after the first
    IndexCache::Options cache = {}; ///< where an index of the file may be; writing one is up to the caller
};

/// OutOfMemory, with the memory that opening the file takes and that is free. Reads the header of the file.
Error outOfMemory(const std::string& path);

/// Opens `options.path` (plain, gzip or zstd) and runs all stages, or takes what they made from the index. `publish` is
/// called from worker threads, one call at a time, after each stage but the last, with what is there by then; the
/// complete Heap is the result. `report`, where given, is filled as far as reading came, also on failure.
///
/// Errors: any of ErrorCode. Time is linear in the file but for the dominators (O(edges log nodes) at worst,
/// near linear on real heaps). Stops within 100 ms of progress.requestStop().
Result<HeapPtr> openHeap(const OpenOptions& options, Progress& progress,
                         const std::function<void(HeapPtr)>& publish = {}, LoadReport* report = nullptr);

} // namespace heapwise
