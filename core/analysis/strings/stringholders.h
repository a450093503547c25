#pragma once

#include "core/analysis/strings/stringgroups.h"

#include <span>
#include <vector>

namespace heapwise {

/// By what most strings of a group are held: objects of one class, by a property of one name.
struct StringHolder {
    NodeId node;              ///< one of these objects; invalid where nothing strong holds any of the strings
    EdgeIndex edge = 0;       ///< its reference to one of the strings
    bool anyName = false;     ///< an element or entry: its name says nothing of the others
    std::uint32_t copies = 0; ///< strings that are held so
    bool isSecret = false;    ///< some of the strings are held by a name such as "password" (secretnames.h)
};

/// Of each of `groups` the holder of most of its strings. A string counts once, for the reference that tells most:
/// a property or variable rather than an element, an element rather than a link of the engine, and then the one
/// nearest to the roots. Needs Stage::Retained. O(references to these strings, and the edges of each of their sources
/// once). Means nothing once a stop was requested.
std::vector<StringHolder> mainHolders(const Heap& heap, const StringGroups& strings,
                                      std::span<const std::uint32_t> groups, const Progress& progress);

/// True when one of the references to a string has a name like "password". Looks at the first few objects that refer to
/// it, and at some hundred references of each, and so costs little enough for a row that is painted. False before
/// Stage::Retainers and for what is no string.
bool isLikelySecret(const Heap& heap, NodeId n);

} // namespace heapwise
