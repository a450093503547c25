// Boxes of single objects instead of one for each class.
#include "ui/models/graph/retentionbuilder.h"

#include "core/graph/topmost.h"
#include "ui/models/graph/cutquestion.h"

#include <algorithm>
#include <map>

namespace heapwise::ui {
namespace {

constexpr std::size_t kMostSingle = 8; ///< objects of one group; the others stay together

} // namespace

/// The largest members get boxes of their own, and references go to the one that their object is in.
void RetentionBuilder::ungroup()
{
    std::unordered_map<std::uint32_t, int> partOf; // by node, of groups that were split
    const int groups = int(m_graph.groups.size());
    for (int index = 0; index < groups; ++index)
        if (!group(index).isSubject && group(index).members->size() > 1)
            split(index, partOf);
    const int references = int(m_graph.references.size());
    for (int index = 0; index < references && !m_progress.stopRequested(); ++index)
        if (m_isSplit.count(reference(index).from) > 0 || m_isSplit.count(reference(index).to) > 0)
            redirect(index, partOf);
    for (const int index : m_isSplit)
        dropGroup(index);
}

void RetentionBuilder::split(int index, std::unordered_map<std::uint32_t, int>& partOf)
{
    std::vector<std::uint32_t> members = *group(index).members;
    const auto retained = [this](std::uint32_t n) { return heap().dominators->retainedSize(NodeId{n}); };
    const std::size_t single =
        std::min(members.size() == kMostSingle + 1 ? members.size() : kMostSingle, members.size());
    std::partial_sort(members.begin(), members.begin() + std::ptrdiff_t(single), members.end(),
                      [&](std::uint32_t a, std::uint32_t b) { return retained(a) > retained(b); });
    const auto add = [&](std::vector<std::uint32_t> nodes) {
        RetentionGroup part = group(index);
        part.representative = NodeId{*std::ranges::max_element(nodes, {}, retained)};
        part.key = keyOf(part.representative);
        part.distance = m_graph.paths->routes->distance(part.representative);
        part.retained = retainedTogether(*heap().dominators, nodes);
        part.subjectBytes = std::min(part.subjectBytes, part.retained);
        std::ranges::sort(nodes);
        const auto list = std::make_shared<std::vector<std::uint32_t>>(std::move(nodes));
        part.members = list;
        const int at = addGroup(std::move(part));
        for (const std::uint32_t node : *list)
            partOf[node] = at;
    };
    for (std::size_t i = 0; i < single; ++i)
        add({members[i]});
    if (single < members.size())
        add({members.begin() + std::ptrdiff_t(single), members.end()});
    m_isSplit.insert(index);
}

void RetentionBuilder::redirect(int index, const std::unordered_map<std::uint32_t, int>& partOf)
{
    const RetentionReference before = reference(index);
    const auto placeOf = [&](NodeId node, int otherwise) {
        const auto at = partOf.find(node.value);
        return m_isSplit.count(otherwise) == 0 ? otherwise : at == partOf.end() ? -1 : at->second;
    };
    for (const EdgeIndex e : edgesOf(m_graph, index, m_progress)) {
        const NodeId target = heap().snapshot->edgeTarget(e);
        RetentionReference made = before;
        made.from = placeOf(heap().snapshot->edgeSource(e), before.from);
        made.to = placeOf(target, before.to);
        made.hops = {e};
        made.count = 1;
        made.bytes = std::min(before.bytes, heap().dominators->retainedSize(target));
        if (made.from >= 0 && made.to >= 0)
            addReference(std::move(made));
    }
}

} // namespace heapwise::ui
