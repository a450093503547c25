#pragma once

#include "core/analysis/comparison/joinedclasses.h"
#include "core/analysis/comparison/objectmatches.h"
#include "core/analysis/heap.h"
#include "core/analysis/regroup.h"
#include "core/base/bitset.h"
#include "core/base/progress.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace heapwise {

/// Objects chosen by what became of them from the first snapshot to the second, and to the last.
enum class ChangeSet {
    All,         ///< of the last snapshot
    New,         ///< in the second, not in the first
    Freed,       ///< in the first, not in the second
    Survived,    ///< in both; they are given as nodes of the second
    NewAndAlive, ///< new in the second and still there in the last, of which they are nodes; needs three snapshots
};
inline constexpr int kChangeSetCount = 5;

/// What objects of one class, or of all, add up to. For all objects `retained` is what they keep alive together.
struct ObjectSums {
    std::uint64_t count = 0; ///< objects with a shallow size
    Size shallow = 0;
    Size retained = 0; ///< 0 before Stage::Retained
};

/// Two or more snapshots in the order of time, and what changed between them. Immutable.
///
/// An object survives when the other snapshot has its id, both times with a shallow size and in the same class: as in
/// DevTools, one whose class changed is freed from the one and new in the other, and so in each class and in all of
/// them A + new - freed = B.
class Comparison {
public:
    std::size_t snapshotCount() const { return m_heaps.size(); }
    /// With classes named and grouped alike, all else as it was given.
    const HeapPtr& heap(std::size_t snapshot) const { return m_heaps[snapshot]; }
    const JoinedClasses& classes() const { return m_classes; }
    /// Between a snapshot and the next one.
    const IdEvidence& evidence(std::size_t snapshot) const { return m_evidence[snapshot]; }
    /// Objects are known again by their ids; else there are only classes, and no sets but All.
    bool hasIdentity() const { return m_matches.size() + 1 == m_heaps.size(); }
    const ObjectMatches& matches(std::size_t snapshot) const { return m_matches[snapshot]; }
    /// The object `n` of `from` in another snapshot; invalid when it is not there.
    NodeId follow(NodeId n, std::size_t from, std::size_t to) const;
    bool hasRetained() const; ///< all have Stage::Retained

    ObjectSums sums(std::size_t snapshot) const { return m_totals[snapshot]; }
    ObjectSums sums(std::size_t snapshot, std::uint32_t joinedClass) const;

    bool has(ChangeSet set) const;
    std::size_t snapshotOf(ChangeSet set) const; ///< whose nodes the set holds
    bool contains(ChangeSet set, NodeId n) const;
    ObjectSums sums(ChangeSet set) const { return m_setTotals[int(set)]; }
    ObjectSums sums(ChangeSet set, std::uint32_t joinedClass) const;
    /// Nodes of snapshotOf(set), ascending. O(objects of the class), O(nodes) for the whole set.
    std::vector<std::uint32_t> objects(ChangeSet set, std::uint32_t joinedClass) const;
    std::vector<std::uint32_t> objects(ChangeSet set) const;

private:
    friend class Comparing;
    std::vector<HeapPtr> m_heaps;
    JoinedClasses m_classes;
    std::vector<IdEvidence> m_evidence;          ///< by snapshot, one less
    std::vector<ObjectMatches> m_matches;        ///< by snapshot, one less; none without identity
    BitSet m_stays;                              ///< by node of the first: survives to the second
    BitSet m_survived;                           ///< by node of the second
    BitSet m_alive;                              ///< by node of the last: ChangeSet::NewAndAlive
    std::vector<ObjectSums> m_totals;            ///< by snapshot
    std::vector<ObjectSums> m_setTotals;         ///< by set
    std::vector<std::vector<ObjectSums>> m_sets; ///< by set and joined class
};
using ComparisonPtr = std::shared_ptr<const Comparison>;

struct CompareOptions {
    GroupOptions group;
    /// By snapshot, one less: whether its ids mean the same in the next one, where that was recorded.
    std::vector<std::optional<bool>> sameIds;
    /// Off, embedder nodes count as in DevTools: all of them freed and new.
    bool pairEmbedder = true;
};

/// Compares snapshots given in the order of time, at least two, each with Stage::Objects or more. A partial file
/// among them makes classes of all be those of V8's types. O(nodes), and O(properties) of plain objects; beside what
/// is kept (8 bytes a node for matches, 8 for regrouped classes) up to 8 bytes per node for a while. Null when a stop
/// was requested.
ComparisonPtr compare(std::vector<HeapPtr> heaps, const CompareOptions& options, const Progress& progress);

} // namespace heapwise
