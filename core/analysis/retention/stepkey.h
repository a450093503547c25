#pragma once

#include "core/analysis/heap.h"
#include "core/base/id.h"

#include <cstddef>
#include <cstdint>
#include <tuple>

namespace heapwise {

/// By what two steps of paths are alike: the name of the reference and what kind of object it leads to.
struct StepKey {
    static constexpr std::uint32_t kAnyName = UINT32_MAX; ///< an index, the number of an entry

    EdgeType type = EdgeType::Property;
    std::uint32_t name = kAnyName; ///< a string of the snapshot
    std::uint64_t kind = 0;        ///< of the object: kindOf()

    friend bool operator<(const StepKey& a, const StepKey& b)
    {
        return std::tie(a.kind, a.name, a.type) < std::tie(b.kind, b.name, b.type);
    }
    friend bool operator==(const StepKey& a, const StepKey& b)
    {
        return a.kind == b.kind && a.name == b.name && a.type == b.type;
    }
};

/// What kind of object `n` is to paths: its class, or the name of a node that the engine has no class for. O(1).
std::uint64_t kindOf(const Heap& heap, NodeId n);

/// O(1) but for internal edges, whose name is looked at.
StepKey stepKey(const Heap& heap, EdgeIndex e);

/// References from one group of objects to objects of one kind are shown by name up to so many names.
inline constexpr std::size_t kMostNames = 8;

/// A chain repeats after at most so many steps: next of a list after one, a promise that waits for a promise after
/// two, a closure whose scope has the closure before it after three.
inline constexpr int kLongestPeriod = 4;

} // namespace heapwise
