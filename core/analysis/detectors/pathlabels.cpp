#include "core/analysis/detectors/pathlabels.h"

#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

std::string fileOfModule(const Snapshot& snapshot, NodeId n)
{
    if (!isNamed(snapshot, n, "Module"))
        return {};
    const NodeId name = propertyLink(snapshot, n, "filename");
    if (!name.isValid() || !isTextType(snapshot.type(name)))
        return {};
    const std::string path = snapshot.strings().text(snapshot.nameId(name), 4096);
    return path.substr(path.find_last_of("/\\") + 1);
}

std::string labelOf(const Snapshot& snapshot, EdgeIndex e)
{
    switch (snapshot.edgeType(e)) {
    case EdgeType::Property:
    case EdgeType::Context:
        return snapshot.edgeName(e);
    case EdgeType::Element:
        return "[" + snapshot.edgeName(e) + "]";
    default:
        return {};
    }
}

} // namespace

std::vector<PathLabel> pathLabels(const Heap& heap, const Suspect& suspect)
{
    const Snapshot& snapshot = *heap.snapshot;
    std::vector<PathLabel> labels;
    for (std::size_t i = suspect.path.size(); i-- > 0;) {
        const Retainer& step = suspect.path[i];
        if (std::string file = fileOfModule(snapshot, step.source); !file.empty())
            labels = {{std::move(file), step.source}};
        if (std::string label = labelOf(snapshot, step.edge); !label.empty())
            labels.push_back({std::move(label), snapshot.edgeTarget(step.edge)});
    }
    if (!suspect.within.empty())
        labels.push_back({suspect.within, suspect.container});
    return labels;
}

} // namespace heapwise
