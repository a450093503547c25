#include "core/analysis/heapindex.h"

#include "core/base/mappedfile.h"
#include "core/base/parallel.h"
#include "core/snapshot/decompressor.h"

#include <bit>

namespace heapwise {

namespace {

/// The essential references as words of 64 bits.
Column<std::uint64_t> wordsOf(const BitSet& bits, std::size_t size)
{
    Column<std::uint64_t> words((size + 63) / 64);
    for (std::size_t i = 0; i < size; ++i)
        words[i / 64] |= std::uint64_t(bits.test(i)) << (i % 64);
    return words;
}

std::shared_ptr<const BitSet> bitsOf(const Column<std::uint64_t>& words, std::size_t size)
{
    auto bits = std::make_shared<BitSet>(size);
    for (std::size_t word = 0; word < words.size(); ++word)
        for (std::uint64_t rest = words[word]; rest != 0; rest &= rest - 1)
            if (const std::size_t i = word * 64 + std::size_t(std::countr_zero(rest)); i < size)
                bits->set(i);
    return bits;
}

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
    Column<std::uint64_t> essential;
    read(*snapshot, *report, *objects, *classes, *retainers, *distances, *dominators, *totals, essential);
    if (!read.isGood())
        return nullptr;
    snapshot->setPath(path);

    Heap heap;
    heap.snapshot = snapshot;
    heap.report = report;
    heap.objects = objects;
    heap.classes = classes;
    Progress progress;
    heap.tags = std::make_shared<const NameTags>(snapshot->strings(), threadCount(0), progress);
    heap.retainers = retainers;
    heap.essential = bitsOf(essential, snapshot->edgeCount());
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
    const auto essential = wordsOf(*heap.essential, heap.snapshot->edgeCount());
    IndexWriter write(info.compressed);
    write(*heap.snapshot, *heap.report, *heap.objects, *heap.classes, *heap.retainers, *heap.distances, *heap.dominators,
          *heap.classTotals, essential);
    return cache.keep(write, heap.key, info.path, progress);
}

} // namespace heapwise
