// Which steps of the paths are boxes, and what is marked among them.
#include "ui/models/graph/retentionbuilder.h"

#include "core/analysis/objectkind.h"
#include "core/analysis/retention/accumulation.h"
#include "core/analysis/retention/references.h"

#include <algorithm>
#include <map>
#include <set>

namespace heapwise::ui {
namespace {

constexpr std::size_t kMostHolders = 12;                   ///< of one group before the smaller ones are folded
constexpr std::size_t kMostOnPaths = 24;                   ///< groups, likewise
constexpr std::uint64_t kMoreBit = std::uint64_t(1) << 63; ///< in the key of an "n more", beside that of what it holds

} // namespace

// --- steps that are no boxes -----------------------------------------------------------------------------

/// Stores are part of the object they belong to; what V8 makes for itself is left out on demand. Roots stay.
bool RetentionBuilder::isFoldable(int index) const
{
    const RetentionGroup& group = m_graph.groups[std::size_t(index)];
    if (group.isRoot || group.isSubject || group.distance <= 1 || group.distance >= Distances::kSystem)
        return false;
    if (m_view.foldChains && ownerOfStore(heap(), group.representative) != group.representative)
        return true;
    const ObjectKind kind = kindOf(heap().snapshot->type(group.representative));
    const bool isSystem = kind == ObjectKind::System || kind == ObjectKind::Code;
    return isSystem && m_view.hideSystem;
}

void RetentionBuilder::foldSteps()
{
    for (int index = 0; index < int(m_graph.groups.size()) && !m_progress.stopRequested(); ++index)
        if (isFoldable(index) && (into(index).size() == 1 || outOf(index).size() == 1) && !into(index).empty())
            foldAway(index);
}

/// Every way through the group becomes one reference of several hops.
void RetentionBuilder::foldAway(int index)
{
    const std::vector<int> before = into(index), after = outOf(index);
    const NodeList members = group(index).members;
    for (const int in : before) {
        for (const int out : after) {
            RetentionReference made = reference(out);
            made.from = reference(in).from;
            made.hops = reference(in).hops;
            made.hops.insert(made.hops.end(), reference(out).hops.begin(), reference(out).hops.end());
            made.bytes = std::min(reference(in).bytes, reference(out).bytes);
            made.isWeak = reference(in).isWeak || reference(out).isWeak;
            if (!made.holders)
                made.holders = members;
            addReference(std::move(made));
        }
    }
    dropGroup(index);
}

// --- what is marked --------------------------------------------------------------------------------------

/// From the subject up, always over the reference that keeps most alive.
void RetentionBuilder::markMainPath()
{
    std::set<int> seen;
    for (int at = m_graph.subject; at >= 0 && seen.insert(at).second;) {
        m_graph.mainPath.insert(m_graph.mainPath.begin(), at);
        int heaviest = -1;
        for (const int in : into(at))
            if (heaviest < 0 || reference(in).bytes > reference(heaviest).bytes)
                heaviest = in;
        if (heaviest < 0)
            break;
        reference(heaviest).isMain = true;
        at = reference(heaviest).from;
    }
}

/// The object nearest to the subject on the main path at which memory gathers.
void RetentionBuilder::markAccumulation()
{
    const auto& path = m_graph.mainPath;
    for (std::size_t i = path.size(); i-- > 1;) {
        RetentionGroup& holder = group(path[i - 1]);
        if (holder.isRoot || holder.members->size() != 1)
            continue;
        holder.isAccumulation =
            accumulationAt(heap(), holder.representative, group(path[i]).representative).has_value();
        if (holder.isAccumulation)
            return;
    }
}

// --- layers ----------------------------------------------------------------------------------------------

/// Groups so that each comes after those that hold it. Where they hold each other in a circle, the one nearest to
/// the roots comes first; the subject comes last.
std::vector<int> RetentionBuilder::fromTheRoots() const
{
    std::vector<int> order, waiting(m_graph.groups.size());
    std::set<std::pair<std::int32_t, int>> ready, blocked;
    for (int i = 0; i < int(m_graph.groups.size()); ++i) {
        if (m_isGone[std::size_t(i)] || i == m_graph.subject)
            continue;
        waiting[std::size_t(i)] = int(std::count_if(into(i).begin(), into(i).end(), [this](int in) {
            return m_graph.references[std::size_t(in)].from != m_graph.subject;
        }));
        (waiting[std::size_t(i)] == 0 ? ready : blocked).insert({m_graph.groups[std::size_t(i)].distance, i});
    }
    while (!ready.empty() || !blocked.empty()) {
        auto& from = ready.empty() ? blocked : ready;
        const int next = from.begin()->second;
        from.erase(from.begin());
        order.push_back(next);
        for (const int out : outOf(next)) {
            const int to = m_graph.references[std::size_t(out)].to;
            const std::pair entry(m_graph.groups[std::size_t(to)].distance, to);
            if (--waiting[std::size_t(to)] == 0 && blocked.erase(entry) > 0)
                ready.insert(entry);
        }
    }
    order.push_back(m_graph.subject);
    return order;
}

/// Each group below all that hold it: the longest way from the roots. Then counted from the subject.
void RetentionBuilder::setLayers()
{
    const std::vector<int> order = fromTheRoots();
    std::vector<int> place(m_graph.groups.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        place[std::size_t(order[i])] = int(i);
    int bottom = 0;
    for (const int at : order) {
        group(at).layer = 0;
        for (const int in : into(at))
            if (place[std::size_t(reference(in).from)] < place[std::size_t(at)])
                group(at).layer = std::max(group(at).layer, group(reference(in).from).layer + 1);
        bottom = std::max(bottom, group(at).layer);
    }
    group(m_graph.subject).layer = bottom;
    for (const int at : order)
        group(at).layer -= bottom;
    for (const int at : order) // what the subject alone holds, and which holds others of it
        if (!group(at).isRoot && !group(at).isSubject && group(at).layer == -bottom && bottom > 1)
            group(at).layer = -1;
}

// --- how many --------------------------------------------------------------------------------------------

/// Puts groups into one "n more" that holds `target`. Its references have no names, and cannot be cut.
void RetentionBuilder::foldGroups(const std::vector<int>& groups, int target)
{
    RetentionGroup made = group(groups.front());
    made.key = group(target).key ^ kMoreBit;
    made.more = groups.size();
    made.layer = group(target).layer - 1;
    auto members = std::make_shared<std::vector<std::uint32_t>>();
    for (const int folded : groups)
        members->insert(members->end(), group(folded).members->begin(), group(folded).members->end());
    std::sort(members->begin(), members->end());
    made.members = members;
    const int index = addGroup(std::move(made));
    for (const int folded : groups) {
        std::vector<RetentionReference> moved;
        for (const auto* const list : {&into(folded), &outOf(folded)})
            for (const int i : *list)
                moved.push_back(reference(i));
        dropGroup(folded);
        for (RetentionReference& one : moved) {
            (one.from == folded ? one.from : one.to) = index;
            one.hops.clear();
            if (!m_isGone[std::size_t(one.from)] && !m_isGone[std::size_t(one.to)])
                addReference(std::move(one));
        }
    }
}

void RetentionBuilder::sortByWeight(std::vector<int>& groups) const
{
    const auto weight = [this](int i) {
        const RetentionGroup& g = m_graph.groups[std::size_t(i)];
        return std::pair(g.subjectBytes, g.retained);
    };
    std::stable_sort(groups.begin(), groups.end(), [&](int a, int b) { return weight(a) > weight(b); });
}

/// Folds all but the `most` that keep most alive.
void RetentionBuilder::foldSmallest(std::vector<int> groups, std::size_t most, int target)
{
    if (groups.size() <= most + 1 || m_view.unfolded.count(group(target).key ^ kMoreBit) > 0)
        return;
    sortByWeight(groups);
    foldGroups({groups.begin() + std::ptrdiff_t(most), groups.end()}, target);
}

void RetentionBuilder::limit()
{
    const auto isFixed = [this](int i) {
        const RetentionGroup& g = m_graph.groups[std::size_t(i)];
        const auto& path = m_graph.mainPath;
        return m_isGone[std::size_t(i)] || g.isSubject || g.isRoot || g.more > 0 ||
               std::find(path.begin(), path.end(), i) != path.end() ||
               std::find(m_view.expanded.begin(), m_view.expanded.end(), g.key) != m_view.expanded.end();
    };
    std::map<int, std::vector<int>> longer; // by what they hold
    std::vector<int> onPaths, all;
    const int count = int(m_graph.groups.size());
    for (int i = 0; i < count; ++i) {
        if (isFixed(i))
            continue;
        if (!group(i).isLonger) // steps within a folded chain hold nothing outside of it
            onPaths.push_back(i);
        else if (!outOf(i).empty())
            longer[reference(outOf(i).front()).to].push_back(i);
    }
    for (const auto& [target, holders] : longer)
        foldSmallest(holders, kMostHolders, target);
    foldSmallest(onPaths, kMostOnPaths, m_graph.subject);
    for (int i = 0; i < int(m_graph.groups.size()); ++i)
        if (!isFixed(i))
            all.push_back(i);
    const std::size_t shown = std::size_t(std::count(m_isGone.begin(), m_isGone.end(), false));
    if (shown <= RetentionView::kMostGroups)
        return;
    const std::size_t fewer = std::min(all.size(), shown - RetentionView::kMostGroups + 1); // one stands for them
    sortByWeight(all);
    foldGroups({all.end() - std::ptrdiff_t(fewer), all.end()}, m_graph.subject); // whatever was opened
}

} // namespace heapwise::ui
