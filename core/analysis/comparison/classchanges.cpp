#include "core/analysis/comparison/classchanges.h"

#include "core/analysis/comparison/joinedclasses.h"
#include "core/analysis/comparison/objectmatches.h"
#include "core/analysis/regroup.h"
#include "core/base/parallel.h"
#include "core/heap/scripts.h"

#include <array>

namespace heapwise {

namespace {

bool areOfOneProcess(const Heap& earlier, const Heap& later, std::optional<bool> sameIds, const Progress& progress)
{
    if (sameIds)
        return *sameIds;
    return judgeIds(*earlier.snapshot, *later.snapshot, matchById(*earlier.snapshot, *later.snapshot, progress))
        .agrees();
}

/// Plain objects of the earlier snapshot named as in the later one; no more is asked of it than classes.
HeapPtr namedAlike(const Heap& earlier, const Heap& later, const Progress& progress)
{
    Progress unseen; // tags take less time than a stop may
    const StringTable& strings = later.snapshot->strings();
    const auto interfaces =
        namePlainObjects(*later.snapshot, NameTags(strings, threadCount(0), unseen), progress).interfaces;
    GroupOptions options;
    options.plainAs = &interfaces;
    auto bare = std::make_shared<Heap>(earlier);
    bare->dominators = nullptr;
    bare->classTotals = nullptr;
    bare->reached = Stage::Objects;
    return regroup(bare, scriptNames(*earlier.snapshot, progress), options, progress);
}

ClassChange sumOf(const Heap& heap, ClassId c)
{
    if (!c.isValid())
        return {};
    const HeapClass& heapClass = (*heap.classes)[c];
    return {std::int64_t(heapClass.count), std::int64_t(heapClass.shallow)};
}

} // namespace

std::optional<std::vector<ClassChange>> classChanges(const HeapPtr& earlier, const HeapPtr& later,
                                                     std::optional<bool> sameIds, const Progress& progress)
{
    if (earlier->countsOnly || later->countsOnly || !areOfOneProcess(*earlier, *later, sameIds, progress) ||
        progress.stopRequested())
        return std::nullopt;
    const std::array<HeapPtr, 2> heaps{namedAlike(*earlier, *later, progress), later};
    if (!heaps[0])
        return std::nullopt;
    const JoinedClasses joined = joinClasses(heaps, ClassJoin::SameProcess);
    std::vector<ClassChange> changes(later->classes->size());
    for (std::uint32_t c = 0; c < changes.size(); ++c) {
        const std::uint32_t of = joined.of(1, ClassId{c});
        if (of == JoinedClasses::kNone)
            continue;
        const ClassChange before = sumOf(*heaps[0], joined[of].in[0]), now = sumOf(*later, ClassId{c});
        changes[c] = {now.objects - before.objects, now.shallow - before.shallow};
    }
    return changes;
}

} // namespace heapwise
