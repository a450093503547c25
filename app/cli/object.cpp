#include "app/cli/command.h"
#include "app/cli/document.h"
#include "app/cli/fieldrows.h"
#include "app/cli/objectrows.h"
#include "core/analysis/describe.h"
#include "core/analysis/paths.h"
#include "core/heap/fields/decode.h"
#include "core/report/numbers.h"
#include "core/snapshot/allocationstacks.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

std::vector<EdgeIndex> referencesOf(const Heap& heap, NodeId n, const Arguments& arguments)
{
    const Snapshot& snapshot = *heap.snapshot;
    std::vector<EdgeIndex> edges;
    for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e)
        edges.push_back(e);
    if (arguments.sort != "file")
        std::ranges::stable_sort(edges, ObjectOrder(heap, arguments.sort),
                                 [&snapshot](EdgeIndex e) { return snapshot.edgeTarget(e); });
    if (edges.size() > arguments.limit)
        edges.erase(edges.begin() + std::ptrdiff_t(arguments.limit), edges.end());
    return edges;
}

ReportTable referenceTable(const Heap& heap, const std::vector<EdgeIndex>& edges)
{
    ReportTable table{referenceColumns(), {}};
    append(table.columns, objectColumns());
    for (const EdgeIndex e : edges) {
        auto row = referenceCells(heap, e);
        append(row, objectCells(heap, heap.snapshot->edgeTarget(e)));
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// One table for spreadsheets: the fields, then the references as stored; the first column says which.
ReportTable combined(const ReportTable& fields, const ReportTable& references)
{
    ReportTable table{fields.columns, {}};
    table.columns.insert(table.columns.begin(), {"list", "", ColumnKind::Text});
    for (auto row : fields.rows) {
        row.insert(row.begin(), std::string("field"));
        table.rows.push_back(std::move(row));
    }
    for (auto row : references.rows) { // name and type as in fields, then no reason and no key
        row.insert(row.begin() + 2, 2, ReportCell());
        row.insert(row.begin(), std::string("reference"));
        table.rows.push_back(std::move(row));
    }
    return table;
}

bool hasText(NodeType type)
{
    return type == NodeType::String || type == NodeType::ConcatenatedString || type == NodeType::SlicedString;
}

const char* detachedWord(Detachedness state)
{
    return state == Detachedness::Detached ? "detached" : state == Detachedness::Attached ? "attached" : "";
}

std::string retainerText(const RetainerCounts& counts)
{
    return countText(counts.strong) + " strong, " + countText(counts.weak) + " weak, " + countText(counts.fromRoot) +
           " from the root";
}

std::vector<Fact> factsOf(const Heap& heap, NodeId n, const DecodedObject& decoded)
{
    const Snapshot& snapshot = *heap.snapshot;
    const Size shallow = heap.objects->shallowSize(n), own = snapshot.selfSize(n);
    std::vector<Fact> facts{{"Object", objectTitle(heap, n) + " @" + std::to_string(snapshot.objectId(n).value)},
                            {"Class", heap.classes->nameOf(n)},
                            {"Type", snapshot.typeName(snapshot.type(n))},
                            {"Shallow", bytesText(shallow)}};
    if (const std::string content = factsText(decoded); !content.empty())
        facts.insert(facts.begin() + 2, {"It is", content});
    if (own != shallow)
        facts.push_back({"In the file", bytesText(own) + ", the rest belongs to internals or their owner"});
    if (heap.dominators) {
        const NodeId dominator = heap.dominators->immediateDominator(n);
        facts.push_back({"Retained", bytesText(heap.dominators->retainedSize(n)) + " in " +
                                         countText(heap.dominators->objectCount(n)) + " objects"});
        facts.push_back({"Distance", distanceText((*heap.distances)[n])});
        facts.push_back(
            {"Dominated by", objectTitle(heap, dominator) + " @" + std::to_string(snapshot.objectId(dominator).value)});
    }
    if (heap.retainers)
        facts.push_back({"Held by", retainerText(countRetainers(heap, n))});
    const ScriptNames scripts = scriptNames(snapshot, Progress());
    if (const auto location = locationCell(scripts, snapshot.location(n)); location.text())
        facts.push_back({"Location", *location.text()});
    if (*detachedWord(heap.objects->detachedness(n)))
        facts.push_back({"State", detachedWord(heap.objects->detachedness(n))});
    if (hasText(snapshot.type(n)) && isProbablyCut(snapshot, n))
        facts.push_back({"Text", "probably cut: the snapshot keeps 1,024 characters of a string"});
    return facts;
}

void writeLocation(JsonWriter& json, const Snapshot& snapshot, NodeId n)
{
    const auto location = snapshot.location(n);
    if (!location) {
        json.nullMember("location");
        return;
    }
    const std::string script = scriptNames(snapshot, Progress()).name(location->scriptId);
    json.key("location").beginObject().key("script");
    if (script.empty())
        json.null();
    else
        json.value(script);
    json.member("scriptId", location->scriptId)
        .member("line", std::uint64_t(location->line) + 1)
        .member("column", std::uint64_t(location->column) + 1)
        .endObject();
}

void writeGraphFacts(JsonWriter& json, const Heap& heap, NodeId n)
{
    json.key("dominatorId");
    if (heap.dominators)
        json.value(heap.snapshot->objectId(heap.dominators->immediateDominator(n)).value);
    else
        json.null();
    json.key("retainedObjects");
    if (heap.dominators)
        json.value(heap.dominators->objectCount(n));
    else
        json.null();
    json.key("retainerCounts");
    if (!heap.retainers) {
        json.null();
        return;
    }
    const RetainerCounts counts = countRetainers(heap, n);
    json.beginObject()
        .member("strong", counts.strong)
        .member("weak", counts.weak)
        .member("fromRoot", counts.fromRoot)
        .endObject();
}

void writeObject(JsonWriter& json, const Heap& heap, NodeId n)
{
    const Snapshot& snapshot = *heap.snapshot;
    json.beginObject();
    writeJsonMembers(json, ReportTable{objectColumns(), {}}, objectCells(heap, n));
    json.member("selfBytes", snapshot.selfSize(n));
    writeGraphFacts(json, heap, n);
    writeLocation(json, snapshot, n);
    json.member("detachedness", int(heap.objects->detachedness(n)));
    json.member("textIsCut", hasText(snapshot.type(n)) && isProbablyCut(snapshot, n));
    json.endObject();
}

/// Nothing for files without stacks, and where they cannot be read: the object is shown all the same.
std::vector<AllocationFrame> allocationStackOf(const Heap& heap, NodeId n)
{
    if (!hasAllocationStacks(*heap.snapshot))
        return {};
    Progress progress;
    const auto stacks = readAllocationStacks(*heap.snapshot, progress);
    return stacks ? stacks->framesOf(n) : std::vector<AllocationFrame>();
}

ReportTable stackTable(const Heap& heap, const std::vector<AllocationFrame>& frames)
{
    const StringTable& strings = heap.snapshot->strings();
    ReportTable table{{{"function", "Made in", ColumnKind::Text, ReportColumn::Audience::Everyone, true},
                       {"script", "File", ColumnKind::Text, ReportColumn::Audience::Everyone, true},
                       {"line", "Line", ColumnKind::Number},
                       {"column", "Column", ColumnKind::Number}},
                      {}};
    for (const AllocationFrame& frame : frames) {
        const std::string name = strings.text(frame.function);
        const auto known = [](std::uint32_t number) {
            return number > 0 ? ReportCell(std::uint64_t(number)) : ReportCell();
        };
        table.rows.push_back({name.empty() ? std::string("(anonymous)") : name, strings.text(frame.script),
                              known(frame.line), known(frame.column)});
    }
    return table;
}

std::string jsonText(const Heap& heap, NodeId n, const DecodedObject& decoded, const ReportTable& references)
{
    JsonWriter json = beginDocument("object", heap);
    json.key("object");
    writeObject(json, heap, n);
    writeFacts(json, decoded);
    json.member("fieldCount", decoded.fieldCount).key("fields");
    writeJsonRows(json, fieldTable(heap, decoded));
    json.key("allocationStack");
    writeJsonRows(json, stackTable(heap, allocationStackOf(heap, n)));
    json.member("referenceCount", heap.snapshot->endEdge(n) - heap.snapshot->firstEdge(n)).key("references");
    writeJsonRows(json, references);
    json.endObject();
    return json.take();
}

} // namespace

Outcome runObject(const Heap& heap, const Arguments& arguments, const Output& output)
{
    Outcome outcome;
    const NodeId n = findObject(heap, arguments.object, outcome.failure);
    if (!n.isValid())
        return outcome;
    const DecodedObject decoded = decodeObject(*heap.snapshot, heap.retainers.get(), n, arguments.limit, Progress());
    const ReportTable references = referenceTable(heap, referencesOf(heap, n, arguments));
    if (arguments.format == Format::Csv)
        return {csvText(combined(fieldTable(heap, decoded), references)), {}};
    if (arguments.format == Format::Json)
        return {jsonText(heap, n, decoded, references), {}};

    const std::uint64_t all = heap.snapshot->endEdge(n) - heap.snapshot->firstEdge(n);
    outcome.text =
        factLines(factsOf(heap, n, decoded)) + "\n" + shownOf(decoded.fields.size(), decoded.fieldCount, "fields");
    if (decoded.fieldCount > 0)
        outcome.text += alignedText(fieldTable(heap, decoded), output.width);
    outcome.text += "\n" + shownOf(references.rows.size(), all, "references as the file has them");
    if (all > 0)
        outcome.text += alignedText(references, output.width);
    if (const auto frames = allocationStackOf(heap, n); !frames.empty())
        outcome.text += "\n" + alignedText(stackTable(heap, frames), output.width);
    return outcome;
}

} // namespace heapwise::cli
