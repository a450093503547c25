#pragma once

#include <QList>
#include <QModelIndex>
#include <QString>

#include "ui/export/tablewriter.h"

namespace heapwise::ui {

using CopyFormat = TableFormat;

/// The columns as a TableWriter takes them, by the headers of the model.
QList<TableWriter::Column> writerColumns(const QAbstractItemModel& model, const QList<int>& columns);
/// The exact value of a cell (CopyRole), else what is displayed.
QString cellText(const QModelIndex& cell);

/// Rows as text with the headers of `columns`, exact values. `rows` are indexes of any column.
QString rowsAsText(const QModelIndexList& rows, const QList<int>& columns, CopyFormat format);

} // namespace heapwise::ui
