#include "core/analysis/heap.h"

#include "core/analysis/heapindex.h"
#include "core/base/memory.h"
#include "core/base/parallel.h"
#include "core/heap/essentialedges.h"
#include "core/heap/nametags.h"
#include "core/snapshot/loader.h"
#include "core/snapshot/peek.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <new>

namespace heapwise {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Where one lane waits for the other. Opening it twice does nothing.
class Gate {
public:
    void open() {
        m_open.store(true);
        m_open.notify_all();
    }
    void wait() const { m_open.wait(false); }

private:
    std::atomic<bool> m_open{false};
};

/// Runs the stages. After reading, two lanes work side by side on the shared Snapshot and meet at the end. The longer
/// one needs the reversed references half way; the shorter one makes them early and has time for all the rest:
///
///     essential references | first search       | semidominators, dominator tree
///     sizes with owners    | reverse references | classes, distances
class HeapOpener {
public:
    HeapOpener(const OpenOptions& options, Progress& progress, const std::function<void(HeapPtr)>& publish)
        : m_options(options)
        , m_progress(progress)
        , m_publish(publish)
        , m_threads(threadCount(options.threads)) {}

    Result<HeapPtr> run(LoadReport& report) {
        if (const HeapPtr indexed = openFromCache()) {
            report = *indexed->report;
            return indexed;
        }
        auto start = Clock::now();
        m_progress.begin(int(Stage::Read), 0);
        auto loaded = loadSnapshot(
            {m_options.path, m_options.acceptPartial, m_options.threads, m_options.countsOnly}, m_progress, report);
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
    HeapPtr openFromCache() {
        const IndexCache cache(m_options.cache);
        const auto key = cache.isOn() ? indexKeyOf(m_options.path) : Error{};
        if (!key)
            return nullptr; // reading the file will say why
        m_heap.key = *key;
        return openIndexed(m_options.path, *key, cache);
    }

    Result<HeapPtr> countOnly() {
        const auto start = Clock::now();
        const NameTags none(m_heap.snapshot->strings(), 1, m_progress);
        m_heap.objects = std::make_shared<HeapObjects>(interpretObjects(m_heap.snapshot, none, m_progress));
        m_heap.classes = std::make_shared<ClassTable>(buildTypeTable(*m_heap.snapshot, *m_heap.objects, m_progress));
        finishStage(Stage::Objects, start, m_heap.snapshot->nodeCount());
        return result();
    }

    Result<HeapPtr> analyse() {
        const auto start = Clock::now();
        m_progress.begin(int(Stage::Objects), m_heap.snapshot->nodeCount());
        m_heap.tags = std::make_shared<const NameTags>(m_heap.snapshot->strings(), m_threads, m_progress);
        const NameTags& tags = *m_heap.tags;
        if (m_threads == 1) {
            findEssential(tags);
            shorterLane(tags, start);
            findDominators();
        } else {
            const auto longerLane = [&] {
                const OpenGates atEnd{*this};
                findEssential(tags);
                findDominators();
            };
            runTogether(longerLane, [&] {
                const OpenGates atEnd{*this};
                shorterLane(tags, start);
            });
        }
        if (!m_progress.stopRequested())
            sumUp();
        return result();
    }

    /// Whichever way a lane ends, also by an exception, the other one does not wait for it any more.
    struct OpenGates {
        HeapOpener& opener;
        ~OpenGates() {
            if (std::uncaught_exceptions() > 0)
                opener.m_progress.requestStop();
            if (opener.m_progress.stopRequested()) {
                opener.m_essentialReady.open();
                opener.m_retainersReady.open();
            }
        }
    };

    void shorterLane(const NameTags& tags, Clock::time_point start) {
        Progress progress{Progress::Beside{m_progress}}; // what is shown is the longer lane
        auto objects = std::make_shared<HeapObjects>(interpretObjects(m_heap.snapshot, tags, progress));
        m_essentialReady.wait();
        if (!progress.stopRequested())
            reverseReferences();
        m_retainersReady.open();
        if (!progress.stopRequested())
            nameObjects(tags, std::move(objects), start, progress);
    }

    void nameObjects(const NameTags& tags, std::shared_ptr<const HeapObjects> objects, Clock::time_point start,
                     Progress& progress) {
        const Snapshot& snapshot = *m_heap.snapshot;
        auto classes = std::make_shared<ClassTable>(buildClassTable(snapshot, *objects, tags, progress));
        if (progress.stopRequested())
            return;
        {
            const std::lock_guard lock(m_mutex);
            m_heap.objects = std::move(objects);
            m_heap.classes = std::move(classes);
        }
        finishStage(Stage::Objects, start, snapshot.nodeCount());
        auto distances = std::make_shared<Distances>(computeDistances(snapshot, tags, progress));
        const std::lock_guard lock(m_mutex);
        m_heap.distances = std::move(distances);
    }

    void findEssential(const NameTags& tags) {
        const Snapshot& snapshot = *m_heap.snapshot;
        m_retainersStart = Clock::now();
        m_progress.begin(int(Stage::Retainers), snapshot.nodeCount() + 3 * snapshot.edgeCount());
        const BitSet owned = findPageOwned(snapshot, tags, m_progress);
        m_essential = std::make_shared<const BitSet>(findEssentialEdges(snapshot, tags, owned, m_threads, m_progress));
        m_essentialReady.open();
    }

    void reverseReferences() {
        const Snapshot& snapshot = *m_heap.snapshot;
        const unsigned others = std::max(1u, m_threads - 1);
        auto retainers = std::make_shared<Retainers>(
            reverseEdges(snapshot.firstEdges(), snapshot.edgeTargets(), *m_essential, others, m_progress));
        if (m_progress.stopRequested())
            return;
        {
            const std::lock_guard lock(m_mutex);
            m_heap.retainers = std::move(retainers);
            m_heap.essential = m_essential;
        }
        finishStage(Stage::Retainers, m_retainersStart, snapshot.edgeCount());
        m_dominatorsStart = Clock::now();
        m_progress.begin(int(Stage::Dominators), snapshot.nodeCount());
    }

    void findDominators() {
        const Snapshot& snapshot = *m_heap.snapshot;
        const auto retainers = [&]() -> const Retainers* {
            m_retainersReady.wait();
            return m_progress.stopRequested() ? nullptr : m_heap.retainers.get();
        };
        m_dominators = std::make_shared<DominatorTree>(computeDominators(
            {snapshot.firstEdges(), snapshot.edgeTargets(), *m_essential, retainers, snapshot.root()}, m_progress));
    }

    void sumUp() {
        const std::uint32_t count = m_heap.snapshot->nodeCount();
        finishStage(Stage::Dominators, m_dominatorsStart, count);
        const auto start = Clock::now();
        m_progress.begin(int(Stage::Retained), count);
        m_dominators->setSizes([&](NodeId n) { return m_heap.objects->shallowSize(n); }, m_threads, m_progress);
        if (m_progress.stopRequested())
            return;
        m_heap.classTotals = std::make_shared<ClassTotals>(
            sumUpClasses(*m_heap.classes, *m_heap.objects, *m_heap.distances, *m_dominators, m_progress));
        m_heap.dominators = std::move(m_dominators);
        finishStage(Stage::Retained, start, count);
    }

    /// Publishes when all stages up to one more are done: the lanes may finish theirs out of order.
    void finishStage(Stage stage, Clock::time_point start, std::uint64_t items) {
        const std::lock_guard lock(m_mutex);
        m_done[int(stage)] = true;
        m_heap.stageSeconds[int(stage)] = secondsSince(start);
        m_heap.stageItems[int(stage)] = items;
        const Stage before = m_heap.reached;
        while (int(m_heap.reached) + 1 < kStageCount && m_done[int(m_heap.reached) + 1])
            m_heap.reached = Stage(int(m_heap.reached) + 1);
        const bool isFirst = stage == Stage::Read;
        if (m_publish && (isFirst || m_heap.reached != before) && m_heap.reached != Stage::Retained)
            m_publish(std::make_shared<const Heap>(m_heap));
    }

    Result<HeapPtr> result() {
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
    std::mutex m_mutex; ///< for m_heap and publishing while the two lanes run
    Heap m_heap;
    bool m_done[kStageCount] = {true};
    std::shared_ptr<DominatorTree> m_dominators; ///< without sizes, until sumUp()
    std::shared_ptr<const BitSet> m_essential; ///< by edge; made by the longer lane, read by both
    Gate m_essentialReady;
    Gate m_retainersReady;
    Clock::time_point m_retainersStart;
    Clock::time_point m_dominatorsStart;
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
    return snapshot->strings().isTorn() || (index && index->isTorn());
}

Result<HeapPtr> openHeap(const OpenOptions& options, Progress& progress, const std::function<void(HeapPtr)>& publish,
                         LoadReport* report)
{
    LoadReport ownReport;
    try {
        return HeapOpener(options, progress, publish).run(report ? *report : ownReport);
    } catch (const std::bad_alloc&) {
    }
    return outOfMemory(options.path); // what was read so far is free again
}

} // namespace heapwise
