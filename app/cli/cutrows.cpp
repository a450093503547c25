#include "app/cli/cutrows.h"

#include "app/cli/objectrows.h"
#include "core/analysis/retention/references.h"
#include "core/analysis/userobjects.h"
#include "core/heap/scripts.h"
#include "core/report/numbers.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

std::string idText(const Heap& heap, NodeId n)
{
    return "@" + std::to_string(heap.snapshot->objectId(n).value);
}

/// A title that is a list of properties says less than its class.
std::string nameText(const Heap& heap, NodeId n)
{
    constexpr std::size_t kLongest = 40;
    const std::string title = objectTitle(heap, n);
    return (title.size() > kLongest ? heap.classes->nameOf(n) : title) + " " + idText(heap, n);
}

std::string referenceText(const Snapshot& snapshot, EdgeIndex e)
{
    switch (snapshot.edgeType(e)) {
    case EdgeType::Element:
        return "`[" + snapshot.edgeName(e) + "]`";
    case EdgeType::Internal: // the place in a table says nothing
        return isDroppable(snapshot, e) ? "an entry" : "`" + snapshot.edgeName(e) + "`";
    default:
        return "`" + snapshot.edgeName(e) + "`";
    }
}

std::uint64_t idOf(const Heap& heap, NodeId n)
{
    return heap.snapshot->objectId(n).value;
}

/// What a store repeats is left out, as long as something is left.
std::vector<EdgeIndex> ownReferences(const Heap& heap, const std::vector<EdgeIndex>& references)
{
    std::vector<EdgeIndex> own;
    std::ranges::copy_if(references, std::back_inserter(own), [&](EdgeIndex e) {
        const NodeId source = heap.snapshot->edgeSource(e);
        return isDroppable(*heap.snapshot, e) && ownerOfStore(heap, source) == source;
    });
    return own.empty() ? references : own;
}

} // namespace

std::string referencesText(const Heap& heap, const std::vector<EdgeIndex>& references)
{
    constexpr std::size_t kMost = 5;
    const std::vector<EdgeIndex> own = ownReferences(heap, references);
    std::string text;
    for (std::size_t i = 0; i < std::min(kMost, own.size()); ++i) {
        const NodeId owner = ownerOfStore(heap, heap.snapshot->edgeSource(own[i]));
        text += (i > 0 ? " and " : "") + referenceText(*heap.snapshot, own[i]) + " of " + nameText(heap, owner);
    }
    return own.size() > kMost ? text + " and " + countText(own.size() - kMost) + " more" : text;
}

std::string suggestionText(const Heap& heap, const SuggestedCut& cut, std::uint64_t subjectCount)
{
    std::string text = "Cut " + referencesText(heap, cut.references) + " to " + nameText(heap, cut.target) + ": frees ";
    if (subjectCount > 1)
        text += countText(cut.subjects) + " of " + countText(subjectCount) + ", ";
    return text + bytesText(cut.bytes) + " in " + countText(cut.objects) + (cut.objects == 1 ? " object" : " objects");
}

std::vector<SuggestedCut> suggestionsFor(const Heap& heap, const std::vector<std::uint32_t>& subjects)
{
    const Progress progress;
    const BitSet mine = findUserObjects(*heap.snapshot, scriptNames(*heap.snapshot, progress), progress);
    return suggestCuts(heap, subjects, &mine, progress);
}

void writeReferences(JsonWriter& json, const Heap& heap, const std::vector<EdgeIndex>& references)
{
    json.beginArray();
    for (const EdgeIndex e : references)
        json.beginObject()
            .member("sourceId", idOf(heap, heap.snapshot->edgeSource(e)))
            .member("reference", heap.snapshot->edgeName(e))
            .member("referenceType", heap.snapshot->edgeTypeName(heap.snapshot->edgeType(e)))
            .member("targetId", idOf(heap, heap.snapshot->edgeTarget(e)))
            .endObject();
    json.endArray();
}

void writeSuggestions(JsonWriter& json, const Heap& heap, const std::vector<SuggestedCut>& cuts)
{
    json.key("suggestedCuts").beginArray();
    for (const SuggestedCut& cut : cuts) {
        json.beginObject().member("sentence", referencesText(heap, cut.references)).key("references");
        writeReferences(json, heap, cut.references);
        json.member("targetId", idOf(heap, cut.target))
            .member("dropped", cut.dropped)
            .member("isPrograms", cut.isPrograms)
            .member("freedBytes", cut.bytes)
            .member("freedObjects", cut.objects)
            .member("subjectsFreed", cut.subjects)
            .member("subjectBytes", cut.subjectBytes)
            .endObject();
    }
    json.endArray();
}

} // namespace heapwise::cli
