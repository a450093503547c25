#pragma once

#include "core/base/id.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heapwise {

/// Reading single references of single objects. Each is O(edges of the object) and looks at no other.

inline constexpr EdgeIndex kNoEdge = UINT64_MAX;

/// The first edge of `n` with that type and name (not for element and hidden edges); kNoEdge where there is none.
EdgeIndex namedEdge(const Snapshot& snapshot, NodeId n, EdgeType type, std::string_view name);
/// Where it leads; invalid where there is none. Also for an invalid `n`, so that calls can be chained.
NodeId internalLink(const Snapshot& snapshot, NodeId n, std::string_view name);
NodeId propertyLink(const Snapshot& snapshot, NodeId n, std::string_view name);
NodeId hiddenLink(const Snapshot& snapshot, NodeId n, std::uint32_t index);
/// The hidden or internal link that leads to a node of that name.
NodeId linkToNamed(const Snapshot& snapshot, NodeId n, std::string_view targetName);

bool isNamed(const Snapshot& snapshot, NodeId n, std::string_view name);
bool isTextType(NodeType type);

/// The number an internal edge is named by: "515".
std::optional<std::uint32_t> internalIndex(const Snapshot& snapshot, EdgeIndex e);

/// The values V8 keeps one object each of.
enum class Oddball : std::uint8_t { None, True, False, Null, Undefined, Hole, Other };
/// Until Node 22 "system / Oddball" with the value as text; since then nodes of the value's name.
Oddball oddballOf(const Snapshot& snapshot, NodeId n);

/// The digits of a number that was recorded; empty where it was not, or for other nodes.
std::string recordedNumber(const Snapshot& snapshot, NodeId n);

/// True when `n` or an object on its prototype chain is called `name`.
bool inherits(const Snapshot& snapshot, NodeId n, std::string_view name);

/// Calls f(EdgeIndex) for each edge of `n`.
template <typename F>
void forEachEdge(const Snapshot& snapshot, NodeId n, F&& f)
{
    for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e)
        f(e);
}

} // namespace heapwise
