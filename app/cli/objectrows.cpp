#include "app/cli/objectrows.h"

#include "core/analysis/describe.h"
#include "core/report/utf8.h"

#include <limits>

namespace heapwise::cli {

namespace {

ReportCell retainedCell(const Heap& heap, NodeId n)
{
    return heap.dominators ? ReportCell(std::uint64_t(heap.dominators->retainedSize(n))) : ReportCell();
}

/// Distances without meaning come last.
std::int64_t distanceKey(const Heap& heap, NodeId n)
{
    const std::int32_t distance = heap.distances ? (*heap.distances)[n] : Distances::kUnreached;
    return distance < 0 ? std::numeric_limits<std::int64_t>::max() : distance;
}

template <typename T>
int order(const T& a, const T& b)
{
    return a < b ? -1 : b < a ? 1 : 0;
}

bool isString(NodeType type)
{
    return type == NodeType::String || type == NodeType::ConcatenatedString || type == NodeType::SlicedString;
}

} // namespace

std::string objectTitle(const Heap& heap, NodeId n)
{
    constexpr std::size_t kLongest = 240;
    const std::string& className = heap.classes->nameOf(n);
    const std::string name = displayName(heap, n, kLongest);
    const NodeType type = heap.snapshot->type(n);
    if (isString(type))
        return quoted(name);
    if (n == heap.snapshot->root() && name.empty())
        return "(root)";
    if (name.empty() || name == className)
        return className;
    if (type == NodeType::Closure)
        return className + " " + name;
    return name;
}

std::vector<ReportColumn> objectColumns()
{
    using enum ReportColumn::Audience;
    return {{"object", "Object", ColumnKind::Text, People, true},
            {"class", "", ColumnKind::Text, Programs},
            {"name", "", ColumnKind::Text, Programs},
            {"type", "", ColumnKind::Text, Programs},
            {"id", "Id", ColumnKind::Id},
            {"distance", "Distance", ColumnKind::Number},
            {"shallowBytes", "Shallow", ColumnKind::Bytes},
            {"retainedBytes", "Retained", ColumnKind::Bytes}};
}

std::vector<ReportCell> objectCells(const Heap& heap, NodeId n)
{
    return {objectTitle(heap, n),
            heap.classes->nameOf(n),
            displayName(heap, n),
            heap.snapshot->typeName(heap.snapshot->type(n)),
            std::uint64_t(heap.snapshot->objectId(n).value),
            heap.distances ? distanceCell((*heap.distances)[n]) : ReportCell(),
            std::uint64_t(heap.objects->shallowSize(n)),
            retainedCell(heap, n)};
}

std::vector<ReportColumn> referenceColumns()
{
    return {{"reference", "Reference", ColumnKind::Text, ReportColumn::Audience::Everyone, true},
            {"referenceType", "Kind", ColumnKind::Text}};
}

std::vector<ReportCell> referenceCells(const Heap& heap, EdgeIndex edge)
{
    const Snapshot& snapshot = *heap.snapshot;
    return {snapshot.edgeName(edge), snapshot.edgeTypeName(snapshot.edgeType(edge))};
}

ReportCell locationCell(const ScriptNames& scripts, const std::optional<Location>& location)
{
    if (!location)
        return {};
    const std::string& name = scripts.name(location->scriptId);
    return (name.empty() ? "script " + std::to_string(location->scriptId) : name) + ":" +
           std::to_string(std::uint64_t(location->line) + 1) + ":" +
           std::to_string(std::uint64_t(location->column) + 1);
}

ReportCell scriptCell(const ScriptNames& scripts, const std::optional<Location>& location)
{
    if (!location || scripts.name(location->scriptId).empty())
        return {};
    return scripts.name(location->scriptId);
}

ReportCell distanceCell(std::int32_t distance)
{
    return Distances::isFinite(distance) ? ReportCell(std::uint64_t(distance)) : ReportCell();
}

ObjectOrder::ObjectOrder(const Heap& heap, std::string_view column)
    : m_heap(heap)
    , m_by(column == "shallow"    ? By::Shallow
           : column == "objects"  ? By::Objects
           : column == "distance" ? By::Distance
           : column == "class"    ? By::Class
           : column == "id"       ? By::Id
                                  : By::Retained)
{}

bool ObjectOrder::operator()(NodeId a, NodeId b) const
{
    if (const int byColumn = compare(a, b))
        return byColumn < 0;
    if (const int byId = order(m_heap.snapshot->objectId(a), m_heap.snapshot->objectId(b)))
        return byId < 0;
    return a < b;
}

int ObjectOrder::compare(NodeId a, NodeId b) const
{
    switch (m_by) {
    case By::Retained:
        return m_heap.dominators ? order(m_heap.dominators->retainedSize(b), m_heap.dominators->retainedSize(a)) : 0;
    case By::Shallow:
        return order(m_heap.objects->shallowSize(b), m_heap.objects->shallowSize(a));
    case By::Objects:
        return m_heap.dominators ? order(m_heap.dominators->objectCount(b), m_heap.dominators->objectCount(a)) : 0;
    case By::Distance:
        return order(distanceKey(m_heap, a), distanceKey(m_heap, b));
    case By::Class:
        return order(m_heap.classes->nameOf(a), m_heap.classes->nameOf(b));
    case By::Id:
        break; // the tie-break is the order
    }
    return 0;
}

NodeId findObject(const Heap& heap, ObjectId id, std::string& failure)
{
    const NodeId n = heap.snapshot->findObject(id);
    if (!n.isValid())
        failure = "There is no object @" + std::to_string(id.value) + " in " + quoted(heap.snapshot->info().path) +
                  ". Ids belong to one process; the other commands print them.";
    return n;
}

bool requireReferences(const Heap& heap, std::string& failure)
{
    if (heap.has(Stage::Retained) && heap.dominators && !heap.countsOnly)
        return true;
    const bool isComplete = heap.report->isComplete();
    failure = quoted(heap.snapshot->info().path) +
              (isComplete ? " was read without its references" : " is incomplete: its references are missing") +
              ", so what keeps objects alive is not known. The commands summary and classes still work.";
    return false;
}

} // namespace heapwise::cli
