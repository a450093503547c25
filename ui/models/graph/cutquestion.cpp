#include "ui/models/graph/cutquestion.h"

#include "core/analysis/retention/references.h"

#include <QElapsedTimer>

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr std::size_t kFew = 64; ///< references of which each is completed by itself
constexpr std::size_t kStopInterval = 1024;

/// Collects the references of one name from some objects to others.
class EdgeCollector {
public:
    EdgeCollector(const Heap& heap, const RetentionReference& reference, const std::vector<std::uint32_t>& targets)
        : m_heap(heap)
        , m_snapshot(*heap.snapshot)
        , m_last(reference.hops.back())
        , m_anyName(reference.anyName)
        , m_targets(targets)
    {}

    void look(NodeId source)
    {
        for (EdgeIndex e = m_snapshot.firstEdge(source); e < m_snapshot.endEdge(source); ++e) {
            const NodeId target = m_snapshot.edgeTarget(e);
            if (hasName(e) && std::ranges::binary_search(m_targets, target.value))
                m_edges.push_back(e);
            else if (m_snapshot.edgeType(e) == EdgeType::Internal && ownerOfStore(m_heap, target) == source)
                m_stores.push_back(target);
        }
    }

    /// V8 writes elements twice, in the object and in its store.
    std::vector<EdgeIndex> take()
    {
        std::vector<EdgeIndex> all = m_edges;
        if (m_edges.size() <= kFew) {
            for (const EdgeIndex e : m_edges)
                for (const EdgeIndex same : sameReference(m_heap, e))
                    all.push_back(same);
        } else {
            for (const NodeId store : m_stores)
                for (EdgeIndex e = m_snapshot.firstEdge(store); e < m_snapshot.endEdge(store); ++e)
                    if (std::ranges::binary_search(m_targets, m_snapshot.edgeTarget(e).value))
                        all.push_back(e);
        }
        std::ranges::sort(all);
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }

private:
    bool hasName(EdgeIndex e) const
    {
        return m_anyName ? m_snapshot.edgeType(e) == m_snapshot.edgeType(m_last)
                         : m_snapshot.edgeType(e) == m_snapshot.edgeType(m_last) &&
                               m_snapshot.edgeNameOrIndex(e) == m_snapshot.edgeNameOrIndex(m_last);
    }

    const Heap& m_heap;
    const Snapshot& m_snapshot;
    EdgeIndex m_last;
    bool m_anyName;
    const std::vector<std::uint32_t>& m_targets;
    std::vector<EdgeIndex> m_edges;
    std::vector<NodeId> m_stores;
};

} // namespace

std::vector<EdgeIndex> edgesOf(const RetentionGraph& graph, int reference, const Progress& progress)
{
    const RetentionReference& cut = graph.references[std::size_t(reference)];
    if (cut.hops.empty())
        return {};
    const auto& sources = cut.holders ? *cut.holders : *graph.groups[std::size_t(cut.from)].members;
    EdgeCollector collector(*graph.paths->heap, cut, *graph.groups[std::size_t(cut.to)].members);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (i % kStopInterval == 0 && progress.stopRequested())
            return {};
        collector.look(NodeId{sources[i]});
    }
    return collector.take();
}

CutAnswer answerCut(const CutQuestion& question, const Progress& progress)
{
    QElapsedTimer timer;
    timer.start();
    const Heap& heap = *question.graph->paths->heap;
    const auto& subjects = question.graph->paths->query.subjects;
    Cut cut;
    for (const int reference : question.references) {
        const auto edges = edgesOf(*question.graph, reference, progress);
        cut.references.insert(cut.references.end(), edges.begin(), edges.end());
    }
    for (const int group : question.groups) {
        const auto& members = *question.graph->groups[std::size_t(group)].members;
        cut.objects.insert(cut.objects.end(), members.begin(), members.end());
    }
    CutAnswer answer;
    answer.heapBytes = heap.totalSize();
    answer.subjects = subjects.size();
    answer.cuts = question.references.size() + question.groups.size();
    answer.result = simulateCut(heap, cut, progress);
    if (progress.stopRequested())
        return answer;
    answer.subjectsFreed = freedOf(heap, answer.result, subjects).count;
    answer.freed = answer.result.topmost;
    std::ranges::sort(answer.freed);
    answer.seconds = double(timer.nsecsElapsed()) / 1e9;
    return answer;
}

} // namespace heapwise::ui
