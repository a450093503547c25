// Arrays with many objects of one class: queues that are filled faster than they are emptied, logs, histories.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

constexpr Size kStoreHeader = 16, kWord = 8;

/// Bytes of the store behind the last element.
Size unusedBytes(const Snapshot& snapshot, NodeId array, std::uint64_t used)
{
    const NodeId store = internalLink(snapshot, array, "elements");
    const Size bytes = store.isValid() ? snapshot.selfSize(store) : 0;
    const Size needed = kStoreHeader + used * kWord;
    return bytes > needed ? bytes - needed : 0;
}

} // namespace

std::vector<Suspect> findGrowingArrays(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<Suspect> found;
    for (const NodeId array : input.census.longLists()) {
        if (input.progress.stopRequested())
            break;
        if (!input.isMine(array) || namedEdge(snapshot, array, EdgeType::Property, "constructor") != kNoEdge)
            continue;
        std::vector<std::uint32_t> elements;
        forEachEdge(snapshot, array, [&](EdgeIndex e) {
            if (snapshot.edgeType(e) == EdgeType::Element)
                elements.push_back(snapshot.edgeTarget(e).value);
        });
        const Majority majority = majorityClass(input, elements);
        if (double(majority.count) < thresholds::kSimilar * double(elements.size()))
            continue;
        Suspect suspect;
        suspect.pattern = LeakPattern::GrowingArray;
        suspect.holder = array;
        suspect.add(Evidence::Kind::Similar, majority.count, elements.size(),
                    (*input.heap.classes)[majority.heapClass].name);
        if (const Size unused = unusedBytes(snapshot, array, elements.size()); unused >= thresholds::kPinned)
            suspect.addBytes(Evidence::Kind::Unused, unused, 1);
        complete(input, suspect, std::move(elements));
        found.push_back(std::move(suspect));
    }
    return found;
}

} // namespace heapwise
