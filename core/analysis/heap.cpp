#include "core/analysis/heap.h"

#include "core/base/parallel.h"
#include "core/heap/essentialedges.h"
#include "core/heap/nametags.h"
#include "core/snapshot/loader.h"

#include <chrono>
#include <exception>
#include <future>
#include <mutex>
#include <new>
#include <thread>

namespace heapwise {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Runs the stages. After reading, two lanes work side by side: one names the objects and computes distances, the
/// other reverses the references and computes dominators; they share the Snapshot and meet at the end.
class HeapOpener {
public:
    HeapOpener(const OpenOptions& options, Progress& progress, const std::function<void(HeapPtr)>& publish)
        : m_options(options)
        , m_progress(progress)
        , m_publish(publish)
        , m_threads(threadCount(options.threads)) {}

    Result<HeapPtr> run(LoadReport& report) {
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
        const NameTags tags(m_heap.snapshot->strings(), m_threads, m_progress);
        if (m_threads > 1) {
            std::exception_ptr failure;
            std::thread other([&] {
                try {
                    linkReferences(tags);
                } catch (...) {
                    failure = std::current_exception();
                    m_progress.requestStop();
                }
            });
            const auto join = [&] { other.join(); };
            try {
                nameObjects(tags, start);
            } catch (...) {
                m_progress.requestStop();
                join();
                throw;
            }
            join();
            if (failure)
                std::rethrow_exception(failure);
        } else {
            nameObjects(tags, start);
            linkReferences(tags);
        }
        if (!m_progress.stopRequested())
            sumUp();
        return result();
    }

    void nameObjects(const NameTags& tags, Clock::time_point start) {
        const Snapshot& snapshot = *m_heap.snapshot;
        Progress progress{Progress::Beside{m_progress}}; // what is shown is the longer lane
        auto objects = std::make_shared<HeapObjects>(interpretObjects(m_heap.snapshot, tags, progress));
        if (progress.stopRequested())
            return;
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

    /// The dominators' first search needs no retainers: it runs while the references are reversed.
    void linkReferences(const NameTags& tags) {
        const Snapshot& snapshot = *m_heap.snapshot;
        const auto start = Clock::now();
        m_progress.begin(int(Stage::Retainers), snapshot.nodeCount() + 3 * snapshot.edgeCount());
        BitSet essential;
        {
            const BitSet owned = findPageOwned(snapshot, tags, m_progress);
            essential = findEssentialEdges(snapshot, tags, owned, m_threads, m_progress);
        }
        auto policy = m_threads > 1 ? std::launch::async : std::launch::deferred;
        auto reversed = std::async(policy, [&] { return reverseReferences(essential, start); });
        const auto retainers = [&] { return reversed.get(); };
        m_dominators = std::make_shared<DominatorTree>(computeDominators(
            {snapshot.firstEdges(), snapshot.edgeTargets(), essential, retainers, snapshot.root()}, m_progress));
    }

    const Retainers* reverseReferences(const BitSet& essential, Clock::time_point start) {
        const Snapshot& snapshot = *m_heap.snapshot;
        auto retainers = std::make_shared<Retainers>(
            reverseEdges(snapshot.firstEdges(), snapshot.edgeTargets(), essential, m_threads, m_progress));
        if (m_progress.stopRequested())
            return nullptr;
        {
            const std::lock_guard lock(m_mutex);
            m_heap.retainers = retainers;
        }
        finishStage(Stage::Retainers, start, snapshot.edgeCount());
        m_dominatorsStart = Clock::now();
        m_progress.begin(int(Stage::Dominators), snapshot.nodeCount());
        return retainers.get();
    }

    void sumUp() {
        const std::uint32_t count = m_heap.snapshot->nodeCount();
        finishStage(Stage::Dominators, m_dominatorsStart, count);
        const auto start = Clock::now();
        m_progress.begin(int(Stage::Retained), count);
        m_dominators->setSizes([&](NodeId n) { return m_heap.objects->shallowSize(n); }, m_progress);
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
    Clock::time_point m_dominatorsStart;
};

} // namespace

Size Heap::totalSize() const
{
    return (objects ? objects->totalShallowSize() : 0) + snapshot->info().extraNativeBytes;
}

Result<HeapPtr> openHeap(const OpenOptions& options, Progress& progress, const std::function<void(HeapPtr)>& publish,
                         LoadReport* report)
{
    LoadReport ownReport;
    try {
        return HeapOpener(options, progress, publish).run(report ? *report : ownReport);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, options.path};
    }
}

} // namespace heapwise
