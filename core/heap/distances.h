#pragma once

#include "core/base/bitset.h"
#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/heap/nametags.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <span>

namespace heapwise {

/// Steps from the roots to each node along non-weak references (rule R5).
class Distances {
public:
    static constexpr std::int32_t kUnreached = -5;
    /// Nodes reached only from the engine's own roots count from here; shown as a dash.
    static constexpr std::int32_t kSystem = 100'000'000;

    Distances() = default;
    explicit Distances(Column<std::int32_t> values)
        : m_values(std::move(values))
    {}

    std::int32_t operator[](NodeId n) const { return m_values[n.value]; }
    /// True for a distance that means something to a person.
    static constexpr bool isFinite(std::int32_t distance) { return distance >= 0 && distance < kSystem; }
    std::span<const std::int32_t> values() const { return m_values; }

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.m_values);
    }

private:
    Column<std::int32_t> m_values;
};

/// What a search for distances does differently from the rule.
struct DistanceOptions {
    const BitSet* ignoredNodes = nullptr;    ///< not gone through, as if they were not there (rule R11); null: none
    std::span<const EdgeIndex> ignoredEdges; ///< the same for single references; ascending
    bool weak = false;                       ///< weak references are followed
    bool avoidPrototypes = false;            ///< references to prototypes are not followed
    bool tables = false;                     ///< a WeakMap keeps its values whether or not the keys are alive
};

/// O(edges). Means nothing once a stop was requested.
Distances computeDistances(const Snapshot& snapshot, const NameTags& tags, Progress& progress,
                           const DistanceOptions& options = {});

} // namespace heapwise
