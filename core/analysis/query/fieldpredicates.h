#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/query/ast.h"
#include "core/analysis/query/predicate.h"
#include "core/base/bitset.h"
#include "core/base/progress.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace heapwise::query {

// Predicates of single fields. The heap must outlive them, and have reached the stage of the field.

/// Which classes have a name like the pattern, by ClassId.
BitSet classesLike(const ClassTable& classes, const TextPattern& pattern);

PredicatePtr classPredicate(const Heap& heap, const TextPattern& pattern);
/// The class, or the name of a function.
PredicatePtr namePredicate(const Heap& heap, const TextPattern& pattern);
PredicatePtr kindPredicate(const Heap& heap, const KindInfo& kind);
/// Text of strings; of those made of parts the first kilobyte.
PredicatePtr textPredicate(const Heap& heap, const TextPattern& pattern);
/// The script of the function or of the constructor. O(locations).
PredicatePtr filePredicate(const Heap& heap, const TextPattern& pattern, const Progress& progress);
/// A property of that name, with a value or without one in the file, or a variable of a scope.
PredicatePtr hasPredicate(const Heap& heap, const TextPattern& pattern);
PredicatePtr propertyPredicate(const Heap& heap, const Term& term);

/// Size, retained size, distance, references and retainers (as countRetainers().strong has it).
PredicatePtr numberPredicate(const Heap& heap, FieldId field, const Bounds& bounds, const Progress& progress);

/// What some of `nodes` dominate, these themselves aside unless another one dominates them. O(n log n) for n
/// nodes.
PredicatePtr underPredicate(const Heap& heap, const std::vector<std::uint32_t>& nodes);
/// Calls reached(n) once for each object that has one of `nodes` on a shortest path from the roots, before itself, in
/// no order. O(references).
void forEachVia(const Heap& heap, std::vector<std::uint32_t> nodes, const Progress& progress,
                const std::function<void(std::uint32_t)>& reached);
/// The same, worked out at once.
PredicatePtr viaPredicate(const Heap& heap, const std::vector<std::uint32_t>& nodes, const Progress& progress);

} // namespace heapwise::query
