#pragma once

#include "ui/export/exportable.h"
#include "ui/export/tablewriter.h"
#include "ui/models/rowsource.h"

namespace heapwise::ui {

QList<ExportFormat> tableFormats();

/// All rows of the source in the format with that suffix. A tree gets a first column that says how deep a row
/// stands.
ExportWork tableWork(std::shared_ptr<const RowSource> rows, const QList<TableWriter::Column>& columns,
                     const QString& suffix);

} // namespace heapwise::ui
