#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/search/namematch.h"
#include "core/analysis/search/nodesbyname.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace heapwise {

/// What a search by name has found: a class, or all functions of a name, or all strings of a text.
struct FoundName {
    ClassId classId; ///< of a class
    StringId text;   ///< of functions and strings
    std::uint64_t count = 0;
    int score = 0;
};

/// The functions and strings of a heap by their names, so that looking for some while they are typed need not look at
/// every object. Immutable; 8 bytes for each entry of the string table and 4 for each function and string.
class SearchIndex {
public:
    /// O(nodes). Means nothing once a stop was requested.
    SearchIndex(const Heap& heap, const Progress& progress);

    /// The nodes of what was found, ascending.
    std::span<const std::uint32_t> functions(StringId name) const { return m_functions.nodes(name); }
    std::span<const std::uint32_t> strings(StringId text) const { return m_strings.nodes(text); }

    /// The `most` best, best first. O(functions' names).
    std::vector<FoundName> findFunctions(const Heap& heap, const NameMatch& match, std::size_t most,
                                         const Progress& progress) const;
    /// Of the first few hundred texts with `part` in them those that begin with it, then the shorter. O(characters up
    /// to there): all of them for what is nowhere.
    std::vector<FoundName> findStrings(const Heap& heap, std::string_view part, std::size_t most,
                                       const Progress& progress) const;

private:
    NodesByName m_functions;
    NodesByName m_strings;
};

/// The `most` best classes that have objects, best first, and of equals those with more objects. O(classes).
std::vector<FoundName> findClasses(const ClassTable& classes, const NameMatch& match, std::size_t most);

} // namespace heapwise
