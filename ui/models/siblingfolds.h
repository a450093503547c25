#pragma once

#include "core/base/id.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace heapwise::ui {

/// The children of one object in the dominator tree, those of one fold beside each other.
class SiblingFolds {
public:
    /// Before the last of add(): a child and the key of its fold. O(1).
    void add(NodeId child, std::uint64_t key);
    /// Puts them in order, once. O(children).
    void close();
    /// In the order they were added; none for a key that none has. O(1).
    std::span<const NodeId> members(std::uint64_t key) const;

private:
    struct Range {
        std::size_t begin = 0;
        std::size_t count = 0;
    };
    std::unordered_map<std::uint64_t, std::uint32_t> m_folds; ///< by key
    std::vector<Range> m_ranges;                              ///< by fold
    std::vector<std::uint32_t> m_foldOf;                      ///< by child, until they are in order
    std::vector<NodeId> m_members;
};

/// By the node of the parent. An object has one parent, so that all of them are no more than the nodes of the heap.
using SiblingFoldsOf = std::unordered_map<std::uint32_t, SiblingFolds>;

} // namespace heapwise::ui
