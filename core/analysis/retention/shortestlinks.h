#pragma once

#include "core/analysis/paths.h"
#include "core/analysis/retention/routes.h"
#include "core/base/column.h"
#include "core/base/progress.h"

#include <cstdint>
#include <span>
#include <vector>

namespace heapwise {

/// The objects on shortest paths from the roots to some objects, and the references these paths go along.
class ShortestLinks {
public:
    /// Farthest from the roots first, so that an object stands after all that it holds. The root is the last.
    std::span<const std::uint32_t> nodes() const { return m_nodes; }
    /// Of nodes()[i]: the references that hold it, best first. None for the root alone.
    std::span<const Retainer> parents(std::uint32_t i) const
    {
        return std::span(m_parents).subspan(m_first[i], m_first[i + 1] - m_first[i]);
    }
    std::size_t firstParent(std::uint32_t i) const { return m_first[i]; } ///< among all parents of all nodes
    std::size_t parentCount() const { return m_parents.size(); }
    /// Place of a node in nodes(), which it must be in. O(1).
    std::uint32_t indexOf(std::uint32_t node) const { return m_index[node] - 1; }
    bool contains(std::uint32_t node) const { return m_index[node] != 0; }

private:
    friend class LinkCollector;
    std::vector<std::uint32_t> m_nodes;
    std::vector<std::size_t> m_first; ///< one more than nodes
    std::vector<Retainer> m_parents;
    Column<std::uint32_t> m_index; ///< by node: place + 1; 0: not there
};

/// From `subjects` up to the root, up to `mostParents` references into each object. Unreachable subjects are left
/// out. Looks at the retainers of each object on the paths (of very many, at the first ones), and at the edges of the
/// sources chosen. Means nothing once a stop was requested.
ShortestLinks collectShortestLinks(const Routes& routes, std::span<const std::uint32_t> subjects,
                                   std::size_t mostParents, const Progress& progress);

} // namespace heapwise
