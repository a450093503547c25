// Fuzz target: any bytes, opened as a snapshot, through every stage and every question the views ask of one.

#include "core/analysis/describe.h"
#include "core/analysis/diagnosis.h"
#include "core/analysis/heap.h"
#include "core/analysis/paths.h"
#include "core/analysis/regroup.h"
#include "core/analysis/retention/holders.h"
#include "core/analysis/retention/mergedpaths.h"
#include "core/analysis/retention/rootpaths.h"
#include "core/analysis/retention/steps.h"
#include "core/analysis/retention/suggestedcuts.h"
#include "core/heap/fields/decode.h"
#include "core/snapshot/allocationstacks.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace heapwise;

/// The bytes as a file that lives in memory only.
class MemoryFile {
public:
    MemoryFile(const std::uint8_t* data, std::size_t size)
        : m_descriptor(memfd_create("fuzz", MFD_CLOEXEC))
    {
        if (m_descriptor < 0 || ::write(m_descriptor, data, size) != ssize_t(size))
            std::abort();
    }
    ~MemoryFile() { ::close(m_descriptor); }
    std::string path() const { return "/proc/self/fd/" + std::to_string(m_descriptor); }

private:
    int m_descriptor;
};

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// What must hold for every heap, whatever the file said.
void checkInvariants(const Heap& heap)
{
    const Snapshot& s = *heap.snapshot;
    Size raw = 0, attributed = 0;
    std::uint64_t instances = 0;
    for (std::uint32_t n = 0; n < s.nodeCount(); ++n) {
        raw += s.selfSize(NodeId{n});
        attributed += heap.objects->shallowSize(NodeId{n});
        instances += heap.objects->shallowSize(NodeId{n}) != 0;
    }
    require(raw == attributed && attributed == heap.objects->totalShallowSize());
    std::uint64_t counted = 0;
    for (std::uint32_t c = 0; c < heap.classes->size(); ++c)
        counted += heap.classes->instances(ClassId{c}).size();
    require(counted == instances);
    if (heap.dominators) {
        require(heap.dominators->retainedSize(s.root()) == attributed);
        require(heap.dominators->objectCount(s.root()) == s.nodeCount());
    }
}

void askEverything(const Heap& heap)
{
    const Snapshot& s = *heap.snapshot;
    for (std::uint32_t i = 0; i < s.nodeCount() && i < 300; ++i) {
        const NodeId n{i};
        displayName(heap, n);
        stringText(s, n);
        isProbablyCut(s, n);
        s.location(n);
        for (EdgeIndex e = s.firstEdge(n); e < s.endEdge(n) && e < s.firstEdge(n) + 50; ++e) {
            require(s.edgeSource(e) == n);
            s.edgeName(e);
        }
        if (!heap.retainers)
            continue;
        const RetainerCounts counts = countRetainers(heap, n);
        require(counts.strong + counts.weak + counts.fromRoot == heap.retainers->count(n));
        retainingPath(heap, n, 100);
        rankedRetainers(heap, n, 5);
    }
}

void retainEverything(const Heap& heap)
{
    if (!heap.has(Stage::Retained))
        return;
    Progress progress;
    const Routes routes(heap, {}, progress);
    std::vector<std::uint32_t> subjects;
    for (std::uint32_t n = 0; n < heap.snapshot->nodeCount() && n < 300; ++n)
        subjects.push_back(n);
    for (const bool all : {false, true}) {
        const MergedPaths merged = mergeShortestPaths(routes, subjects, {all, true}, progress);
        std::uint64_t ends = 0;
        for (const PathGroup& group : merged.groups)
            ends += group.ends;
        require(ends + merged.unreached == subjects.size());
    }
    for (const std::uint32_t n : subjects) {
        for (const RootPath& path : distinctPaths(routes, NodeId{n}, 3, progress))
            describePath(heap, NodeId{n}, path, progress);
        const CutResult cut = simulateCut(heap, {{}, {n}}, progress);
        require(n == 0 || !heap.dominators->isReached(NodeId{n}) ||
                cut.bytes == heap.dominators->retainedSize(NodeId{n}));
    }
    findHolders(routes, subjects, progress);
    suggestCuts(heap, subjects, nullptr, progress);
}

void decodeEverything(const Heap& heap)
{
    const Snapshot& s = *heap.snapshot;
    Progress progress;
    const auto stacks = readAllocationStacks(s, progress);
    for (std::uint32_t i = 0; i < s.nodeCount() && i < 300; ++i) {
        const NodeId n{i};
        const DecodedObject object = decodeObject(s, heap.retainers.get(), n, 20, progress);
        require(object.fields.size() <= 20 && object.fieldCount >= object.fields.size());
        for (const Field& field : object.fields)
            require(field.value.isValid() == (field.absence == Absence::None));
        primitiveText(s, n);
        if (stacks)
            stacks->framesOf(n);
    }
}

void groupEverything(const HeapPtr& heap)
{
    if (!heap->has(Stage::Retained))
        return;
    Progress progress;
    const ScriptNames scripts = scriptNames(*heap->snapshot, progress);
    for (const Grouping by : {Grouping::Class, Grouping::File, Grouping::Package, Grouping::Location, Grouping::Shape})
        for (const bool on : {false, true})
            checkInvariants(*regroup(heap, scripts, {by, false, on, on}, progress));
    require(regroup(heap, scripts, {Grouping::Class, true, true, false}, progress) != nullptr);
    const Diagnosis diagnosis = diagnose(*heap, progress);
    for (const Finding& finding : diagnosis.findings)
        require(finding.holder.value < heap->snapshot->nodeCount() && finding.count > 0);
    for (const auto* const list : {&diagnosis.suspects, &diagnosis.small})
        for (const Suspect& suspect : *list) {
            require(suspect.holder.value < heap->snapshot->nodeCount() && suspect.count > 0);
            require(!suspect.members.empty() && suspect.retained <= heap->totalSize());
        }
}

void open(const MemoryFile& file, bool acceptPartial)
{
    Progress progress;
    LoadReport report;
    const auto heap = openHeap({file.path(), acceptPartial, 1}, progress, {}, &report);
    if (!heap)
        return;
    checkInvariants(**heap);
    askEverything(**heap);
    decodeEverything(**heap);
    retainEverything(**heap);
    groupEverything(*heap);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const MemoryFile file(data, size);
    open(file, false);
    open(file, true);
    return 0;
}
