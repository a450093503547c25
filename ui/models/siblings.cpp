#include "ui/models/siblings.h"

#include "ui/models/ranking.h"

namespace heapwise::ui {
namespace {

constexpr unsigned kSiblingsStopInterval = 65536;

std::vector<TreeItem> dominatedBy(const DominatorTree& tree, NodeId parent, const Progress& progress)
{
    FirstOf largest(kMostSiblings, lessBy(TreeColumn::Retained, true));
    unsigned seen = 0;
    tree.forEachChild(parent, [&](NodeId node) {
        if (++seen % kSiblingsStopInterval == 0 && progress.stopRequested())
            return;
        TreeItem item;
        item.node = node;
        item.retained = tree.retainedSize(node);
        largest.add(item);
    });
    return largest.take();
}

std::vector<TreeItem> classesOf(const Heap& heap)
{
    const bool hasRetained = heap.classTotals != nullptr;
    FirstOf largest(kMostSiblings, lessBy(TreeColumn::Retained, true));
    for (std::uint32_t c = 0; c < heap.classes->size(); ++c) {
        const HeapClass& heapClass = (*heap.classes)[ClassId{c}];
        TreeItem item;
        item.classId = ClassId{c};
        item.node = NodeId{c}; // only to break ties
        item.retained = hasRetained ? heap.classTotals->retained[c] : heapClass.shallow;
        if (heapClass.count > 0)
            largest.add(item);
    }
    return largest.take();
}

} // namespace

std::vector<Subject> largestSiblings(const Heap& heap, const Subject& subject, const Progress& progress)
{
    std::vector<Subject> siblings;
    if (subject.kind == Subject::Kind::Class && heap.classes) {
        for (const TreeItem& item : classesOf(heap))
            siblings.push_back(Subject::heapClass(item.classId));
    } else if (subject.kind == Subject::Kind::Object && heap.dominators && subject.node != heap.dominators->root()) {
        const NodeId parent = heap.dominators->immediateDominator(subject.node);
        for (const TreeItem& item : dominatedBy(*heap.dominators, parent, progress))
            siblings.push_back(Subject::object(item.node));
    }
    return siblings;
}

} // namespace heapwise::ui
