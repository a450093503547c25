#pragma once

#include <QString>

namespace heapwise::ui {

class GraphPicture;
struct GraphData;

/// Writes the whole graph as "svg", "png" (twice the size) or "dot" (Graphviz). For a worker. Returns an empty text, or
/// a sentence that says why it could not be written.
QString exportGraph(const GraphPicture& picture, const QString& path, const QString& format);

/// The graph in the DOT language, without its layout.
QString dotText(const GraphData& data);

} // namespace heapwise::ui
