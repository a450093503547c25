#include "core/snapshot/snapshotbuilder.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace heapwise {

namespace {

constexpr std::uint64_t kUint32Max = UINT32_MAX;

/// floor(value / divisor) with reciprocal = floor(2^64 / divisor) + 1, exact for value below 2^32 * 64: the
/// stride is known only at run time, and a division instruction per edge would cost a tenth of the reading.
std::uint64_t divide(std::uint64_t value, std::uint64_t reciprocal)
{
    __extension__ using Wide = unsigned __int128;
    return std::uint64_t((Wide(value) * reciprocal) >> 64);
}

/// Calls take(position, record) for each record; stops at the first that is refused.
template <typename Take>
std::size_t takeRecords(std::uint64_t first, const std::uint64_t* values, std::size_t count, int stride, Take&& take)
{
    for (std::size_t i = 0; i < count; ++i)
        if (!take(first + i, values + i * std::size_t(stride)))
            return i;
    return count;
}

} // namespace

SnapshotBuilder::SnapshotBuilder(const Header& header)
    : m_snapshot(std::make_shared<Snapshot>())
    , m_nodeStrideReciprocal(UINT64_MAX / std::uint64_t(header.schema.nodeStride()) + 1)
{
    m_snapshot->m_schema = header.schema;
    m_snapshot->m_info.extraNativeBytes = header.extraNativeBytes;
    m_snapshot->m_info.traceFunctions = header.traceFunctionCount;
}

ArrayReader::Sink SnapshotBuilder::nodeSink()
{
    return {
        [this](std::uint64_t records) {
            if (records > m_snapshot->m_types.size())
                resizeNodes(records);
        },
        [this, stride = schema().nodeStride()](std::uint64_t first, const std::uint64_t* values, std::size_t count) {
            return takeRecords(first, values, count, stride,
                               [this](std::uint64_t at, const std::uint64_t* record) { return takeNode(at, record); });
        },
        [this](const std::uint64_t* record) { return explainNode(record); },
        [this](std::uint64_t first, std::uint64_t end) {
            Snapshot& s = *m_snapshot;
            s.m_types.populate(first, end);
            s.m_names.populate(first, end);
            s.m_objectIds.populate(first, end);
            s.m_selfSizes.populate(first, end);
            m_edgeCounts.populate(first + 1, end + 1);
        }};
}

inline bool SnapshotBuilder::takeNode(std::uint64_t at, const std::uint64_t* record)
{
    Snapshot& s = *m_snapshot;
    const Schema& f = s.m_schema;
    const std::uint64_t type = record[f.nodeType], name = record[f.nodeName], id = record[f.nodeId];
    const std::uint64_t size = record[f.nodeSelfSize], edges = record[f.nodeEdgeCount];
    if (type >= f.nodeTypes.size() || name > kUint32Max || id > kUint32Max || edges > kUint32Max || at > kMaxNodes)
        return false;
    s.m_types[at] = f.nodeTypes[type];
    s.m_names[at] = std::uint32_t(name);
    s.m_objectIds[at] = std::uint32_t(id);
    s.m_selfSizes[at] = size < Snapshot::kLargeSize ? std::uint32_t(size) : Snapshot::kLargeSize;
    m_edgeCounts[at + 1] = std::uint32_t(edges);
    if (size >= Snapshot::kLargeSize)
        rememberLargeSize(std::uint32_t(at), size);
    if (f.nodeDetachedness != Schema::kAbsent && record[f.nodeDetachedness] != 0)
        rememberDetachedness(std::uint32_t(at), record[f.nodeDetachedness]);
    return true;
}

void SnapshotBuilder::rememberLargeSize(std::uint32_t node, Size bytes)
{
    const std::lock_guard lock(m_rareMutex);
    m_snapshot->m_largeSelfSizes.push_back({node, bytes});
}

void SnapshotBuilder::rememberDetachedness(std::uint32_t node, std::uint64_t value)
{
    if (value > std::uint64_t(Detachedness::Detached))
        return;
    const std::lock_guard lock(m_rareMutex);
    m_snapshot->m_detachedness.push_back({node, Detachedness(value)});
}

std::string SnapshotBuilder::explainNode(const std::uint64_t* record) const
{
    const Schema& f = schema();
    if (record[f.nodeType] >= f.nodeTypes.size())
        return "nodes: type " + std::to_string(record[f.nodeType]) + " is not among the " +
               std::to_string(f.nodeTypes.size()) + " types of snapshot.meta";
    return "nodes: name, id or edge_count is beyond 32 bits, or there are more than 2,147,483,646 nodes";
}

ArrayReader::Sink SnapshotBuilder::edgeSink()
{
    return {[this](std::uint64_t records) {
                if (records > m_snapshot->m_edgeTypes.size())
                    resizeEdges(records);
            },
            [this](std::uint64_t first, const std::uint64_t* values, std::size_t count) {
                return takeEdges(first, values, count);
            },
            [this](const std::uint64_t* record) { return explainEdge(record); },
            [this](std::uint64_t first, std::uint64_t end) {
                m_snapshot->m_edgeTypes.populate(first, end);
                m_snapshot->m_edgeNames.populate(first, end);
                m_snapshot->m_edgeTargets.populate(first, end);
            }};
}

/// What the loop needs of the schema and the columns stands in locals: the compiler must assume that writing to a
/// column changes them.
std::size_t SnapshotBuilder::takeEdges(std::uint64_t first, const std::uint64_t* values, std::size_t count)
{
    Snapshot& s = *m_snapshot;
    const Schema& f = s.m_schema;
    const std::size_t stride = std::size_t(f.edgeStride()), typeCount = f.edgeTypes.size();
    const std::uint64_t* type = values + f.edgeType;
    const std::uint64_t* name = values + f.edgeName;
    const std::uint64_t* to = values + f.edgeTarget;
    const EdgeType* knownTypes = f.edgeTypes.data();
    EdgeType* types = s.m_edgeTypes.data() + first;
    std::uint32_t* names = s.m_edgeNames.data() + first;
    std::uint32_t* targets = s.m_edgeTargets.data() + first;
    const std::uint64_t nodeStride = std::uint64_t(f.nodeStride()), reciprocal = m_nodeStrideReciprocal;
    std::uint32_t largest = 0;
    for (std::size_t i = 0; i < count; ++i, type += stride, name += stride, to += stride) {
        const std::uint64_t target = divide(*to, reciprocal);
        if (*type >= typeCount || *name > kUint32Max || target > kMaxNodes || target * nodeStride != *to)
            return i;
        types[i] = knownTypes[*type];
        names[i] = std::uint32_t(*name);
        targets[i] = std::uint32_t(target);
        largest = std::max(largest, targets[i]);
    }
    noteTarget(largest);
    return count;
}

/// Called once per batch, and rarely with a larger one than before.
void SnapshotBuilder::noteTarget(std::uint32_t target)
{
    for (std::uint32_t known = m_largestTarget; known < target;)
        if (m_largestTarget.compare_exchange_weak(known, target))
            return;
}

std::string SnapshotBuilder::explainEdge(const std::uint64_t* record) const
{
    const Schema& f = schema();
    if (record[f.edgeType] >= f.edgeTypes.size())
        return "edges: type " + std::to_string(record[f.edgeType]) + " is not among the " +
               std::to_string(f.edgeTypes.size()) + " types of snapshot.meta";
    if (record[f.edgeName] > kUint32Max)
        return "edges: name_or_index " + std::to_string(record[f.edgeName]) + " is beyond 32 bits";
    return "edges: to_node " + std::to_string(record[f.edgeTarget]) + " is not a multiple of " +
           std::to_string(f.nodeStride()) + " or too large";
}

ArrayReader::Sink SnapshotBuilder::locationSink()
{
    return {[this](std::uint64_t records) { m_snapshot->m_locations.resize(records); },
            [this, stride = schema().locationStride()](std::uint64_t first, const std::uint64_t* values,
                                                       std::size_t count) {
                return takeRecords(first, values, count, stride, [this](std::uint64_t at, const std::uint64_t* record) {
                    return takeLocation(at, record);
                });
            },
            [](const std::uint64_t*) { return std::string("locations: a value is beyond 32 bits"); },
            [this](std::uint64_t first, std::uint64_t end) { m_snapshot->m_locations.populate(first, end); }};
}

bool SnapshotBuilder::takeLocation(std::uint64_t at, const std::uint64_t* record)
{
    const Schema& f = schema();
    const std::uint64_t node = divide(record[f.locationObject], m_nodeStrideReciprocal);
    const std::uint64_t script = record[f.locationScript], line = record[f.locationLine],
                        column = record[f.locationColumn];
    if (node > kMaxNodes || script > kUint32Max || line > kUint32Max || column > kUint32Max)
        return false;
    m_snapshot->m_locations[at] = {std::uint32_t(node),
                                   {std::uint32_t(script), std::uint32_t(line), std::uint32_t(column)}};
    return true;
}

void SnapshotBuilder::resizeNodes(std::uint64_t records)
{
    Snapshot& s = *m_snapshot;
    s.m_types.resize(records);
    s.m_names.resize(records);
    s.m_objectIds.resize(records);
    s.m_selfSizes.resize(records);
    m_edgeCounts.resize(records + 1);
}

void SnapshotBuilder::resizeEdges(std::uint64_t records)
{
    m_snapshot->m_edgeTypes.resize(records);
    m_snapshot->m_edgeNames.resize(records);
    m_snapshot->m_edgeTargets.resize(records);
}

void SnapshotBuilder::endNodes(std::uint64_t records)
{
    resizeNodes(records);
    const auto byNode = [](const auto& a, const auto& b) { return a.node < b.node; };
    std::sort(m_snapshot->m_largeSelfSizes.begin(), m_snapshot->m_largeSelfSizes.end(), byNode);
    std::sort(m_snapshot->m_detachedness.begin(), m_snapshot->m_detachedness.end(), byNode);
}

void SnapshotBuilder::endEdges(std::uint64_t records)
{
    resizeEdges(records);
}

Result<void> SnapshotBuilder::link(unsigned threads)
{
    Snapshot& s = *m_snapshot;
    const std::function<void()> work[] = {
        [&] { s.m_firstEdges = Offsets::sumsOf(std::move(m_edgeCounts)); },
        [&] { sortLocations(); },
    };
    parallelFor(threads, std::size(work), [&](std::size_t i) { work[i](); });
    const EdgeIndex sum = s.m_firstEdges[s.nodeCount()];
    const std::uint32_t largest = m_largestTarget;
    if (sum != s.m_edgeTargets.size())
        return Error{ErrorCode::Malformed, "the nodes claim " + std::to_string(sum) + " edges, the file has " +
                                               std::to_string(s.m_edgeTargets.size())};
    if (!s.m_edgeTargets.empty() && largest >= s.nodeCount())
        return Error{ErrorCode::Malformed, "edges: to_node " +
                                               std::to_string(std::uint64_t(largest) * s.m_schema.nodeStride()) +
                                               " is beyond the " + std::to_string(s.nodeCount()) + " nodes"};
    return {};
}

/// Where a node has several locations the last one counts, as in DevTools. A list of places by node puts them in
/// order without sorting.
void SnapshotBuilder::sortLocations()
{
    auto& locations = m_snapshot->m_locations;
    Column<std::uint32_t> placeOf(m_snapshot->nodeCount(), 0); // and one more: 0 is none
    for (std::size_t i = 0; i < locations.size(); ++i)
        if (locations[i].node < placeOf.size())
            placeOf[locations[i].node] = std::uint32_t(i + 1);
    Column<NodeLocation> sorted(locations.size());
    sorted.populate(0, locations.size());
    std::size_t count = 0;
    for (const std::uint32_t place : placeOf)
        if (place != 0)
            sorted[count++] = locations[place - 1];
    sorted.resize(count);
    locations = std::move(sorted);
}

void SnapshotBuilder::dropEdges()
{
    endEdges(0);
    m_snapshot->m_firstEdges = Offsets::sumsOf(Column<std::uint32_t>(m_snapshot->nodeCount() + std::size_t(1)));
    m_snapshot->m_locations.clear();
}

std::shared_ptr<const Snapshot> SnapshotBuilder::take()
{
    return std::move(m_snapshot);
}

} // namespace heapwise
