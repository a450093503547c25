#include "core/heap/essentialedges.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace heapwise {

namespace {

constexpr std::size_t kEssentialEdgesStopEvery = 65536;

/// True for the edges of the root that lead to the program's globals.
bool leadsToGlobal(const Snapshot& s, const NameTags& tags, EdgeIndex e)
{
    if (s.edgeType(e) == EdgeType::Shortcut)
        return true;
    const NodeId target = s.edgeTarget(e);
    return s.edgeType(e) == EdgeType::Element && s.type(target) == NodeType::Synthetic &&
           tags[s.names()[target.value]] == NameTag::DocumentDomTrees;
}

/// Tells the edge of a WeakMap pair that leaves the table. Few nodes are tables: a bit for each says where it is worth
/// looking at names at all.
class TableSides {
public:
    TableSides(const Snapshot& snapshot, const NameTags& tags)
        : m_snapshot(snapshot)
        , m_tags(tags)
        , m_tables(snapshot.nodeCount())
    {
        for (std::uint32_t n = 0; tags.hasWeakMapPairs() && n < snapshot.nodeCount(); ++n)
            if (tags.isWeakMapTable(snapshot.objectIds()[n]))
                m_tables.set(n);
    }
    bool isTable(std::uint32_t n) const { return m_tables.test(n); }
    bool test(std::uint32_t source, EdgeIndex e) const
    {
        return isTable(source) && m_snapshot.edgeTypes()[e] == EdgeType::Internal &&
               isPairOf(m_snapshot.objectIds()[source], m_snapshot.edgeNames()[e]);
    }

private:
    bool isPairOf(std::uint32_t tableId, std::uint32_t name) const
    {
        return m_tags[name] == NameTag::WeakMapPair && m_tags.weakMapPair(name).tableId == tableId;
    }

    const Snapshot& m_snapshot;
    const NameTags& m_tags;
    BitSet m_tables; ///< by node
};

class PageOwnedSearch {
public:
    PageOwnedSearch(const Snapshot& snapshot, const NameTags& tags, Progress& progress)
        : m_snapshot(snapshot)
        , m_tags(tags)
        , m_progress(progress)
        , m_tableSides(snapshot, tags)
        , m_search(snapshot.firstEdges(), snapshot.edgeTargets(), snapshot.root(), progress)
    {}

    PageOwned run()
    {
        const NodeId root = m_snapshot.root();
        for (EdgeIndex e = m_snapshot.firstEdge(root); e < m_snapshot.endEdge(root) && !m_progress.stopRequested(); ++e)
            if (leadsToGlobal(m_snapshot, m_tags, e))
                searchFrom(m_snapshot.edgeTarget(e).value);
        BitSet owned = m_search.visited().copy();
        for (std::size_t done = 0; !m_pending.empty(); ++done) {
            if (done % kEssentialEdgesStopEvery == 0 && m_progress.stopRequested())
                break;
            const NodeId n{m_pending.back()};
            m_pending.pop_back();
            if (!owned.insert(n.value))
                continue;
            for (EdgeIndex e = m_snapshot.firstEdge(n); e < m_snapshot.endEdge(n); ++e)
                if (m_snapshot.edgeType(e) != EdgeType::Weak && !owned.test(m_snapshot.edgeTarget(e).value))
                    m_pending.push_back(m_snapshot.edgeTarget(e).value);
        }
        return {std::move(owned), std::move(m_search)};
    }

private:
    void searchFrom(std::uint32_t global)
    {
        const std::uint32_t root = m_snapshot.root().value;
        if (global == root)
            m_pending.push_back(root);
        if (global == root || m_search.visited().test(global))
            return;
        const EdgeType* const types = m_snapshot.edgeTypes().data();
        m_search.search(global, DepthFirstSearch::kRoot, [&](std::uint32_t source, EdgeIndex e, std::uint32_t target) {
            if (types[e] == EdgeType::Weak)
                return false;
            if (types[e] != EdgeType::Shortcut && target != root && !m_tableSides.test(source, e))
                return true;
            m_pending.push_back(target); // owned, but the edge does not count for dominators
            return false;
        });
    }

    const Snapshot& m_snapshot;
    const NameTags& m_tags;
    Progress& m_progress;
    TableSides m_tableSides;
    DepthFirstSearch m_search;
    std::vector<std::uint32_t> m_pending; ///< owned, and perhaps not met by the search
};

/// Rule R3 for the edges of one source, and for all.
class EssentialEdges {
public:
    EssentialEdges(const Snapshot& snapshot, const NameTags& tags, const BitSet& pageOwned)
        : m_root(snapshot.root().value)
        , m_types(snapshot.edgeTypes().data())
        , m_pageOwned(pageOwned)
        , m_tableSides(snapshot, tags)
    {}

    auto ofSource(std::uint32_t source) const
    {
        return [this, source, types = m_types, isTable = m_tableSides.isTable(source), isRoot = source == m_root,
                isOwned = m_pageOwned.test(source)](EdgeIndex e, std::uint32_t target) {
            const EdgeType type = types[e];
            if (type == EdgeType::Weak || target == source || (isTable && m_tableSides.test(source, e)))
                return false;
            return isRoot || (type != EdgeType::Shortcut && (isOwned || !m_pageOwned.test(target)));
        };
    }

private:
    std::uint32_t m_root;
    const EdgeType* m_types;
    const BitSet& m_pageOwned;
    TableSides m_tableSides;
};

} // namespace

PageOwned searchPageOwned(const Snapshot& snapshot, const NameTags& tags, Progress& progress)
{
    return PageOwnedSearch(snapshot, tags, progress).run();
}

ReversedEdges reverseReferences(const Snapshot& snapshot, const NameTags& tags, const BitSet& pageOwned,
                                unsigned threads, Progress& progress)
{
    return reverseEdges(snapshot.firstEdges(), snapshot.edgeTargets(), EssentialEdges(snapshot, tags, pageOwned),
                        threads, progress);
}

} // namespace heapwise
