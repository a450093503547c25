#include "ui/models/graph/retentionbuilder.h"

#include "core/graph/topmost.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr std::uint64_t kSubjectKey = 0;
constexpr std::uint64_t kBundleKey = 0x6275'6e64'6c65; ///< tells keys of lines from those of references

/// Ascending, as all lists of members are.
NodeList listOf(std::span<const std::uint32_t> nodes)
{
    const auto list = std::make_shared<std::vector<std::uint32_t>>(nodes.begin(), nodes.end());
    std::ranges::sort(*list);
    return list;
}

std::uint64_t mixed(std::uint64_t a, std::uint64_t b)
{
    a ^= b + 0x9e37'79b9'7f4a'7c15ull + (a << 12) + (a >> 4);
    return a * 0xff51'afd7'ed55'8ccdull;
}

} // namespace

RetentionGraphPtr buildRetention(const RetentionPathsPtr& paths, const RetentionView& view, const Progress& progress)
{
    return RetentionBuilder(paths, view, progress).run();
}

RetentionBuilder::RetentionBuilder(RetentionPathsPtr paths, const RetentionView& view, const Progress& progress)
    : m_view(view)
    , m_progress(progress)
{
    m_graph.paths = std::move(paths);
}

RetentionGraphPtr RetentionBuilder::run()
{
    takeSubject();
    takeGroups();
    takeReferences();
    m_graph.pathCount = into(m_graph.subject).size();
    if (!m_view.groupByClass)
        ungroup();
    foldSteps();
    markMainPath();
    markAccumulation();
    setLayers();
    for (const std::uint64_t key : m_view.expanded)
        expand(key);
    limit();
    compact();
    bundle();
    return std::make_shared<RetentionGraph>(std::move(m_graph));
}

// --- groups and references -------------------------------------------------------------------------------

int RetentionBuilder::addGroup(RetentionGroup made)
{
    m_graph.groups.push_back(std::move(made));
    m_isGone.push_back(false);
    m_into.emplace_back();
    m_outOf.emplace_back();
    return int(m_graph.groups.size()) - 1;
}

/// The same for the same two ends and the same names.
std::uint64_t RetentionBuilder::keyOf(const RetentionReference& reference) const
{
    const Snapshot& snapshot = *heap().snapshot;
    std::uint64_t key =
        mixed(m_graph.groups[std::size_t(reference.from)].key, m_graph.groups[std::size_t(reference.to)].key);
    for (const EdgeIndex hop : reference.hops) {
        const bool isNameless = reference.anyName && hop == reference.hops.back();
        key = mixed(mixed(key, std::uint64_t(snapshot.edgeType(hop))),
                    isNameless ? UINT64_MAX : snapshot.edgeNameOrIndex(hop));
    }
    return key;
}

/// Adds it to the one between the same groups with the same name, where there is one.
void RetentionBuilder::addReference(RetentionReference made)
{
    if (made.from == made.to)
        return; // subjects that hold one another
    made.key = keyOf(made);
    const auto known = m_byKey.find(made.key);
    if (known != m_byKey.end() && !m_isReferenceGone[std::size_t(known->second)]) {
        reference(known->second).count += made.count;
        reference(known->second).bytes += made.bytes;
        return;
    }
    const int index = int(m_graph.references.size());
    m_byKey[made.key] = index;
    m_into[std::size_t(made.to)].push_back(index);
    m_outOf[std::size_t(made.from)].push_back(index);
    m_graph.references.push_back(std::move(made));
    m_isReferenceGone.push_back(false);
}

void RetentionBuilder::dropReference(int index)
{
    m_isReferenceGone[std::size_t(index)] = true;
    std::erase(m_into[std::size_t(reference(index).to)], index);
    std::erase(m_outOf[std::size_t(reference(index).from)], index);
}

void RetentionBuilder::dropGroup(int index)
{
    m_isGone[std::size_t(index)] = true;
    while (!into(index).empty())
        dropReference(into(index).back());
    while (!outOf(index).empty())
        dropReference(outOf(index).back());
}

void RetentionBuilder::takeSubject()
{
    const RetentionPaths& paths = *m_graph.paths;
    RetentionGroup subject;
    subject.key = kSubjectKey;
    subject.isSubject = true;
    subject.members = listOf(paths.query.subjects);
    subject.retained = subject.subjectBytes = retainedTogether(*heap().dominators, paths.query.subjects);
    subject.distance = Distances::kUnreached;
    const auto retained = [this](std::uint32_t n) { return heap().dominators->retainedSize(NodeId{n}); };
    std::uint32_t largest = paths.query.subjects.front();
    for (const std::uint32_t node : paths.query.subjects) {
        if (retained(node) > retained(largest))
            largest = node;
        subject.distance = std::min(subject.distance, paths.routes->distance(NodeId{node}));
    }
    subject.representative = NodeId{largest};
    subject.type = heap().classes->classOf(subject.representative);
    m_graph.subject = addGroup(std::move(subject));
}

/// Groups that hold subjects among others become part of the one box at the bottom: how they are held is what is
/// asked.
void RetentionBuilder::takeGroups()
{
    const RetentionPaths& paths = *m_graph.paths;
    for (const PathGroup& from : paths.merged.groups) {
        if (from.ends > 0) {
            m_groupOf.push_back(m_graph.subject);
            continue;
        }
        RetentionGroup made;
        made.isRoot = from.representative == heap().snapshot->root();
        made.key = keyOf(from.representative);
        made.type = from.type;
        made.representative = from.representative;
        made.members = listOf(paths.merged.membersOf(from));
        made.distance = from.distance;
        made.retained = made.isRoot ? heap().totalSize() : from.retained;
        made.subjectBytes = from.subjectBytes;
        made.chain = from.chain;
        m_groupOf.push_back(addGroup(std::move(made)));
    }
}

void RetentionBuilder::takeReferences()
{
    for (const PathLink& link : m_graph.paths->merged.links) {
        RetentionReference made;
        made.from = m_groupOf[link.from];
        made.to = m_groupOf[link.to];
        made.hops = {link.edge};
        made.anyName = link.anyName;
        made.count = link.count;
        made.bytes = link.subjectBytes;
        made.isWeak = heap().snapshot->edgeType(link.edge) == EdgeType::Weak && !group(made.from).isRoot;
        addReference(std::move(made));
    }
}

void RetentionBuilder::compact()
{
    std::vector<int> at(m_graph.groups.size(), -1);
    std::vector<RetentionGroup> groups;
    for (std::size_t i = 0; i < m_graph.groups.size(); ++i) {
        if (m_isGone[i])
            continue;
        at[i] = int(groups.size());
        groups.push_back(std::move(m_graph.groups[i]));
    }
    std::vector<RetentionReference> references;
    for (std::size_t i = 0; i < m_graph.references.size(); ++i) {
        if (m_isReferenceGone[i])
            continue;
        references.push_back(std::move(m_graph.references[i]));
        references.back().from = at[std::size_t(references.back().from)];
        references.back().to = at[std::size_t(references.back().to)];
    }
    std::stable_sort(references.begin(), references.end(),
                     [](const auto& a, const auto& b) { return a.bytes > b.bytes; });
    m_graph.subject = at[std::size_t(m_graph.subject)];
    for (int& step : m_graph.mainPath)
        step = at[std::size_t(step)];
    m_graph.groups = std::move(groups);
    m_graph.references = std::move(references);
}

/// References between the same two groups are one line, however many names they have.
void RetentionBuilder::bundle()
{
    std::unordered_map<std::uint64_t, int> byEnds;
    for (int i = 0; i < int(m_graph.references.size()); ++i) {
        RetentionReference& one = reference(i);
        const std::uint64_t key = mixed(mixed(kBundleKey, group(one.from).key), group(one.to).key);
        const auto [at, isNew] = byEnds.try_emplace(key, int(m_graph.bundles.size()));
        if (isNew)
            m_graph.bundles.push_back({key, one.from, one.to, {}, 0, 0, false, true, true});
        one.bundle = at->second;
        RetentionBundle& joined = m_graph.bundles[std::size_t(at->second)];
        // The same objects may be kept alive through several of them.
        const Size most = std::max(group(one.to).retained, one.bytes);
        joined.references.push_back(i);
        joined.count += one.count;
        joined.bytes = std::max(joined.bytes, std::min(joined.bytes + one.bytes, most));
        joined.isMain = joined.isMain || one.isMain;
        joined.isLonger = joined.isLonger && one.isLonger;
        joined.isWeak = joined.isWeak && one.isWeak;
    }
}

} // namespace heapwise::ui
