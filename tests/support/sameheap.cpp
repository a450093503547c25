#include "tests/support/sameheap.h"

#include <algorithm>

namespace heapwise::test {

namespace {

template <typename A, typename B>
bool same(const A& a, const B& b)
{
    return std::ranges::equal(a, b);
}

bool sameSnapshot(const Snapshot& a, const Snapshot& b)
{
    if (a.nodeCount() != b.nodeCount() || a.strings().count() != b.strings().count())
        return false;
    for (std::uint32_t i = 0; i < a.strings().count(); ++i)
        if (a.strings().raw(StringId{i}) != b.strings().raw(StringId{i}))
            return false;
    for (std::uint32_t n = 0; n < a.nodeCount(); ++n)
        if (a.selfSize(NodeId{n}) != b.selfSize(NodeId{n}) || a.detachedness(NodeId{n}) != b.detachedness(NodeId{n}) ||
            a.location(NodeId{n}) != b.location(NodeId{n}))
            return false;
    return same(a.types(), b.types()) && same(a.names(), b.names()) && same(a.objectIds(), b.objectIds()) &&
           a.firstEdges() == b.firstEdges() && same(a.edgeTypes(), b.edgeTypes()) &&
           same(a.edgeNames(), b.edgeNames()) && same(a.edgeTargets(), b.edgeTargets()) &&
           a.schema().nodeFields == b.schema().nodeFields && a.schema().nodeTypeNames == b.schema().nodeTypeNames &&
           a.schema().nodeTraceId == b.schema().nodeTraceId && a.info().path == b.info().path &&
           a.info().textBytes == b.info().textBytes && a.info().compressed == b.info().compressed &&
           a.info().extraNativeBytes == b.info().extraNativeBytes && a.info().traceFunctions == b.info().traceFunctions;
}

bool sameClasses(const Heap& a, const Heap& b)
{
    if (a.classes->size() != b.classes->size() || !same(a.classes->classOfNodes(), b.classes->classOfNodes()))
        return false;
    for (std::uint32_t c = 0; c < a.classes->size(); ++c) {
        const HeapClass &x = (*a.classes)[ClassId{c}], &y = (*b.classes)[ClassId{c}];
        if (x.name != y.name || x.type != y.type || x.location != y.location || x.count != y.count ||
            x.shallow != y.shallow || !same(a.classes->instances(ClassId{c}), b.classes->instances(ClassId{c})))
            return false;
    }
    return a.classTotals->retained == b.classTotals->retained && a.classTotals->distance == b.classTotals->distance;
}

bool sameNodes(const Heap& a, const Heap& b)
{
    for (std::uint32_t i = 0; i < a.snapshot->nodeCount(); ++i) {
        const NodeId n{i};
        if (a.objects->shallowSize(n) != b.objects->shallowSize(n) || a.objects->name(n) != b.objects->name(n) ||
            (*a.distances)[n] != (*b.distances)[n] || a.retainers->count(n) != b.retainers->count(n) ||
            a.dominators->immediateDominator(n) != b.dominators->immediateDominator(n) ||
            a.dominators->retainedSize(n) != b.dominators->retainedSize(n) ||
            a.dominators->objectCount(n) != b.dominators->objectCount(n))
            return false;
        for (std::uint64_t k = 0; k < a.retainers->count(n); ++k)
            if (a.retainers->source(n, k) != b.retainers->source(n, k) ||
                a.retainers->isEssential(n, k) != b.retainers->isEssential(n, k))
                return false;
    }
    return same(a.dominators->order(), b.dominators->order()) && a.totalSize() == b.totalSize();
}

bool sameTags(const Heap& a, const Heap& b)
{
    for (std::uint32_t i = 0; i < a.snapshot->strings().count(); ++i) {
        const NameTag tag = (*a.tags)[i];
        if (tag != (*b.tags)[i])
            return false;
        if (tag == NameTag::WeakMapPair && (a.tags->weakMapPair(i).pair != b.tags->weakMapPair(i).pair ||
                                            a.tags->weakMapPair(i).tableId != b.tags->weakMapPair(i).tableId))
            return false;
    }
    for (std::uint32_t n = 0; n < a.snapshot->nodeCount(); ++n)
        if (a.tags->isWeakMapTable(a.snapshot->objectId(NodeId{n}).value) !=
            b.tags->isWeakMapTable(a.snapshot->objectId(NodeId{n}).value))
            return false;
    for (EdgeIndex e = 0; e < a.snapshot->edgeCount(); ++e)
        if (a.essential->test(e) != b.essential->test(e))
            return false;
    return true;
}

} // namespace

HeapPtr open(const std::string& path, const IndexCache::Options& cache)
{
    OpenOptions options;
    options.path = path;
    options.cache = cache;
    Progress progress;
    const auto heap = openHeap(options, progress);
    return heap ? *heap : nullptr;
}

bool sameHeap(const Heap& a, const Heap& b)
{
    if (!b.tags || !b.essential || !sameTags(a, b))
        return false;
    return sameSnapshot(*a.snapshot, *b.snapshot) && sameClasses(a, b) && sameNodes(a, b) && b.has(Stage::Retained) &&
           a.report->sections.size() == b.report->sections.size() && a.report->fileBytes == b.report->fileBytes;
}

} // namespace heapwise::test
