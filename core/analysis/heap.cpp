#include "core/analysis/heap.h"

#include "core/analysis/heapindex.h"
#include "core/base/memory.h"
#include "core/base/pagepool.h"
#include "core/base/parallel.h"
#include "core/heap/essentialedges.h"
#include "core/heap/nametags.h"
#include "core/snapshot/loader.h"
#include "core/snapshot/peek.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <new>

namespace heapwise {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Runs the stages. After reading, two lanes work side by side on the shared Snapshot. They meet for the references,
/// which are shared out evenly; what can be browsed first comes first:
///
///     sizes with owners  |            | depth-first search  |                                  | dominator tree
///     classes            | instances  | distances           | essential references, retainers  |
class HeapOpener {
public:
    HeapOpener(const OpenOptions& options, Progress& progress, const std::function<void(HeapPtr)>& publish)
        : m_options(options)
        , m_progress(progress)
        , m_publish(publish)
        , m_threads(threadCount(options.threads))
    {}

    Result<HeapPtr> run(LoadReport& report)
    {
        if (const HeapPtr indexed = openFromCache()) {
            report = *indexed->report;
            return indexed;
        }
        auto start = Clock::now();
        m_progress.begin(int(Stage::Read), 0);
        auto loaded = loadSnapshot({m_options.path, m_options.acceptPartial, m_options.threads, m_options.countsOnly},
                                   m_progress, report);
        if (!loaded)
            return loaded.error();
        m_heap.snapshot = loaded->snapshot;
        m_heap.countsOnly = loaded->countsOnly;
        m_heap.report = std::make_shared<const LoadReport>(report);
        finishStage(Stage::Read, start, report.fileBytes);
        if (m_heap.countsOnly)
            return countOnly();
        return analyse();
    }

private:
    HeapPtr openFromCache()
    {
        const IndexCache cache(m_options.cache);
        const auto key = indexKeyOf(m_options.path);
        if (!key)
            return nullptr; // reading the file will say why
        m_heap.key = *key;
        return openIndexed(m_options.path, *key, cache);
    }

    Result<HeapPtr> countOnly()
    {
        const auto start = Clock::now();
        const Snapshot& snapshot = *m_heap.snapshot;
        const NameTags none(snapshot.strings(), 1, m_progress);
        m_heap.objects = std::make_shared<HeapObjects>(
            interpretObjects(m_heap.snapshot, spreadDetachedness(snapshot, m_progress), none, m_progress));
        m_heap.classes =
            std::make_shared<ClassTable>(listInstances(assignTypes(snapshot, m_progress), *m_heap.objects, m_progress));
        finishStage(Stage::Objects, start, m_heap.snapshot->nodeCount());
        return result();
    }

    Result<HeapPtr> analyse()
    {
        DepthFirstSearch search;
        nameObjects();
        if (!m_progress.stopRequested())
            linkBackwards(search);
        if (!m_progress.stopRequested())
            findDominators(std::move(search));
        if (!m_progress.stopRequested())
            sumUp();
        return result();
    }

    /// When one throws, the other one stops.
    void inTwoLanes(const std::function<void()>& longer, const std::function<void()>& shorter)
    {
        const auto stopping = [this](const std::function<void()>& lane) {
            try {
                lane();
            } catch (...) {
                m_progress.requestStop();
                throw;
            }
        };
        if (m_threads > 1) {
            runTogether([&] { stopping(longer); }, [&] { stopping(shorter); });
        } else {
            longer();
            shorter();
        }
    }

    void nameObjects()
    {
        const Snapshot& snapshot = *m_heap.snapshot;
        const auto start = Clock::now();
        m_progress.begin(int(Stage::Objects), snapshot.nodeCount());
        m_heap.tags = std::make_shared<const NameTags>(snapshot.strings(), m_threads, m_progress);
        const NameTags& tags = *m_heap.tags;
        const auto detachedness = spreadDetachedness(snapshot, m_progress);
        ClassTable classes;
        inTwoLanes(
            [&] {
                m_heap.objects =
                    std::make_shared<HeapObjects>(interpretObjects(m_heap.snapshot, detachedness, tags, m_progress));
            },
            [&] { classes = assignClasses(snapshot, detachedness, tags, m_progress); });
        m_heap.classes = std::make_shared<ClassTable>(listInstances(std::move(classes), *m_heap.objects, m_progress));
        if (!m_progress.stopRequested())
            finishStage(Stage::Objects, start, snapshot.nodeCount());
    }

    /// Leaves the search that found what the program owns to the dominators.
    void linkBackwards(DepthFirstSearch& search)
    {
        const Snapshot& snapshot = *m_heap.snapshot;
        const NameTags& tags = *m_heap.tags;
        const auto start = Clock::now();
        m_progress.begin(int(Stage::Retainers), snapshot.nodeCount() + 2 * snapshot.edgeCount());
        PageOwned owned;
        inTwoLanes(
            [&] { owned = searchPageOwned(snapshot, tags, m_progress); },
            [&] { m_heap.distances = std::make_shared<Distances>(computeDistances(snapshot, tags, m_progress)); });
        if (m_progress.stopRequested())
            return;
        ReversedEdges reversed = reverseReferences(snapshot, tags, owned.nodes, m_threads, m_progress);
        search = std::move(owned.search);
        m_heap.essential = std::make_shared<const BitSet>(std::move(reversed.essential));
        m_heap.retainers = std::make_shared<const Retainers>(std::move(reversed.retainers));
        if (!m_progress.stopRequested())
            finishStage(Stage::Retainers, start, snapshot.edgeCount());
    }

    void findDominators(DepthFirstSearch search)
    {
        const Snapshot& snapshot = *m_heap.snapshot;
        const auto start = Clock::now();
        m_progress.begin(int(Stage::Dominators), snapshot.nodeCount());
        const DominatorInput input{snapshot.firstEdges(), snapshot.edgeTargets(), *m_heap.essential, *m_heap.retainers,
                                   snapshot.root()};
        m_dominators = std::make_shared<DominatorTree>(computeDominators(input, std::move(search), m_progress));
        if (!m_progress.stopRequested())
            m_dominators->setSizes([&](NodeId n) { return m_heap.objects->shallowSize(n); }, m_progress);
        if (!m_progress.stopRequested())
            finishStage(Stage::Dominators, start, snapshot.nodeCount());
    }

    void sumUp()
    {
        const std::uint32_t count = m_heap.snapshot->nodeCount();
        const auto start = Clock::now();
        m_progress.begin(int(Stage::Retained), count);
        m_heap.classTotals = std::make_shared<ClassTotals>(
            sumUpClasses(*m_heap.classes, *m_heap.objects, *m_heap.distances, *m_dominators, m_threads, m_progress));
        m_heap.dominators = std::move(m_dominators);
        finishStage(Stage::Retained, start, count);
    }

    /// Stages end one after the other, in their order: whatever runs beside one of them does not touch m_heap.
    void finishStage(Stage stage, Clock::time_point start, std::uint64_t items)
    {
        m_heap.stageSeconds[int(stage)] = secondsSince(start);
        m_heap.stageItems[int(stage)] = items;
        m_heap.reached = stage;
        if (m_publish && stage != Stage::Retained)
            m_publish(std::make_shared<const Heap>(m_heap));
    }

    Result<HeapPtr> result()
    {
        if (m_progress.stopRequested())
            return Error{ErrorCode::Cancelled, {}};
        if (m_heap.isTorn())
            return Error{ErrorCode::FileChanged, {}};
        return std::make_shared<const Heap>(m_heap);
    }

    const OpenOptions& m_options;
    Progress& m_progress;
    const std::function<void(HeapPtr)>& m_publish;
    unsigned m_threads;
    Heap m_heap;
    std::shared_ptr<DominatorTree> m_dominators; ///< until sumUp()
};

} // namespace

Size Heap::totalSize() const
{
    return (objects ? objects->totalShallowSize() : 0) + snapshot->info().extraNativeBytes;
}

Error outOfMemory(const std::string& path)
{
    Error error{ErrorCode::OutOfMemory, {}};
    try {
        error.freeBytes = availableMemory();
        if (const auto promise = peekSnapshot(path))
            error.neededBytes = promise->memoryNeeded();
    } catch (const std::bad_alloc&) {
    }
    return error;
}

bool Heap::isTorn() const
{
    return snapshot->strings().isTorn() || isIndexTorn();
}

Result<HeapPtr> openHeap(const OpenOptions& options, Progress& progress, const std::function<void(HeapPtr)>& publish,
                         LoadReport* report)
{
    LoadReport ownReport;
    try {
        const KeepPages keepPages; // those that one stage is done with are the next one's
        return HeapOpener(options, progress, publish).run(report ? *report : ownReport);
    } catch (const std::bad_alloc&) {
    }
    return outOfMemory(options.path); // what was read so far is free again
}

} // namespace heapwise
