#pragma once

#include "core/snapshot/arrayreader.h"
#include "core/snapshot/header.h"
#include "core/snapshot/snapshot.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

namespace heapwise {

/// Fills the columns of a Snapshot from the records of the file, and checks what can be checked only when all of
/// it is there.
class SnapshotBuilder {
public:
    explicit SnapshotBuilder(const Header& header);

    ArrayReader::Sink nodeSink();
    ArrayReader::Sink edgeSink();
    ArrayReader::Sink locationSink();
    void setStrings(StringTable strings) { m_snapshot->m_strings = std::move(strings); }
    SnapshotInfo& info() { return m_snapshot->m_info; }
    const Schema& schema() const { return m_snapshot->m_schema; }

    /// Fits the columns to the records that were really read.
    void endNodes(std::uint64_t records);
    void endEdges(std::uint64_t records);

    /// Makes edge ranges of the edge counts and checks both against each other.
    /// Errors: Malformed (the nodes claim another number of edges; an edge leads to no node), TooLarge.
    Result<void> link(unsigned threads);
    /// Leaves out references, for a file in which they are cut.
    void dropEdges();

    std::shared_ptr<const Snapshot> take();

private:
    void resizeNodes(std::uint64_t records);
    void resizeEdges(std::uint64_t records);
    void sortLocations();
    bool takeNode(std::uint64_t at, const std::uint64_t* record);
    std::size_t takeEdges(std::uint64_t first, const std::uint64_t* values, std::size_t count);
    void noteTarget(std::uint32_t target);
    bool takeLocation(std::uint64_t at, const std::uint64_t* record);
    void rememberLargeSize(std::uint32_t node, Size bytes);
    void rememberDetachedness(std::uint32_t node, std::uint64_t value);
    std::string explainNode(const std::uint64_t* record) const;
    std::string explainEdge(const std::uint64_t* record) const;

    std::shared_ptr<Snapshot> m_snapshot;
    std::mutex m_rareMutex; ///< for the few values that go into lists instead of columns
    std::uint64_t m_nodeStrideReciprocal;
    Column<std::uint32_t> m_edgeCounts;            ///< the count of node n at n + 1; summed up in link()
    std::atomic<std::uint32_t> m_largestTarget{0}; ///< of all edges
};

} // namespace heapwise
