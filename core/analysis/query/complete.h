#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/query/queryerror.h"
#include "core/base/progress.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heapwise::query {

/// One way to go on.
struct Completion {
    enum class Kind { Field, NodeKind, Class, Property, Value };
    Kind kind = Kind::Field;
    std::string name;        ///< to be shown
    std::string text;        ///< to stand in the query: with an operator, or quoted where it has to be
    std::uint64_t count = 0; ///< objects of a class
};

struct Completions {
    Span replaces;                 ///< what is typed of it so far
    std::vector<Completion> items; ///< best first, at most kMostCompletions
};
inline constexpr std::size_t kMostCompletions = 40;

/// What may stand at the cursor, a position in bytes: fields, classes, kinds, and the properties of objects
/// that the rest of the query finds. Needs Stage::Objects. O(classes); for properties a few hundred objects,
/// and as many as 500,000 have to be looked at to find them. Nothing within expressions.
Completions complete(std::string_view text, std::size_t cursor, const Heap& heap, const Progress& progress);

} // namespace heapwise::query
