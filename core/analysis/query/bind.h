#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/query/ast.h"
#include "core/analysis/query/comparedsnapshots.h"
#include "core/analysis/query/predicate.h"
#include "core/base/progress.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace heapwise::query {

/// A query made for one heap: what depends on classes, files, dominators or paths has been worked out.
/// Immutable, from any thread. Shares the parts of the heap.
///
/// Objects that gave all their bytes to an owner are part of it and not found, as in the class table, unless
/// the query names an object by its id or asks for a size of 0.
class BoundQuery {
public:
    const Heap& heap() const { return *m_heap; }
    /// Of a query with starts() or tops(): whether an object that is reached from them, or is below them, is found.
    bool matches(NodeId n) const { return isListed(n) && m_predicate->test(n); }
    /// The objects that need to be looked at, ascending; nothing where it is all of them.
    const std::optional<std::vector<std::uint32_t>>& candidates() const { return m_candidates; }
    std::size_t scanCount() const { return m_candidates ? m_candidates->size() : m_heap->snapshot->nodeCount(); }
    /// Where run() starts to walk, to find the first objects before all paths have been gone; nothing where it looks at
    /// one object after the other. Of `via:` alone or beside other conditions, in a query bound for a search.
    const std::optional<std::vector<std::uint32_t>>& starts() const { return m_starts; }
    /// True of what run() looks for, to find the first objects below before all of it is known; else null. Of `under:`
    /// a class, likewise.
    const Predicate* tops() const { return m_tops.get(); }
    const std::vector<QueryNote>& notes() const { return m_notes; }

private:
    friend class Binder;
    bool isListed(NodeId n) const { return m_listsAll || m_heap->objects->shallowSize(n) != 0; }

    std::shared_ptr<const Heap> m_heap;
    PredicatePtr m_predicate;
    std::optional<std::vector<std::uint32_t>> m_candidates;
    std::optional<std::vector<std::uint32_t>> m_starts;
    PredicatePtr m_tops;
    std::vector<QueryNote> m_notes;
    bool m_listsAll = false;
};
using BoundQueryPtr = std::shared_ptr<const BoundQuery>;

/// What a query is bound for: to be asked of single objects, or to be run.
enum class Purpose : std::uint8_t { Tests, Search };

/// Needs Stage::Objects; terms that need more are errors until it is there. O(classes), and for `under:` and
/// `via:` of classes O(nodes) and O(references), as long as run() does not work these out while it searches. A query
/// bound when a stop was requested means nothing.
std::variant<BoundQueryPtr, QueryError> bind(const Query& query, const Heap& heap, const Progress& progress,
                                             const ComparedSnapshots& snapshots = {}, Purpose purpose = Purpose::Tests);

} // namespace heapwise::query
