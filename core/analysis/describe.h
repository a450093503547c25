#pragma once

#include "core/analysis/heap.h"
#include "core/base/id.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace heapwise {

/// V8's default --heap-snapshot-string-limit: of longer texts a file has the start alone.
inline constexpr std::uint32_t kStoredCharacters = 1024;

/// The name DevTools shows for one object: the class or function name, the text of a string (concatenated ones
/// gathered from their parts, at most 1,024 characters), or "{first, second, …, last}" for a plain object.
/// O(length + edges of the object).
std::string displayName(const Heap& heap, NodeId n, std::size_t maxBytes = 1024);

/// Parts looked at of a concatenated string. `s += x` in a loop makes a chain as long as the loop, and its text begins
/// at the far end; the limit is for cyclic parts, and keeps the cost of one name to a few milliseconds.
inline constexpr std::size_t kMostParts = 100'000;

/// Text of a flat, concatenated or sliced string; empty for other nodes. Iterative; safe on cyclic parts.
std::string stringText(const Snapshot& snapshot, NodeId n, std::size_t maxBytes = 1024,
                       std::size_t maxParts = kMostParts);

/// True when the stored text is probably cut: V8 stores 1,024 characters of a string by default.
bool isProbablyCut(const Snapshot& snapshot, NodeId n);

} // namespace heapwise
