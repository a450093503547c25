#include "core/analysis/heapindex.h"

#include "core/base/mappedfile.h"
#include "core/base/mappingguard.h"
#include "core/base/parts.h"
#include "core/snapshot/decompressor.h"

namespace heapwise {

namespace {

/// Hands over all that an index holds of a complete heap.
template <typename Visit>
void visitIndexed(const Heap& heap, Visit& visit)
{
    visit(*heap.snapshot, *heap.report, *heap.objects, *heap.classes, *heap.retainers, *heap.distances,
          *heap.dominators, *heap.classTotals, *heap.tags, *heap.essential);
}

/// Finds columns in pages that were lost.
class TearSearch {
public:
    template <typename... Parts>
    void operator()(const Parts&... parts)
    {
        (look(parts), ...);
    }
    void text(std::string_view, const std::shared_ptr<const void>&) {} // of the snapshot
    bool hasFound() const { return m_hasFound; }

private:
    template <typename T>
    void look(const T& value)
    {
        if constexpr (HasParts<const T, TearSearch>)
            T::visitParts(value, *this);
    }
    template <typename T>
    void look(const Column<T>& column)
    {
        m_hasFound = m_hasFound || MappingGuard::isTorn(column.data());
    }

    bool m_hasFound = false;
};

} // namespace

HeapPtr openIndexed(const std::string& path, const IndexKey& key, const IndexCache& cache)
{
    auto index = cache.find(key);
    const auto file = index ? MappedFile::open(path) : Error{};
    if (!file)
        return nullptr;
    const bool isCompressed = compressionOf((*file)->text()) != Compression::None;
    IndexReader read(index, isCompressed ? nullptr : *file);

    auto snapshot = std::make_shared<Snapshot>();
    auto report = std::make_shared<LoadReport>();
    auto objects = std::make_shared<HeapObjects>(snapshot);
    auto classes = std::make_shared<ClassTable>();
    auto retainers = std::make_shared<Retainers>();
    auto distances = std::make_shared<Distances>();
    auto dominators = std::make_shared<DominatorTree>();
    auto totals = std::make_shared<ClassTotals>();
    auto tags = std::make_shared<NameTags>();
    auto essential = std::make_shared<BitSet>();
    read(*snapshot, *report, *objects, *classes, *retainers, *distances, *dominators, *totals, *tags, *essential);
    if (!read.isGood())
        return nullptr;
    snapshot->setPath(path);

    Heap heap;
    heap.snapshot = snapshot;
    heap.report = report;
    heap.objects = objects;
    heap.classes = classes;
    heap.tags = tags;
    heap.retainers = retainers;
    heap.essential = essential;
    heap.distances = distances;
    heap.dominators = dominators;
    heap.classTotals = totals;
    heap.reached = Stage::Retained;
    heap.key = key;
    heap.index = std::move(index);
    return std::make_shared<const Heap>(std::move(heap));
}

bool isIndexable(const Heap& heap, const IndexCache& cache)
{
    return cache.isOn() && !heap.index && heap.key.fileBytes > 0 && !heap.countsOnly && heap.has(Stage::Retained) &&
           heap.report->isComplete() && heap.snapshot->info().textBytes >= cache.options().smallestSnapshot;
}

Result<void> writeIndex(const Heap& heap, const IndexCache& cache, const Progress& progress)
{
    const SnapshotInfo& info = heap.snapshot->info();
    const auto key = indexKeyOf(info.path);
    if (!key)
        return key.error();
    if (!(*key == heap.key))
        return Error{ErrorCode::FileChanged, {}};
    IndexWriter write(info.compressed);
    visitIndexed(heap, write);
    return cache.keep(write, heap.key, info.path, progress);
}

bool Heap::isIndexTorn() const
{
    if (index)
        return index->isTorn();
    TearSearch search;
    if (has(Stage::Retained) && !countsOnly)
        visitIndexed(*this, search);
    return search.hasFound();
}

} // namespace heapwise
