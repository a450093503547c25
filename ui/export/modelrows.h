#pragma once

#include "ui/models/rowsource.h"

class QTreeView;

namespace heapwise::ui {

/// The rows of any model in a tree view, for a worker: read on the GUI thread in slices of a few
/// milliseconds, as fast as the worker takes them. Rows below rows that are expanded follow them; links to
/// more rows are left out. When the model is changed meanwhile, reading ends with a sentence that says so.
std::shared_ptr<const RowSource> modelRows(const QTreeView& view, const QList<int>& columns);

} // namespace heapwise::ui
