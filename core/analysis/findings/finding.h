#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/strings/stringgroups.h"
#include "core/base/bitset.h"
#include "core/base/id.h"
#include "core/base/progress.h"

#include <cstdint>
#include <string>
#include <vector>

namespace heapwise {

/// Something in a heap worth looking at, with numbers and objects; the sentence is chosen where it is shown.
struct Finding {
    enum class Kind {
        LargeObjects,         ///< the program's largest by shallow size
        DuplicateStrings,     ///< `count` copies of `distinct` texts of the program; bytes: all but one of each
        EmptyCollections,     ///< Maps, Sets and arrays of the program without anything in them
        OversizedCollections, ///< Maps, Sets and arrays with far more room than content; bytes: of the room
        ClosedHandles,        ///< sockets, servers and file streams that are closed (or never were open), and held
        NativeMemory,         ///< memory behind buffers, outside the heap; distinct: blocks that several views share
    };

    Kind kind = Kind::LargeObjects;
    NodeId holder;
    std::string name;
    Size bytes = 0;
    std::uint64_t count = 0;
    std::uint64_t distinct = 0;
    std::vector<std::uint32_t> objects; ///< nodes, most bytes first; at most kMostObjects
};

/// What all finders see. Made once by diagnose().
struct FindingInput {
    const Heap& heap;            ///< complete
    const BitSet& mine;          ///< the program's own objects
    const StringGroups& strings; ///< of the program
    const Progress& progress;

    const Snapshot& snapshot() const { return *heap.snapshot; }
    bool stopAt(std::uint64_t i) const { return i % kStopEvery == 0 && progress.stopRequested(); }
    static constexpr std::uint64_t kStopEvery = 16384;
};

/// Limits of what is reported: chosen on small leaking programs and a healthy one.
namespace findings {
inline constexpr std::size_t kMostObjects = 1000; ///< listed for one finding
inline constexpr std::size_t kLargest = 10;
inline constexpr Size kWorthSaying = 16 * 1024;      ///< bytes, for duplicates and unused room
inline constexpr std::uint64_t kManyEmpty = 100;     ///< empty collections
inline constexpr std::uint64_t kOversizedFactor = 4; ///< room to content
inline constexpr std::uint64_t kOversizedSlots = 64; ///< smaller ones cost nothing
inline constexpr Size kNativeWorthSaying = 256 * 1024;
} // namespace findings

std::vector<Finding> findLargeObjects(const FindingInput& input);
std::vector<Finding> findDuplicateStrings(const FindingInput& input);
/// EmptyCollections and OversizedCollections: they come out of one pass.
std::vector<Finding> findWastefulCollections(const FindingInput& input);
std::vector<Finding> findClosedHandles(const FindingInput& input);
std::vector<Finding> findNativeMemory(const FindingInput& input);

/// Keeps the `most` first of `nodes` by `bytesOf`, descending, equal ones in the order of the file.
template <typename BytesOf>
void keepLargest(std::vector<std::uint32_t>& nodes, std::size_t most, BytesOf&& bytesOf);

} // namespace heapwise

#include <algorithm>

template <typename BytesOf>
void heapwise::keepLargest(std::vector<std::uint32_t>& nodes, std::size_t most, BytesOf&& bytesOf)
{
    const auto larger = [&](std::uint32_t a, std::uint32_t b) {
        const auto left = bytesOf(a), right = bytesOf(b);
        return left != right ? left > right : a < b;
    };
    const auto end = nodes.begin() + std::ptrdiff_t(std::min(most, nodes.size()));
    std::partial_sort(nodes.begin(), end, nodes.end(), larger);
    nodes.erase(end, nodes.end());
}
