#include "core/snapshot/snapshotbuilder.h"

#include <algorithm>

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
    return {[this](std::uint64_t records) { resizeNodes(records); },
            [this, stride = schema().nodeStride()](std::uint64_t first, const std::uint64_t* values, std::size_t count) {
                return takeRecords(first, values, count, stride,
                                   [this](std::uint64_t at, const std::uint64_t* record) { return takeNode(at, record); });
            },
            [this](const std::uint64_t* record) { return explainNode(record); }};
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
    s.m_firstEdges[at + 1] = edges; // summed up in link()
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
    return {[this](std::uint64_t records) { resizeEdges(records); },
            [this, stride = schema().edgeStride()](std::uint64_t first, const std::uint64_t* values, std::size_t count) {
                return takeRecords(first, values, count, stride,
                                   [this](std::uint64_t at, const std::uint64_t* record) { return takeEdge(at, record); });
            },
            [this](const std::uint64_t* record) { return explainEdge(record); }};
}

inline bool SnapshotBuilder::takeEdge(std::uint64_t at, const std::uint64_t* record)
{
    Snapshot& s = *m_snapshot;
    const Schema& f = s.m_schema;
    const std::uint64_t type = record[f.edgeType], name = record[f.edgeName], to = record[f.edgeTarget];
    const std::uint64_t target = divide(to, m_nodeStrideReciprocal);
    if (type >= f.edgeTypes.size() || name > kUint32Max || target > kMaxNodes ||
        target * std::uint64_t(f.nodeStride()) != to)
        return false;
    s.m_edgeTypes[at] = f.edgeTypes[type];
    s.m_edgeNames[at] = std::uint32_t(name);
    s.m_edgeTargets[at] = std::uint32_t(target);
    return true;
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
            [this, stride = schema().locationStride()](std::uint64_t first, const std::uint64_t* values, std::size_t count) {
                return takeRecords(first, values, count, stride, [this](std::uint64_t at, const std::uint64_t* record) {
                    return takeLocation(at, record);
                });
            },
            [](const std::uint64_t*) { return std::string("locations: a value is beyond 32 bits"); }};
}

bool SnapshotBuilder::takeLocation(std::uint64_t at, const std::uint64_t* record)
{
    const Schema& f = schema();
    const std::uint64_t node = divide(record[f.locationObject], m_nodeStrideReciprocal);
    const std::uint64_t script = record[f.locationScript], line = record[f.locationLine], column = record[f.locationColumn];
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
    s.m_firstEdges.resize(records + 1);
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

Result<void> SnapshotBuilder::link()
{
    Snapshot& s = *m_snapshot;
    EdgeIndex sum = 0;
    for (auto& first : s.m_firstEdges)
        first = sum += first;
    if (sum != s.m_edgeTargets.size())
        return Error{ErrorCode::Malformed, "the nodes claim " + std::to_string(sum) + " edges, the file has " +
                                               std::to_string(s.m_edgeTargets.size())};
    const auto largest = std::max_element(s.m_edgeTargets.begin(), s.m_edgeTargets.end());
    if (largest != s.m_edgeTargets.end() && *largest >= s.nodeCount())
        return Error{ErrorCode::Malformed, "edges: to_node " +
                                               std::to_string(std::uint64_t(*largest) * s.m_schema.nodeStride()) +
                                               " is beyond the " + std::to_string(s.nodeCount()) + " nodes"};

    // Where a node has several locations the last one counts, as in DevTools.
    auto& locations = s.m_locations;
    std::erase_if(locations, [&](const NodeLocation& l) { return l.node >= s.nodeCount(); });
    std::stable_sort(locations.begin(), locations.end(), [](const auto& a, const auto& b) { return a.node < b.node; });
    const auto same = [](const auto& a, const auto& b) { return a.node == b.node; };
    const auto firstKept = std::unique(locations.rbegin(), locations.rend(), same);
    locations.erase(locations.begin(), firstKept.base());
    return {};
}

void SnapshotBuilder::dropEdges()
{
    endEdges(0);
    std::fill(m_snapshot->m_firstEdges.begin(), m_snapshot->m_firstEdges.end(), 0);
    m_snapshot->m_locations.clear();
}

std::shared_ptr<const Snapshot> SnapshotBuilder::take()
{
    return std::move(m_snapshot);
}

} // namespace heapwise
