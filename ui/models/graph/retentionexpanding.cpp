// What holds the objects of one box directly, nearer to the roots or not.
#include "ui/models/graph/retentionbuilder.h"

#include "core/analysis/retention/references.h"
#include "core/graph/topmost.h"

#include <algorithm>
#include <map>

namespace heapwise::ui {

int RetentionBuilder::groupOf(std::uint32_t node)
{
    if (m_groupOfNode.empty()) {
        for (int i = 0; i < int(m_graph.groups.size()); ++i)
            for (const std::uint32_t member : *group(i).members)
                if (!m_isGone[std::size_t(i)])
                    m_groupOfNode[member] = i;
    }
    const auto at = m_groupOfNode.find(node);
    return at == m_groupOfNode.end() ? -1 : at->second;
}

void RetentionBuilder::expand(std::uint64_t key)
{
    const auto& groups = m_graph.groups;
    const auto at = std::find_if(groups.begin(), groups.end(), [key](const RetentionGroup& g) { return g.key == key; });
    if (at == groups.end() || m_isGone[std::size_t(at - groups.begin())] || at->isRoot)
        return;
    const int target = int(at - groups.begin());
    const NodeList members = at->members;
    const Holders found = findHolders(*m_graph.paths->routes, *members, m_progress);
    group(target).weakHidden = found.weak;
    for (const HolderGroup& holders : found.groups)
        addHolders(target, holders);
}

/// Those that are in the graph already are joined to the box where they are; the others become a new one.
void RetentionBuilder::addHolders(int target, const HolderGroup& holders)
{
    std::map<int, std::vector<std::uint32_t>> byGroup;
    for (const std::uint32_t node : holders.holders) // an object stands for its stores
        byGroup[groupOf(ownerOf(node))].push_back(ownerOf(node));
    for (auto& [known, nodes] : byGroup) {
        std::ranges::sort(nodes);
        nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
        if (known >= 0 && std::ranges::any_of(outOf(known), [&](int out) { return reference(out).to == target; }))
            continue; // shown already
        RetentionReference made;
        made.from = known >= 0 ? known : addHolderGroup(std::move(nodes), target);
        made.to = target;
        made.hops = {holders.edge};
        made.holders = std::make_shared<std::vector<std::uint32_t>>(holders.holders);
        made.anyName = holders.anyName;
        made.count = holders.references;
        made.bytes = std::min(group(target).retained, group(made.from).retained);
        made.isLonger = true;
        addReference(std::move(made));
    }
}

std::uint32_t RetentionBuilder::ownerOf(std::uint32_t node) const
{
    return m_view.foldChains ? ownerOfStore(heap(), NodeId{node}).value : node;
}

int RetentionBuilder::addHolderGroup(std::vector<std::uint32_t> nodes, int target)
{
    const auto retained = [this](std::uint32_t n) { return heap().dominators->retainedSize(NodeId{n}); };
    RetentionGroup box;
    box.representative = NodeId{*std::ranges::max_element(nodes, {}, retained)};
    box.key = keyOf(box.representative);
    box.type = heap().classes->classOf(box.representative);
    box.distance = m_graph.paths->routes->distance(box.representative);
    box.retained = retainedTogether(*heap().dominators, nodes);
    box.layer = group(target).layer - 1;
    box.isRoot = box.representative == heap().snapshot->root();
    box.isLonger = true;
    const auto members = std::make_shared<std::vector<std::uint32_t>>(std::move(nodes));
    box.members = members;
    const int index = addGroup(std::move(box));
    for (const std::uint32_t node : *members)
        m_groupOfNode[node] = index;
    return index;
}

} // namespace heapwise::ui
