#pragma once

#include <QString>

#include "ui/export/exportable.h"

#include <memory>

namespace heapwise::ui {

class GraphPicture;
struct GraphData;

/// Writes the whole graph as "svg", "png" (twice the size) or "dot" (Graphviz).
ExportWork graphWork(std::shared_ptr<const GraphPicture> picture, const QString& suffix);

/// The graph in the DOT language, without its layout.
QString dotText(const GraphData& data);

} // namespace heapwise::ui
