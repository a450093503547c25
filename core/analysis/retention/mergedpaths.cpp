#include "core/analysis/retention/mergedpaths.h"

#include "core/analysis/retention/shortestlinks.h"
#include "core/analysis/retention/stepkey.h"
#include "core/graph/topmost.h"
#include "core/heap/fields/links.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace heapwise {

namespace {

constexpr std::size_t kMergedPathsStopEvery = 4096;
constexpr std::size_t kMostParents = 256;

/// One name of references into a group. Groups of several have as many.
struct Incoming {
    std::uint32_t from = PathGroup::kNone;
    StepKey key;
    friend bool operator<(const Incoming& a, const Incoming& b)
    {
        return std::tie(a.from, a.key) < std::tie(b.from, b.key);
    }
    friend bool operator==(const Incoming& a, const Incoming& b) { return a.from == b.from && a.key == b.key; }
};

} // namespace

/// Objects are told apart by what holds them, from the roots down: two belong to one group when they are of one
/// class and the same groups hold them by the same names. With one path per object that is a trie of the paths.
class PathMerger {
public:
    PathMerger(const Routes& routes, const MergeOptions& options, const Progress& progress)
        : m_routes(routes)
        , m_heap(routes.heap())
        , m_options(options)
        , m_progress(progress)
    {}

    MergedPaths merge(std::span<const std::uint32_t> subjects)
    {
        m_links = collectShortestLinks(m_routes, subjects, m_options.allShortest ? kMostParents : 1, m_progress);
        if (m_progress.stopRequested())
            return {};
        weighSubjects(subjects);
        groupNodes();
        if (!m_progress.stopRequested())
            sumUp();
        return std::move(m_result);
    }

private:
    /// Its own retained size for each subject that no other subject retains.
    void weighSubjects(std::span<const std::uint32_t> subjects)
    {
        const auto isHeld = [&](std::uint32_t n) { return m_routes.isReachable(NodeId{n}); };
        std::vector<std::uint32_t> held, unreached;
        std::ranges::partition_copy(subjects, std::back_inserter(held), std::back_inserter(unreached), isHeld);
        m_result.unreached = unreached.size();
        m_result.unreachedBytes = retainedTogether(*m_heap.dominators, std::move(unreached));
        m_isSubject.resize(m_links.nodes().size());
        m_weights.resize(m_links.nodes().size());
        for (const std::uint32_t n : held)
            m_isSubject[m_links.indexOf(n)] = true;
        forEachTopmost(*m_heap.dominators, held,
                       [&](NodeId n) { m_weights[m_links.indexOf(n.value)] = m_heap.dominators->retainedSize(n); });
    }

    /// In layers of one distance: what has one name too many is known before the layer is grouped.
    void groupNodes()
    {
        m_incoming.resize(m_links.parentCount());
        m_groupOf.resize(m_links.nodes().size());
        m_repeats.resize(m_links.nodes().size(), 1);
        for (std::size_t end = m_links.nodes().size(); end > 0 && !m_progress.stopRequested();) {
            std::size_t begin = end - 1;
            while (begin > 0 && distanceAt(begin - 1) == distanceAt(end - 1) && end < m_links.nodes().size())
                --begin;
            for (std::size_t i = begin; i < end; ++i)
                countNames(std::uint32_t(i));
            for (std::size_t i = end; i-- > begin;)
                assign(std::uint32_t(i));
            end = begin;
        }
    }
    std::int32_t distanceAt(std::size_t i) const { return m_routes.distance(NodeId{m_links.nodes()[i]}); }

    std::uint32_t groupOf(NodeId n) const { return m_groupOf[m_links.indexOf(n.value)]; }

    /// Names of what leads from the group to objects of the kind. What lies side by side mostly asks for the same.
    std::vector<std::uint32_t>& namesFor(Incoming in)
    {
        in.key.name = StepKey::kAnyName;
        if (!m_lastNames || !(m_lastNames->first == in))
            m_lastNames = &*m_names.try_emplace(in).first;
        return m_lastNames->second;
    }

    std::span<Incoming> incoming(std::uint32_t i)
    {
        return std::span(m_incoming).subspan(m_links.firstParent(i), m_links.parents(i).size());
    }

    void countNames(std::uint32_t i)
    {
        const auto parents = m_links.parents(i);
        for (std::size_t p = 0; p < parents.size(); ++p) {
            const Incoming in{groupOf(parents[p].source), stepKey(m_heap, parents[p].edge)};
            incoming(i)[p] = in;
            std::vector<std::uint32_t>& names = namesFor(in);
            if (names.size() <= kMostNames && std::ranges::find(names, in.key.name) == names.end())
                names.push_back(in.key.name);
        }
    }

    void assign(std::uint32_t i)
    {
        const std::span<Incoming> own = incoming(i);
        for (Incoming& in : own)
            if (namesFor(in).size() > kMostNames)
                in.key.name = StepKey::kAnyName;
        if (own.size() == 1) {
            if (!m_options.foldChains || !joinRepeated(i, own.front()))
                m_groupOf[i] = groupBy(own.front());
            return;
        }
        std::vector<Incoming> all(own.begin(), own.end());
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        if (m_options.foldChains && all.size() == 1 && joinRepeated(i, all.front()))
            return;
        m_groupOf[i] = all.size() == 1 ? groupBy(all.front()) : groupBy(std::move(all));
    }

    std::uint32_t groupBy(std::vector<Incoming> sources)
    {
        const auto [at, isNew] = m_bySources.emplace(std::move(sources), std::uint32_t(m_sources.size()));
        if (isNew)
            m_sources.push_back(&at->first);
        return at->second;
    }

    /// Most have one source: nothing is allocated for them.
    std::uint32_t groupBy(const Incoming& source)
    {
        if (m_lastGroup && m_lastGroup->first == source)
            return m_lastGroup->second;
        const auto [at, isNew] = m_bySource.try_emplace(source, std::uint32_t(m_sources.size()));
        if (isNew)
            m_sources.push_back(&m_bySources.emplace(std::vector{source}, at->second).first->first);
        m_lastGroup = &*at;
        return at->second;
    }

    /// Up to a few steps before, the same class may have been entered by the same name: the chain goes on.
    bool joinRepeated(std::uint32_t i, const Incoming& in)
    {
        NodeId parent = m_links.parents(i).front().source;
        std::uint32_t group = in.from;
        for (int period = 1; period <= kLongestPeriod && m_sources[group]->size() == 1; ++period) {
            const Incoming& before = m_sources[group]->front();
            const std::uint32_t at = m_links.indexOf(parent.value);
            if (before.key == in.key && m_groupOf[at] == group) {
                m_groupOf[i] = group;
                m_repeats[i] = m_repeats[at] + 1;
                return true;
            }
            group = before.from;
            parent = m_links.parents(at).front().source;
        }
        return false;
    }

    void sumUp()
    {
        m_result.groups.resize(m_sources.size());
        for (std::uint32_t i = 0; i < m_groupOf.size(); ++i) {
            PathGroup& group = m_result.groups[m_groupOf[i]];
            ++group.count;
            group.chain = std::max(group.chain, m_repeats[i]);
            group.ends += m_isSubject[i];
        }
        sortMembers();
        for (PathGroup& group : m_result.groups)
            describe(group);
        passUp();
        makeLinks();
    }

    void sortMembers()
    {
        std::vector<std::uint32_t> next;
        std::uint32_t sum = 0;
        for (PathGroup& group : m_result.groups) {
            next.push_back(group.firstMember = sum);
            sum += group.count;
        }
        m_result.members.resize(sum);
        for (std::size_t i = m_groupOf.size(); i-- > 0;)
            m_result.members[next[m_groupOf[i]]++] = m_links.nodes()[i];
    }

    void describe(PathGroup& group)
    {
        const auto members = m_result.membersOf(group);
        const DominatorTree& dominators = *m_heap.dominators;
        group.representative = NodeId{*std::ranges::max_element(
            members, {}, [&](std::uint32_t n) { return dominators.retainedSize(NodeId{n}); })};
        group.type = m_heap.classes->classOf(group.representative);
        group.distance = m_routes.distance(NodeId{members.front()}); // the nearest comes first
        group.retained = retainedTogether(dominators, {members.begin(), members.end()});
    }

    /// Subjects of a group count for all groups before it, once each. Where one group is before, what is known so
    /// far is passed on to it; where there are several, all that come before these are visited.
    void passUp()
    {
        const std::size_t count = m_result.groups.size();
        std::vector<std::uint64_t> pending(count);
        std::vector<Size> pendingBytes(count);
        for (std::uint32_t i = 0; i < m_groupOf.size(); ++i) {
            pending[m_groupOf[i]] += m_isSubject[i];
            pendingBytes[m_groupOf[i]] += m_weights[i];
        }
        std::vector<std::uint32_t> seenBy(count, PathGroup::kNone);
        for (std::uint32_t g = std::uint32_t(count); g-- > 0 && !m_progress.stopRequested();) {
            m_result.groups[g].subjects += pending[g];
            m_result.groups[g].subjectBytes += pendingBytes[g];
            const std::vector<Incoming>& sources = *m_sources[g];
            if (sources.size() == 1) {
                pending[sources.front().from] += pending[g];
                pendingBytes[sources.front().from] += pendingBytes[g];
            } else if (pending[g] > 0) {
                addToAllBefore(g, pending[g], pendingBytes[g], seenBy);
            }
        }
    }

    void addToAllBefore(std::uint32_t group, std::uint64_t subjects, Size bytes, std::vector<std::uint32_t>& seenBy)
    {
        std::vector<std::uint32_t> open{group};
        while (!open.empty()) {
            const std::uint32_t g = open.back();
            open.pop_back();
            for (const Incoming& in : *m_sources[g]) {
                if (std::exchange(seenBy[in.from], group) == group)
                    continue;
                m_result.groups[in.from].subjects += subjects;
                m_result.groups[in.from].subjectBytes += bytes;
                open.push_back(in.from);
            }
        }
    }

    void makeLinks()
    {
        std::map<Incoming, std::size_t> byName;
        for (std::uint32_t g = 0; g < m_sources.size(); ++g) {
            byName.clear();
            for (const Incoming& in : *m_sources[g]) {
                byName[in] = m_result.links.size();
                const PathGroup& to = m_result.groups[g];
                m_result.links.push_back(
                    {in.from, g, kNoEdge, in.key.name == StepKey::kAnyName, 0, to.subjects, to.subjectBytes});
            }
            countReferences(g, byName);
        }
    }

    /// References that lead from a folded chain into itself belong to no link.
    void countReferences(std::uint32_t g, const std::map<Incoming, std::size_t>& byName)
    {
        const PathGroup& group = m_result.groups[g];
        for (const std::uint32_t n : m_result.membersOf(group)) {
            const std::uint32_t i = m_links.indexOf(n);
            const auto parents = m_links.parents(i);
            for (std::size_t p = 0; p < parents.size(); ++p) {
                const auto at = byName.find(m_incoming[m_links.firstParent(i) + p]);
                if (at == byName.end())
                    continue;
                PathLink& link = m_result.links[at->second];
                ++link.count;
                if (link.edge == kNoEdge || n == group.representative.value)
                    link.edge = parents[p].edge;
            }
        }
    }

    const Routes& m_routes;
    const Heap& m_heap;
    const MergeOptions& m_options;
    const Progress& m_progress;
    ShortestLinks m_links;
    std::vector<bool> m_isSubject; ///< by index of a link node, as the next ones
    std::vector<Size> m_weights;
    std::vector<std::uint32_t> m_groupOf;
    std::vector<std::uint32_t> m_repeats;
    std::vector<Incoming> m_incoming; ///< by parent, as in m_links
    using Names = std::map<Incoming, std::vector<std::uint32_t>>;
    using BySource = std::map<Incoming, std::uint32_t>;
    Names m_names; ///< of references from a group
    Names::value_type* m_lastNames = nullptr;
    std::map<std::vector<Incoming>, std::uint32_t> m_bySources; ///< groups, those with one source included
    BySource m_bySource;
    const BySource::value_type* m_lastGroup = nullptr;
    std::vector<const std::vector<Incoming>*> m_sources; ///< by group
    MergedPaths m_result;
};

MergedPaths mergeShortestPaths(const Routes& routes, std::span<const std::uint32_t> subjects,
                               const MergeOptions& options, const Progress& progress)
{
    return PathMerger(routes, options, progress).merge(subjects);
}

} // namespace heapwise
