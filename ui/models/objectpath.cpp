#include "ui/models/objectpath.h"

#include "core/analysis/retention/rootpaths.h"
#include "ui/models/objecttext.h"

namespace heapwise::ui {

QString objectPath(const Heap& heap, NodeId node, const Progress& progress)
{
    Progress ownProgress; // default routes are there already
    const Routes routes(heap, {}, ownProgress);
    const RootPath path = shortestPath(routes, node, progress);
    if (path.empty())
        return {};
    // The last step leaves the root: it names nothing a program knows.
    QString text = describeObject(heap, path.size() > 1 ? path[path.size() - 2].source : node).name;
    for (auto step = path.rbegin() + 1; step != path.rend(); ++step) {
        const auto type = heap.snapshot->edgeType(step->edge);
        const bool isWritten = type == EdgeType::Property || type == EdgeType::Element;
        text += isWritten ? referenceText(*heap.snapshot, step->edge)
                          : QStringLiteral(" › ") + fieldText(*heap.snapshot, step->edge);
    }
    return text;
}

} // namespace heapwise::ui
