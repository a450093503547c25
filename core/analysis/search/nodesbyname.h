#pragma once

#include "core/base/column.h"
#include "core/base/progress.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <span>
#include <vector>

namespace heapwise {

/// The nodes of one type by the text they are stored with. Immutable; 4 bytes for each entry of the string table and
/// for each node.
class NodesByName {
public:
    /// Those that `isWanted(node)` is true of. O(nodes), two passes. Means nothing once a stop was requested.
    template <typename F>
    static NodesByName sort(const Snapshot& snapshot, NodeType type, F&& isWanted, const Progress& progress);

    std::uint32_t textCount() const { return m_ends.size() == 0 ? 0 : std::uint32_t(m_ends.size()) - 1; }
    std::uint32_t begin(StringId text) const { return text.value == 0 ? 0 : m_ends[text.value - 1]; }
    std::uint32_t end(StringId text) const { return m_ends[text.value]; }
    bool isUsed(StringId text) const { return begin(text) < end(text); }
    /// Ascending. O(1).
    std::span<const std::uint32_t> nodes(StringId text) const
    {
        return std::span(m_nodes).subspan(begin(text), end(text) - begin(text));
    }
    std::vector<std::uint32_t> takeNodes() { return std::move(m_nodes); } ///< by text; begin() and end() stay

private:
    static constexpr std::uint32_t kStopEvery = 16384;
    Column<std::uint32_t> m_ends; ///< by text; and all of them
    std::vector<std::uint32_t> m_nodes;
};

template <typename F>
NodesByName NodesByName::sort(const Snapshot& snapshot, NodeType type, F&& isWanted, const Progress& progress)
{
    const std::uint32_t texts = snapshot.strings().count();
    NodesByName sorted;
    sorted.m_ends = Column<std::uint32_t>(std::size_t(texts) + 1);
    const auto forEach = [&](auto&& f) {
        for (std::uint32_t n = 0; n < snapshot.nodeCount(); ++n) {
            if (n % kStopEvery == 0 && progress.stopRequested())
                return;
            if (snapshot.types()[n] == type && snapshot.names()[n] < texts && isWanted(n))
                f(n, snapshot.names()[n]);
        }
    };
    forEach([&](std::uint32_t, std::uint32_t text) { ++sorted.m_ends[text + 1]; });
    for (std::uint32_t t = 0; t < texts; ++t)
        sorted.m_ends[t + 1] += sorted.m_ends[t];
    sorted.m_nodes.resize(sorted.m_ends[texts]);
    // Each place moves on as it is filled, and so becomes the end.
    forEach([&](std::uint32_t n, std::uint32_t text) {
        if (sorted.m_ends[text] < sorted.m_nodes.size())
            sorted.m_nodes[sorted.m_ends[text]++] = n;
    });
    return sorted;
}

} // namespace heapwise
