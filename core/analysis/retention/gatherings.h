#pragma once

#include "core/analysis/heap.h"

#include <cstdint>
#include <span>
#include <vector>

namespace heapwise {

/// How many of some objects each node retains, and how many bytes these. O(log n) a question.
class SubjectsBelow {
public:
    SubjectsBelow(const DominatorTree& tree, std::span<const std::uint32_t> subjects); ///< O(n log n)
    std::uint64_t count(NodeId n) const;
    Size bytes(NodeId n) const; ///< together
    bool isEmpty() const { return m_positions.empty(); }
    /// The nearest node that retains all of them (one of them, perhaps). O(depth).
    NodeId commonDominator() const;

private:
    std::size_t begin(NodeId n) const;
    std::size_t end(NodeId n) const;

    const DominatorTree& m_tree;
    std::vector<std::uint32_t> m_positions; ///< ascending
    std::vector<Size> m_sums;               ///< of what the topmost ones up to a position retain
};

/// Nodes below which objects in question branch off: each retains at least a tenth of them, and nothing directly below
/// it does so, or it is one of them itself, or they are in a list that begins there. Those with most first; at most
/// `most`. What only the root has in common gathers nowhere.
std::vector<NodeId> findGatherings(const Heap& heap, std::span<const std::uint32_t> subjects,
                                   const SubjectsBelow& below, std::size_t most);

} // namespace heapwise
