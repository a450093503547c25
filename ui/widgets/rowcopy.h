#pragma once

#include <QList>
#include <QModelIndex>
#include <QString>

namespace heapwise::ui {

enum class CopyFormat { Tsv, Json, Markdown };

/// Rows as text with the headers of `columns`: exact values (CopyRole, else what is displayed), names indented
/// by nothing. `rows` are indexes of any column.
QString rowsAsText(const QModelIndexList& rows, const QList<int>& columns, CopyFormat format);

} // namespace heapwise::ui
